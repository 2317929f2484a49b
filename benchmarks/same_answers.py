"""The answers to every request of the dialogues and utterances, byte for byte, before and after a change.

    python benchmarks/same_answers.py keep FILE
    python benchmarks/same_answers.py compare FILE

`keep` plays the scenes of `replay/scenes.py` to the skill of this checkout, and writes each request with the
bytes of its answer, a line of JSON each. `compare` sends the kept requests in the same order to a fresh
skill, prints every difference, and exits 1 if there is one. Requests have their own timestamps, so that the
same skill gives the same answers at any time. Either takes half a minute.
"""

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.replay.recorder import Exchange, Recorder
from benchmarks.replay.scenes import play_all

SHOWN = 60
"""The characters that are shown on each side of the first difference."""


def keep(file: Path) -> int:
    """Write every exchange into the file. Return the exit code."""
    with TemporaryDirectory() as folder:
        recorder = Recorder(Path(folder))
        play_all(recorder)
    lines = [json.dumps(asdict(exchange)) for exchange in recorder.exchanges]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} requests and their answers are kept in {file}")
    return 0


def compare(file: Path) -> int:
    """Send what was kept, and print the differences. Return the exit code."""
    lines = file.read_text(encoding="utf-8").splitlines()
    different = 0
    with TemporaryDirectory() as folder:
        recorder = Recorder(Path(folder))
        for number, line in enumerate(lines, start=1):
            before = Exchange(**json.loads(line))
            recorder.scene = before.scene
            after = recorder.send(before.request)
            if after != before:
                different += 1
                print(f"line {number}, {before.scene}\n{_difference(before, after)}")
    print(f"{different} of {len(lines)} answers differ")
    return 1 if different else 0


def _difference(before: Exchange, after: Exchange) -> str:
    if before.status != after.status:
        return f"  before: {before.status}, after: {after.status} {after.answer[: 2 * SHOWN]}"
    pairs = enumerate(zip(before.answer, after.answer, strict=False))
    at = next(
        (place for place, (old, new) in pairs if old != new), min(len(before.answer), len(after.answer))
    )
    shown = slice(max(0, at - SHOWN), at + SHOWN)
    return f"  before: {before.answer[shown]!r}\n  after:  {after.answer[shown]!r}"


COMMANDS = {"keep": keep, "compare": compare}

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    match sys.argv[1:]:
        case [("keep" | "compare") as command, path]:
            sys.exit(COMMANDS[command](Path(path)))
        case _:
            sys.exit(__doc__)
