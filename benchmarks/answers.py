"""Answers a second, beside Amazon's own SDKs, and the stages in which an answer is made.

    python benchmarks/answers.py [--seconds SECONDS] [--only stages | --only comparison]

First the stages of each kind of request, in microseconds of CPU: see `serving/stages.py`.

Then the comparison. Signed requests of 1.8 kB go to one worker over eight connections, from a load that is a
process of its own, in three rounds in which every contestant has its turn of SECONDS (default: 3):

- the skill, `python -m skill serve`, asked for help, and with a mix of all that people do, memory in SQLite;
- Amazon's Node SDK with the Express adapter, which says hello, with and without its verification;
- Amazon's Python SDK with Flask on the skill's own server, which says hello and verifies nothing;
- a Flask application on the same server that only reads the body and answers.

The signing chain is served on this machine by an authority of the benchmark's own. The Node SDK is installed
by npm into the user's cache folder. Before the rounds, every request of the mix is answered once by the
served skill, and held against the answer of the skill in this process; and a forged request is sent to those
that verify. The CPU time of an answer, in microseconds, is that of the server's process, so it says most on a
machine that has other work as well.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving.load import Taken
from benchmarks.serving.loads import percentile, put_load, rate
from benchmarks.serving.node import NoNode, node_command, node_modules
from benchmarks.serving.posts import ask, sign, write
from benchmarks.serving.sessions import Asked, Town, kinds
from benchmarks.serving.surroundings import ROOT, Server, Surroundings, environment_of, surroundings
from skill.knowledge.library import load_library
from skill.knowledge.phrases import Phrase

ROUNDS = 3
PEOPLE = 40
"""The number of people in the mix."""

WARM_UP = "1.5"
"""The seconds of load before the first round."""

HELP, MIX, NODE, FLASK = "our help", "our mix", "Node SDK, verified", "bare Flask"
STAGES = Path(__file__).parent / "serving" / "stages.py"
SHARE_WITHIN, WITHIN = 99, 30.0
"""The percentage of the mix that is to be answered within so many milliseconds."""


class Wrong(Exception):
    """An answer that is not what it should be."""


@dataclass
class Contestant:
    """A server and what it is asked."""

    server: Server
    asks: Callable[[], list[Asked]]
    """Returns fresh requests."""
    is_right: Callable[[str], bool]
    """Tells whether the body of an answer is sensible."""
    rounds: list[Taken] = field(default_factory=list)
    cpu_seconds: float = 0.0
    """The CPU time that the server took in all rounds."""


def main() -> None:
    """Print the stages and the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=3.0, help="of each turn (default: 3)")
    parser.add_argument("--only", choices=("stages", "comparison"))
    given = parser.parse_args()
    with surroundings() as place:
        if given.only != "comparison":
            _print_stages(place, given.seconds / 3)
        if given.only != "stages":
            _compare(place, given.seconds)


def _print_stages(place: Surroundings, seconds: float) -> None:
    print("Microseconds of CPU for one request, by stage:", flush=True)
    town = Town(place.settings())
    asked = sorted([*town.help(PEOPLE), *town.mix(PEOPLE)], key=lambda each: each.kind)
    file = write((sign(each.kind, each.envelope, place.amazon) for each in asked), place.folder / "stages")
    command = [sys.executable, str(STAGES), str(file), str(seconds)]
    subprocess.run(command, cwd=ROOT, env=environment_of(place.settings()), check=True)
    print()


def _compare(place: Surroundings, seconds: float) -> None:
    town = Town(place.settings())
    with ExitStack() as stack:
        contestants = _contestants(place, town, stack)
        for contestant in contestants.values():
            _turn(place, contestant, WARM_UP)
        for _ in range(ROUNDS):
            for contestant in contestants.values():
                before = contestant.server.cpu_seconds()
                contestant.rounds.append(_turn(place, contestant, str(seconds)))
                contestant.cpu_seconds += contestant.server.cpu_seconds() - before
    _print_comparison(contestants)


def _contestants(place: Surroundings, town: Town, stack: ExitStack) -> dict[str, Contestant]:
    """Start every server. The mix is tried first, while both memories are empty."""
    ours = stack.enter_context(place.skill())
    _print_same(place, ours.port, town.mix(PEOPLE))

    def help_() -> list[Asked]:
        return town.help(PEOPLE)

    apology = load_library().phrases.say[Phrase.APOLOGY][0]
    contestants = {
        HELP: Contestant(ours, help_, lambda body: "You can say" in body),
        MIX: Contestant(ours, lambda: town.mix(PEOPLE), lambda body: apology not in body),
    }
    try:
        modules = str(node_modules())
        for name, verify in ((NODE, "1"), ("Node SDK, unverified", "0")):
            given = {"NODE_PATH": modules, "BENCHMARK_VERIFY": verify}
            server = stack.enter_context(place.rival(node_command(), **given))
            contestants[name] = Contestant(server, help_, lambda body: "Hello." in body)
    except NoNode as reason:
        print(f"Amazon's Node SDK was not tried: {reason}")
    for name in {HELP, NODE} & contestants.keys():
        _try_forged(place, contestants[name])
    for name, module in (("Python SDK, unverified", "python_sdk"), (FLASK, "bare_flask")):
        command = [sys.executable, "-m", f"benchmarks.serving.rivals.{module}"]
        server = stack.enter_context(place.rival(command))
        contestants[name] = Contestant(server, help_, lambda body: "hello" in body.lower())
    return contestants


def _print_same(place: Surroundings, port: int, mix: list[Asked]) -> None:
    """Hold the served skill's answers against those of this process. Raises Wrong for any difference."""
    for asked in mix:
        status, body = ask(port, sign(asked.kind, asked.envelope, place.amazon))
        if status != 200 or json.loads(body) != asked.answer:
            raise Wrong(f"{asked.kind}: served {status} {body!r}, in this process {asked.answer}")
    print(f"The mix is {len(mix)} requests, all answered as in this process: {kinds(mix)}.", flush=True)


def _try_forged(place: Surroundings, contestant: Contestant) -> None:
    """Send a request that was changed after it was signed. Raises Wrong unless it is refused."""
    post = sign("forged", contestant.asks()[0].envelope, place.amazon)
    status, _ = ask(contestant.server.port, replace(post, body=post.body.replace(b"HELPED", b"FORGED")))
    if status != 400:
        raise Wrong(f"a forged request was answered with {status}")


def _turn(place: Surroundings, contestant: Contestant, seconds: str) -> Taken:
    """Put the load on a contestant. Raises Wrong unless every answer is right."""
    posts = [sign(each.kind, each.envelope, place.amazon) for each in contestant.asks()]
    taken = put_load(contestant.server.port, write(posts, place.folder / "load"), "--seconds", seconds)
    wrong = [body for body in taken.bodies.values() if not contestant.is_right(body)]
    if taken.bad or wrong:
        raise Wrong(f"{taken.bad} answers were not 200, and these make no sense: {wrong[:1]}")
    return taken


def _print_comparison(contestants: dict[str, Contestant]) -> None:
    rates = {name: sorted(map(rate, each.rounds)) for name, each in contestants.items()}
    middle = {name: median(several) for name, several in rates.items()}
    node, flask = middle.get(NODE), middle[FLASK]
    heads = ("round 1", "round 2", "round 3", "median", "median ms", "99 % ms", "CPU us", "to Node")
    print(f"{'answers a second':<24}" + "".join(f"{head:>11}" for head in heads))
    for name, contestant in contestants.items():
        times = [time for taken in contestant.rounds for time in taken.times]
        cells = [f"{rate(taken):.0f}" for taken in contestant.rounds] + [f"{middle[name]:.0f}"]
        cells += [f"{percentile(times, 50):.2f}", f"{percentile(times, 99):.2f}"]
        cells += [f"{contestant.cpu_seconds / len(times) * 1e6:.0f}"]
        cells += [f"{middle[name] / node:.2f}" if node else "-"]
        print(f"{name:<24}" + "".join(f"{cell:>11}" for cell in cells))
    print()
    to_flask = middle[HELP] / flask
    reached = to_flask >= 0.7 or (node is not None and middle[HELP] >= 1.3 * node)
    ratio = f"{middle[HELP] / node:.2f} of Node's verified hello, " if node else ""
    _verdict(reached, f"help: {ratio}{to_flask:.2f} of the bare Flask (1.3 or 0.7)")
    if node is not None:
        _verdict(middle[MIX] >= 0.9 * node, f"mix: {middle[MIX] / node:.2f} of Node's verified hello (0.9)")
    mixed = [time for taken in contestants[MIX].rounds for time in taken.times]
    slow = percentile(mixed, SHARE_WITHIN)
    _verdict(slow <= WITHIN, f"{SHARE_WITHIN} % of the mix within {slow:.1f} ms ({WITHIN:g})")


def _verdict(reached: bool, what: str) -> None:
    print(f"{'reached' if reached else 'MISSED '}  {what}")


if __name__ == "__main__":
    main()
