"""The scenes that are kept: dialogues, utterances, intents in every situation, and what comes unasked."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from benchmarks.replay.recorder import Recorder
from skill.simulator.clock import Clock
from skill.simulator.controls import BUTTONS
from skill.simulator.device import Answer, Device
from skill.simulator.response import PlatformFault
from skill.simulator.transport import SkillRefused
from tests.household import THINKING

TESTS = Path(__file__).parents[2] / "tests"
BEGIN = datetime(2026, 11, 2, 21, 30, tzinfo=UTC)
"""The moment at which every scene begins."""

TRACKS = 8
"""The number of tracks after which a routine that plays is left."""

EVENTS = (
    "AlexaSkillEvent.SkillEnabled",
    "AlexaSkillEvent.SkillPermissionAccepted",
    "System.ExceptionEncountered",
    "CanFulfillIntentRequest",
    "Alexa.Presentation.APL.UserEvent",
    "Connections.Response",
    "Something.New",
    "AlexaSkillEvent.SkillDisabled",
)
"""The types of requests that come without words."""

Scene = Callable[["Somebody"], object]


class Somebody:
    """A person with an Echo whose clock stands still until the scene moves it on."""

    def __init__(self, recorder: Recorder, user: str, **options: Any) -> None:
        """options: as for `Device`."""
        self.clock = Clock(BEGIN)
        self.device = Device(
            recorder, recorder.hearing, user=user, clock=self.clock, fetch=recorder.fetch, **options
        )
        self._last_words = 0.0

    def say(self, words: str, after: float | None = None) -> None:
        """Say something so many seconds after the last answer began; by default when it has been heard."""
        self.device.let_pass(self._last_words + THINKING if after is None else after)
        self._note(self.device.say(words))

    def intend(self, intent: str, slots: dict[str, str] | None = None, after: float | None = None) -> None:
        """Say something that is heard as this intent."""
        self.device.let_pass(self._last_words + THINKING if after is None else after)
        self._note(self.device.intent(intent, slots))

    def play(self, routine: str) -> None:
        """Begin a routine, played straight through."""
        self.intend("StartRoutineIntent", {"routine": routine})
        self.say("straight through")
        self.device.let_pass(self._last_words)

    def _note(self, answer: Answer | None) -> None:
        self._last_words = answer.seconds if answer else 0.0


def play_all(recorder: Recorder) -> None:
    """Play every scene to the recorder's skill."""
    known: dict[str, Somebody] = {}
    for number, (name, options, scene) in enumerate(_scenes(recorder)):
        recorder.scene = name
        # Most scenes are those of somebody new. One that begins with "returning" has the same person again.
        returning = name.split(":")[0] if name.startswith("returning") else ""
        somebody = known.get(returning) or Somebody(
            recorder, f"amzn1.ask.account.{returning or number}", **options
        )
        if returning:
            known[returning] = somebody
        # What the skill refused is kept as any other answer is. The scene is over then.
        with contextlib.suppress(SkillRefused, PlatformFault):
            scene(somebody)


def _scenes(recorder: Recorder) -> Iterator[tuple[str, dict[str, Any], Scene]]:
    """Yield each scene's name, the options of its device, and the scene."""
    yield from _dialogues()
    yield from _utterances()
    yield from _intents(recorder)
    yield from _routines_said()
    yield from _routines_played(recorder)
    yield "what comes without words", {}, _events


def _dialogues() -> Iterator[tuple[str, dict[str, Any], Scene]]:
    for path in sorted((TESTS / "dialogues").glob("*.yaml")):
        for dialogue in _read(path):
            options = {"kind": dialogue.get("device", "dot"), "locale": dialogue.get("locale", "en-US")}
            yield f"dialogue: {dialogue['name']}", options, _dialogue(dialogue["turns"])


def _dialogue(steps: list[dict[str, Any]]) -> Scene:
    def scene(somebody: Somebody) -> None:
        for step in steps:
            somebody.say("" if step.get("silence") else step["person"], step.get("after"))

    return scene


def _utterances() -> Iterator[tuple[str, dict[str, Any], Scene]]:
    """Yield each utterance as a one-shot of somebody new, and then as one of many of the same person."""
    said = []
    for path in sorted((TESTS / "utterances").glob("*.yaml")):
        read = _read(path)
        wordings = read if isinstance(read, list) else [each for group in read.values() for each in group]
        said += [each if isinstance(each, str) else each["says"] for each in wordings]
    for words in said:
        yield f"one-shot: {words}", {}, partial(_ask, words=words)
    for kind, words in product(("show", "bare"), said):
        yield (
            f"returning with a {kind}: {words}",
            {"kind": kind, "locale": "en-GB"},
            partial(_say, words=words),
        )


def _ask(somebody: Somebody, words: str) -> None:
    somebody.device.ask(words)


def _say(somebody: Somebody, words: str) -> None:
    somebody.say(words)


def _intents(recorder: Recorder) -> Iterator[tuple[str, dict[str, Any], Scene]]:
    """Yield each intent, with and without values in its slots, in every situation."""
    model = recorder.hearing.model
    situations: dict[str, Scene] = {
        "out of the blue": lambda somebody: None,
        "after the launch": lambda somebody: somebody.device.launch(),
        "in a routine": lambda somebody: somebody.intend("StartRoutineIntent", {"routine": "desk break"}),
        "after a question": lambda somebody: somebody.device.ask("why do my legs cramp at night"),
        "after a warning": lambda somebody: somebody.device.ask("my calf is swollen and hot"),
        "in a cramp": lambda somebody: somebody.device.ask("i have a cramp right now"),
        "while a routine plays": lambda somebody: somebody.play("bedtime stretch"),
    }
    for (situation, before), (name, intent) in product(situations.items(), model.intents.items()):
        values = {
            slot: model.types[kind][0].name for slot, kind in intent.slots.items() if kind in model.types
        }
        for slots in [{}, values] if values else [{}]:

            def scene(
                somebody: Somebody, before: Scene = before, name: str = name, slots: dict[str, str] = slots
            ) -> None:
                before(somebody)
                somebody.intend(name, slots, after=45.0)
                somebody.intend("AMAZON.YesIntent", after=20.0)

            yield f"{situation}: {name} {slots or ''}", {}, scene


def _routines_said() -> Iterator[tuple[str, dict[str, Any], Scene]]:
    """Yield what people say to a routine, while it is led and while it plays."""
    for command, wordings in _read(TESTS / "utterances" / "routines.yaml").items():
        for words in wordings:

            def led(somebody: Somebody, words: str = words) -> None:
                somebody.say("start my bedtime stretch")
                somebody.say(words, after=100.0)

            yield f"said to a routine, {command}: {words}", {}, led

        def played(somebody: Somebody, wordings: list[str] = wordings) -> None:
            somebody.play("bedtime stretch")
            for words in wordings[:3]:
                somebody.say(f"ask leg cramp coach {words}", after=70.0)

        yield f"said to one that plays, {command}", {}, played


def _routines_played(recorder: Recorder) -> Iterator[tuple[str, dict[str, Any], Scene]]:
    """Yield each routine as it plays, with the player's requests, asides and buttons."""
    for number, value in enumerate(recorder.hearing.model.types["Routine"]):

        def scene(somebody: Somebody, routine: str = value.name) -> None:
            somebody.play(routine)
            somebody.device.let_pass(50.0)
            for words in ("pause", "resume", "next", "ask leg cramp coach how long is left", "start over"):
                somebody.say(words, after=15.0)
            for button in BUTTONS:
                somebody.device.press(button)
                somebody.device.let_pass(12.0)
            for _ in range(TRACKS * 3):
                if (left := somebody.device.until_next_event()) is not None:
                    somebody.device.let_pass(left)

        options = {"tells_interruptions": number % 2 == 0}
        yield f"playing: {value.name}", options, scene
        yield f"returning to play: {value.name}", {}, scene


def _events(somebody: Somebody) -> None:
    for kind in EVENTS:
        with contextlib.suppress(SkillRefused, PlatformFault):
            somebody.device.event(kind)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
