"""The commands: `python -m skill ...`."""

import argparse
import gc
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import skill
from skill.interaction.model import DEFAULT_LOCALE
from skill.knowledge.faults import ContentError
from skill.log import set_up_logging
from skill.settings import SettingError, Settings, read_settings

# Each command imports the modules that it needs, so that a question does not wait for the server to load.

DEVICES = ("dot", "show", "bare")
PACES = ("normal", "slow")
DETAILS = ("full", "brief")
UNKNOWN_ENDPOINT = "https://your-domain.example/alexa"
TALKER = "amzn1.ask.account.TALK"
"""The user id of the one person whom `talk` remembers."""


class CommandError(Exception):
    """A command that cannot be carried out. The message says what to do instead."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Return the exit code: 0 done, 1 faults were found, 2 the command cannot be run."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Without a command, the options are those of serve.
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "serve")
    given = _parser().parse_args(words)
    try:
        settings = read_settings()
        set_up_logging(settings.log_level)
        exit_code: int = given.run(given, settings)
    except (CommandError, SettingError, ContentError) as error:
        print(f"skill: {error}", file=sys.stderr)
        return 2
    return exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m skill", description=skill.__doc__)
    parser.add_argument("--version", action="version", version=skill.__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="answer Alexa over HTTP (the same as no command)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=_port, default=5000, help="port to listen on (default: %(default)s)")
    serve.add_argument(
        "--no-verify",
        action="store_true",
        help="answer anybody, without checking signature, timestamp or application id; loopback only",
    )
    serve.set_defaults(run=_serve)

    talk = commands.add_parser("talk", help="have a conversation in the terminal")
    talk.add_argument("--fast", action="store_true", help="do not wait while it speaks")
    talk.add_argument("--forget", action="store_true", help="start as somebody new")
    talk.set_defaults(run=_talk)

    ask = commands.add_parser("ask", help="say one thing and print the answer; nothing is stored")
    ask.add_argument("words", metavar="WORDS")
    ask.add_argument("--json", action="store_true", help="print everything about the answer")
    ask.add_argument("--locale", default=DEFAULT_LOCALE, help="the device's locale (default: %(default)s)")
    ask.add_argument("--device", choices=DEVICES, default="dot", help="with audio player, screen, or neither")
    ask.set_defaults(run=_ask)

    routine = commands.add_parser("routine", help="list the routines, or print the timeline of one")
    routine.add_argument("name", metavar="NAME", nargs="?")
    routine.add_argument("--json", action="store_true", help="print everything about the timeline")
    routine.add_argument("--pace", choices=PACES, default=PACES[0], help="(default: %(default)s)")
    routine.add_argument("--detail", choices=DETAILS, default=DETAILS[0], help="(default: %(default)s)")
    routine.set_defaults(run=_routine)

    audio = commands.add_parser("audio", help="render the routines as audio tracks: what is not there yet")
    audio.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="where to (default: SKILL_AUDIO_DIR)"
    )
    audio.add_argument("--routine", metavar="NAME", help="only this one (default: all)")
    audio.set_defaults(run=_audio)

    package = commands.add_parser("package", help="write the skill package for Amazon's ASK CLI")
    package.add_argument("folder", metavar="DIR", type=Path)
    package.set_defaults(run=_package)

    check = commands.add_parser("check", help="check content and interaction models")
    check.add_argument(
        "--write-names", action="store_true", help="first put the content's names into the interaction models"
    )
    check.add_argument("--table", action="store_true", help="print what answers which intent in which mode")
    check.set_defaults(run=_check)
    return parser


def _serve(given: argparse.Namespace, settings: Settings) -> int:
    with _loading():
        from skill.web.app import create_app
        from skill.web.server import Server, is_loopback

        if given.no_verify and not is_loopback(given.host):
            raise CommandError(
                f"--no-verify answers anybody, so it is refused on {given.host}: use it on 127.0.0.1 only."
            )
        app = create_app(settings, verify=not given.no_verify, here=f"http://{given.host}:{given.port}")
    try:
        server = Server(app, given.host, given.port, settings.workers)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"cannot listen on {given.host}, port {given.port}: {reason}") from None
    log = logging.getLogger("skill")
    log.info("Leg Cramp Coach %s on http://%s:%s", skill.__version__, given.host, server.port)
    if given.no_verify:
        log.warning("requests are not verified: anybody on this machine is answered")
    elif settings.skill_id is None:
        log.warning(
            "SKILL_ID is not set, so /alexa answers every request with 400: "
            "set it to the skill's application id, or start with --no-verify to try it here"
        )
    elif not settings.skill_id.startswith("amzn1.ask.skill."):
        log.warning("SKILL_ID does not begin with amzn1.ask.skill. as Amazon's ids do: is it the right one?")
    server.run()
    return 0


def _talk(given: argparse.Namespace, settings: Settings) -> int:
    with _loading():
        from skill.simulator.clock import Clock
        from skill.simulator.device import now
        from skill.simulator.echo import echo_of
        from skill.simulator.terminal import talk
        from skill.simulator.transport import SkillRefused
        from skill.web.app import create_app

        clock = Clock() if given.fast else None
        device = echo_of(create_app(settings, verify=False), user=TALKER, clock=clock or now)
    if given.forget:
        try:
            device.event("AlexaSkillEvent.SkillDisabled")
        except SkillRefused:
            raise CommandError("the memory cannot be reached, so nothing was forgotten") from None
    talk(device, lines=sys.stdin, out=sys.stdout, clock=clock)
    return 0


def _ask(given: argparse.Namespace, settings: Settings) -> int:
    if not given.words.strip():
        raise CommandError('there is nothing to answer: python -m skill ask "why do leg cramps happen"')
    with _loading():
        from skill.simulator.echo import as_json, echo_of
        from skill.simulator.response import PlatformFault
        from skill.simulator.transport import SkillRefused
        from skill.web.app import create_app

        app = create_app(settings, verify=False, remember=False)
        device = echo_of(app, kind=given.device, locale=given.locale)
    try:
        answer = device.say(given.words)
    except (SkillRefused, PlatformFault) as fault:
        print(f"skill: {fault}", file=sys.stderr)
        return 1
    if answer is None:
        raise CommandError(f"nothing on an Echo answers {given.words!r} outside a conversation")
    print(json.dumps(as_json(answer), indent=2, ensure_ascii=False) if given.json else answer.text)
    return 0


def _routine(given: argparse.Namespace, settings: Settings) -> int:
    from skill.coach.coach import Coach
    from skill.coach.plan import Detail, Pace, Plan
    from skill.coach.views import as_json, as_lines
    from skill.knowledge.library import load_library

    library = load_library()
    if given.name is None:
        if given.json:
            raise CommandError("--json is for one routine: python -m skill routine NAME --json")
        for name, routine in library.routines.items():
            print(f"{name:<20} {routine.title}")
        return 0
    if given.name not in library.routines:
        names = "\n  ".join(library.routines)
        raise CommandError(f"there is no routine {given.name!r}. There are:\n  {names}")
    coach = Coach(library, settings.voice_rate)
    plan = Plan(given.name, Pace(given.pace), Detail(given.detail))
    number = library.emergency_numbers.of(DEFAULT_LOCALE)
    routine, timeline = library.routines[given.name], coach.timeline(plan)
    if given.json:
        print(json.dumps(as_json(routine, timeline, number), indent=2, ensure_ascii=False))
    else:
        print("\n".join(as_lines(routine, timeline, number)))
    return 0


def _audio(given: argparse.Namespace, settings: Settings) -> int:
    from skill.audio.rendering.planning import recordable
    from skill.audio.rendering.rendering import render
    from skill.audio.rendering.synthesis import SynthesisError
    from skill.audio.rendering.voices import voice
    from skill.knowledge.library import load_library

    library = load_library()
    names = recordable(library)
    if given.routine is not None and given.routine not in names:
        if given.routine in library.routines:
            raise CommandError(f"{given.routine} is always led by voice: there is no audio of it")
        listed = "\n  ".join(names)
        raise CommandError(f"there is no routine {given.routine!r}. There are:\n  {listed}")
    folder = given.folder or settings.audio_dir
    begun = perf_counter()
    try:
        wanted = names if given.routine is None else [given.routine]
        rendered = render(folder, library, voice(settings.audio_voice), wanted, _Bar())
    except SynthesisError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"cannot render into {folder}: {error.strerror or error}") from None
    done = f"{rendered.made} tracks rendered, {rendered.kept} kept"
    if not rendered.made:
        done = f"nothing to render, {rendered.kept} tracks are there"
    print(
        f"{done}: {rendered.seconds / 60:.0f} minutes of audio, {rendered.size / 1e6:.1f} MB in {folder}, "
        f"in {perf_counter() - begun:.1f} s"
    )
    return 0


class _Bar:
    """A progress bar on stderr for each task. tqdm is loaded only when there is a task."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task = ""

    def __call__(self, task: str, done: int, total: int) -> None:
        from tqdm import tqdm

        if task != self._task:
            self._task, self._bar = task, tqdm(desc=task, total=total, file=sys.stderr)
        self._bar.update(done - self._bar.n)
        if done == total:
            self._bar.close()


def _package(given: argparse.Namespace, settings: Settings) -> int:
    from skill.interaction.package import write_package

    endpoint = settings.endpoint or UNKNOWN_ENDPOINT
    try:
        written = write_package(given.folder, endpoint=endpoint)
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from None
    for path in written:
        print(path)
    if settings.endpoint is None:
        print(
            "SKILL_ENDPOINT is not set: set it to your own address, https://.../alexa, and write it again.",
            file=sys.stderr,
        )
    return 0


def _check(given: argparse.Namespace, settings: Settings) -> int:
    from skill.conversation.lookup import Table
    from skill.interaction.agreement import check_agreement, write_names
    from skill.interaction.model import locales
    from skill.interaction.rules import check_models
    from skill.knowledge.check import check_content

    table_faults = [f"skill/conversation/table.py: {fault}" for fault in Table().faults()]
    if given.table and not table_faults:
        print(Table().page(), end="")
        return 0
    languages = sorted({locale.split("-")[0] for locale in (DEFAULT_LOCALE, *locales())})
    content = [str(fault) for language in languages for fault in check_content(language)]
    if given.write_names and not content:
        for language in languages:
            write_names(language)
    faults = check_models() + content
    faults += [line for language in languages for line in check_agreement(language)]
    faults += table_faults
    # A file that several languages share is read for each of them.
    for line in dict.fromkeys(faults):
        print(line)
    if not faults:
        print("no faults")
    return 1 if faults else 0


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


@contextmanager
def _loading() -> Iterator[None]:
    """Load the skill. A ValueError of settings or content that cannot be used becomes a CommandError.

    The garbage collector waits meanwhile, and leaves alone what was loaded: nearly all of it stays, and the
    collector would go through it again and again.
    """
    gc.disable()
    try:
        yield
    except ValueError as error:
        raise CommandError(str(error)) from None
    finally:
        gc.freeze()
        gc.enable()
