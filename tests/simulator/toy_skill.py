"""A small skill and its model for the simulator to talk to."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from skill.interaction.model import InteractionModel, parse_model
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


def small_model() -> InteractionModel:
    """Five intents of a cramp skill, with few samples each."""
    builtin = ("Stop", "Cancel", "Help", "Fallback", "Yes", "No", "Next", "Pause", "Repeat")
    own: list[dict[str, Any]] = [
        {
            "name": "WhyIntent",
            "samples": ["why do my legs cramp", "what causes leg cramps", "how come my leg cramps"],
        },
        {
            "name": "TipIntent",
            "samples": [
                "give me a quick tip",
                "a quick relief tip",
                "quick relief",
                "what helps with cramps",
            ],
        },
        {
            "name": "CrampIntent",
            "slots": [{"name": "muscle", "type": "Muscle"}],
            "samples": [
                "i have a cramp",
                "i have a cramp in my {muscle}",
                "i've got a cramp right now",
                "my {muscle} is cramping",
                "my {muscle} hurts",
                "i have {muscle} pain",
            ],
        },
        {
            "name": "RoutineIntent",
            "slots": [{"name": "routine", "type": "Routine"}, {"name": "muscle", "type": "Muscle"}],
            "samples": [
                "start the {routine}",
                "play the {routine}",
                "let's do the {routine}",
                "let's stretch",
            ],
        },
        {"name": "ForgetIntent", "samples": ["forget me", "delete my data", "don't remember me"]},
    ]
    types = {
        "Muscle": {"calf": ["calves", "lower leg"], "foot": ["feet", "arch of my foot"]},
        "Routine": {"bedtime": ["bedtime stretch", "bedtime routine"]},
    }
    language = {
        "invocationName": "leg cramp coach",
        "intents": [
            *own,
            *({"name": f"AMAZON.{name}Intent"} for name in builtin if name != "Next"),
            {"name": "AMAZON.NextIntent", "samples": ["next stretch"]},
        ],
        "types": [
            {
                "name": name,
                "values": [
                    {"id": f"{value}-id", "name": {"value": value, "synonyms": synonyms}}
                    for value, synonyms in values.items()
                ],
            }
            for name, values in types.items()
        ],
    }
    return parse_model("en-US", {"interactionModel": {"languageModel": language}})


def envelope(
    speech: str | None = None,
    *,
    reprompt: str | None = None,
    end: bool | None = None,
    attributes: dict[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A response as a skill would write it; speech and reprompt are what stands inside the speak element."""
    response: dict[str, Any] = dict(more)
    if speech is not None:
        response["outputSpeech"] = _ssml(speech)
    if reprompt is not None:
        response["reprompt"] = {"outputSpeech": _ssml(reprompt)}
    if end is not None:
        response["shouldEndSession"] = end
    return {"version": "1.0", "sessionAttributes": attributes or {}, "response": response}


class ToySkill:
    """Asks back when it is launched, answers everything else and closes, and remembers what it was sent."""

    def __init__(self, **answers: dict[str, Any]) -> None:
        """Answers by request type or intent name, where they are not the usual ones."""
        self._answers = answers
        self.requests: list[dict[str, Any]] = []

    @property
    def types(self) -> list[str]:
        """The types of the requests that arrived."""
        return [request["request"]["type"] for request in self.requests]

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        self.requests.append(request)
        kind = request["request"]["type"]
        name = request["request"]["intent"]["name"] if kind == "IntentRequest" else kind
        if name in self._answers:
            return self._answers[name]
        if kind == "LaunchRequest":
            return envelope(
                "Hello. What now?", reprompt="Ask for a tip.", end=False, attributes={"place": "door"}
            )
        return envelope("Here you are.", end=True) if kind == "IntentRequest" else envelope()


def device_for(skill: ToySkill, clock: Callable[[], datetime] = lambda: NOON, **kinds: Any) -> Device:
    """A device with that skill on it, at noon."""
    return Device(skill, Hearing(small_model()), clock=clock, **kinds)


def _ssml(inside: str) -> dict[str, str]:
    return {"type": "SSML", "ssml": f"<speak>{inside}</speak>"}
