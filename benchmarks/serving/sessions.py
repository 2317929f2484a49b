"""What people do with the skill, as requests of now with the answers that they get: the benchmarks' mix."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from skill.interaction.model import load_model
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app

UTTERANCES = Path(__file__).parents[2] / "tests" / "utterances"
VISITS = 3
"""The number of visits with a question and a symptom."""

STEP = 8.0
"""The seconds from one thing that a person says to the next."""

AGO = timedelta(seconds=70)
"""The age of a session's first request. Its last one is about as far ahead: 150 seconds are allowed."""

_PLAYER = ("AudioPlayer.", "PlaybackController.")


@dataclass(frozen=True)
class Asked:
    """A request, and the answer of a skill that nobody else uses."""

    kind: str
    user: str
    envelope: dict[str, Any]
    answer: dict[str, Any]


class Town:
    """People who talk to a skill of this checkout in this process."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        """Take the settings of a skill that has a memory of its own."""
        self.skill_id = settings["SKILL_ID"]
        self.transport = WsgiTransport(create_app(read_settings(settings), verify=False))
        self.hearing = Hearing(load_model("en-US"))
        self._questions = wordings("topics.yaml")
        self._symptoms = wordings("signs.yaml")

    def mix(self, people: int, *, name: str = "SOMEBODY") -> list[Asked]:
        """Return the requests of so many people: each one's in their order, and the people in turn."""
        sessions = [self._session(f"{name}-{number}", number) for number in range(people)]
        longest = max(map(len, sessions))
        return [session[at] for at in range(longest) for session in sessions if at < len(session)]

    def help(self, people: int) -> list[Asked]:
        """Return the lightest request, once of each person."""
        asked = []
        for number in range(people):
            person = _Person(self, f"HELPED-{number}")
            person.device.launch()
            person.kind = "help"
            person.device.intent("AMAZON.HelpIntent")
            asked.append(person.asked[-1])
        return asked

    def symptom(self, words: str) -> Asked:
        """Return the request of somebody who reports a symptom in these words."""
        person = _Person(self, "WORRIED")
        person.kind = "symptom"
        person.device.intent("SymptomIntent", {"sign": words})
        return person.asked[-1]

    def _session(self, name: str, number: int) -> list[Asked]:
        """Return what one person asks in two minutes: questions, symptoms, a routine led, and one played."""
        person = _Person(self, name)
        for visit in range(VISITS):
            person.launch()
            person.ask("question", self._questions[(VISITS * number + visit) % len(self._questions)])
            person.ask("symptom", self._symptoms[(VISITS * number + visit) % len(self._symptoms)])
        person.ask("start", "start the desk break")
        person.say("start", "step by step")
        person.next()
        person.next()
        person.ask("start", "play the desk break straight through")
        person.next()
        return person.asked


class _Person:
    """Somebody with an Echo, whose requests and answers are noted. It is the transport of the Echo."""

    def __init__(self, town: Town, name: str) -> None:
        self.asked: list[Asked] = []
        self.kind = "launch"
        self._send = town.transport
        self._user = f"amzn1.ask.account.{name}"
        self._clock = Clock(datetime.now(UTC) - AGO)
        self.device = Device(
            self,
            town.hearing,
            user=self._user,
            application_id=town.skill_id,
            clock=self._clock,
            fetch=town.transport.fetch,
        )

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """Send an envelope, and note it with its answer, unless it only ends a session."""
        answer = self._send(envelope)
        request_type = envelope["request"]["type"]
        if request_type != "SessionEndedRequest":
            kind = "player" if request_type.startswith(_PLAYER) else self.kind
            self.asked.append(Asked(kind, self._user, envelope, answer))
        return answer

    def launch(self) -> None:
        self._begin("launch")
        self.device.launch()

    def ask(self, kind: str, words: str) -> None:
        self._begin(kind)
        self.device.ask(words)

    def say(self, kind: str, words: str) -> None:
        self._begin(kind)
        self.device.say(words)

    def next(self) -> None:
        self._begin("next")
        self.device.intent("AMAZON.NextIntent")

    def _begin(self, kind: str) -> None:
        self.device.let_pass(STEP)
        self.kind = kind


def kinds(asked: list[Asked]) -> str:
    """Return the number of requests of each kind, in words."""
    counts = Counter(each.kind for each in asked)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def wordings(file: str) -> list[str]:
    """Return the first wording of each topic or sign."""
    groups = yaml.safe_load((UTTERANCES / file).read_text(encoding="utf-8")).values()
    return [group[0] if isinstance(group[0], str) else group[0]["says"] for group in groups]
