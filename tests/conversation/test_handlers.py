"""Every registered handler, on every kind of device."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.build import HANDLERS
from skill.conversation.explaining import TopicHandler
from skill.conversation.handler import Handler
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device, Kind
from skill.simulator.hearing import Hearing
from tests.household import Household

KINDS: tuple[Kind, ...] = get_args(Kind)

ROUTINE = ["StartRoutineIntent", "AMAZON.YesIntent"]

WAYS_TO: dict[str, list[str]] = {
    "WarningSignHandler": ["sign trouble breathing"],
    "BellyHandler": ["group pregnant", "AMAZON.NoIntent"],
    "RestingHandler": ["launch", "sign swollen", "StartRoutineIntent"],
    "PregnantHandler": ["group pregnant"],
    "CrampNowIntentHandler": ["CrampNowIntent"],
    "NotTheLegHandler": ["elsewhere", "AMAZON.NoIntent"],
    "ThatHurtsIntentHandler": ["StartRoutineIntent", "AMAZON.YesIntent", "ThatHurtsIntent"],
    "LaunchRequestHandler": ["launch"],
    "ForgetAnswerHandler": ["ForgetMeIntent", "AMAZON.YesIntent"],
    "StopIntentHandler": ["launch", "AMAZON.StopIntent"],
    "EasingHandler": ["CrampNowIntent", "AMAZON.NoIntent"],
    "TopicHandler": ["launch", "WhyCrampsIntent"],
    "TellMeMoreIntentHandler": ["launch", "WhyCrampsIntent", "AMAZON.YesIntent"],
    "SourceIntentHandler": ["launch", "WhyCrampsIntent", "SourceIntent"],
    "AreYouADoctorIntentHandler": ["AreYouADoctorIntent"],
    "SymptomIntentHandler": ["sign a headache"],
    "StartRoutineIntentHandler": ["StartRoutineIntent"],
    "WalkHandler": ["launch", "CrampNowIntent", "AMAZON.YesIntent", "AMAZON.YesIntent"],
    "CarryOnHandler": ["StartRoutineIntent", "AMAZON.YesIntent", "end", "launch", "AMAZON.YesIntent"],
    "ListRoutinesIntentHandler": ["ListRoutinesIntent"],
    "HowToIntentHandler": ["HowToIntent"],
    "GoOnHandler": [*ROUTINE, "AMAZON.YesIntent"],
    "NextIntentHandler": [*ROUTINE, "AMAZON.NextIntent"],
    "OtherSideIntentHandler": [*ROUTINE, "OtherSideIntent"],
    "BackIntentHandler": [*ROUTINE, "AMAZON.PreviousIntent"],
    "RepeatCueHandler": [*ROUTINE, "AMAZON.RepeatIntent"],
    "AdjustingHandler": [*ROUTINE, "SlowerIntent"],
    "CannotReachIntentHandler": [*ROUTINE, "CannotReachIntent"],
    "HowLongLeftIntentHandler": [*ROUTINE, "HowLongLeftIntent"],
    "WhichStretchIntentHandler": [*ROUTINE, "WhichStretchIntent"],
    "WhyThisIntentHandler": [*ROUTINE, "WhyThisIntent"],
    "NothingRunningHandler": ["WhichStretchIntent"],
    "PauseIntentHandler": [*ROUTINE, "AMAZON.PauseIntent"],
    "RoutineEndHandler": [
        "StartRoutineIntent",
        "AMAZON.YesIntent",
        "AMAZON.PauseIntent",
        "AMAZON.NoIntent",
    ],
    "QuickTipIntentHandler": ["QuickTipIntent"],
    "PlayerIntentHandler": ["launch", "AMAZON.ShuffleOnIntent"],
    "HelpIntentHandler": ["AMAZON.HelpIntent"],
    "ForgetMeIntentHandler": ["ForgetMeIntent"],
    "RepeatIntentHandler": ["launch", "AMAZON.RepeatIntent"],
    "NavigateHomeIntentHandler": ["launch", "AMAZON.NavigateHomeIntent"],
    "SessionEndedRequestHandler": ["launch", "end"],
    "SkillDisabledHandler": ["event AlexaSkillEvent.SkillDisabled"],
    "YesIntentHandler": ["AMAZON.YesIntent"],
    "NoIntentHandler": ["launch", "AMAZON.NoIntent"],
    "FallbackIntentHandler": ["AMAZON.FallbackIntent"],
    "UnknownRequestHandler": ["event AlexaSkillEvent.SkillEnabled"],
    "PlaybackHandler": ["event AudioPlayer.PlaybackStarted"],
    "ButtonHandler": ["event PlaybackController.PlayCommandIssued"],
    "ViewHandler": ["launch", "PlayThroughIntent"],
}
"""Handler to the requests that lead to it, the last one its own."""

WAYS_WHILE_IT_PLAYS = {
    "SilenceHandler": "AMAZON.PauseIntent",
    "TrackHandler": "AMAZON.NextIntent",
    "PlayedPaceHandler": "SlowerIntent",
}
"""The same of handlers for a routine that is being played."""


def _go(device: Device, step: str) -> None:
    if step == "launch":
        device.launch()
    elif step == "elsewhere":
        device.intent("CrampNowIntent", {"muscle": "elbow"})
    elif step.startswith("sign "):
        device.intent("SymptomIntent", {"sign": step.removeprefix("sign ")})
    elif step.startswith("group "):
        device.intent("IAmIntent", {"group": step.removeprefix("group ")})
    elif step == "end":
        device.end()
    elif step.startswith("event "):
        device.event(step.removeprefix("event "))
    else:
        device.intent(step)


@pytest.fixture
def answered_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The handlers that answered, in order."""
    names: list[str] = []

    def watch(handler: type[Handler]) -> None:
        handle = handler.handle

        def watched(self: Handler, handler_input: HandlerInput) -> Response | None:
            names.append(handler.__name__)
            return handle(self, handler_input)

        monkeypatch.setattr(handler, "handle", watched)

    for handler in HANDLERS:
        watch(handler)
    return names


def test_there_is_a_way_to_every_registered_handler() -> None:
    assert {*WAYS_TO, *WAYS_WHILE_IT_PLAYS} == {handler.__name__ for handler in HANDLERS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("handler", WAYS_TO)
def test_every_handler_answers_within_the_platforms_rules(
    handler: str, kind: Kind, echo: Callable[..., Device], answered_by: list[str]
) -> None:
    # The device refuses, with PlatformFault, whatever Alexa would refuse.
    device = echo(kind)
    for step in WAYS_TO[handler]:
        _go(device, step)
    assert answered_by[-1] == handler


@pytest.mark.parametrize("handler", WAYS_WHILE_IT_PLAYS)
def test_every_handler_for_what_plays_answers_within_the_platforms_rules(
    handler: str, rendered: Path, hearing: Hearing, answered_by: list[str]
) -> None:
    settings = read_settings({"SKILL_AUDIO_DIR": str(rendered)})
    device = Household(settings, hearing, remember=False).echo(clock=Clock())
    for words in ("start my bedtime stretch", "straight through"):
        device.say(words)
    device.let_pass(50)
    device.intent(WAYS_WHILE_IT_PLAYS[handler])
    assert handler in answered_by


def test_screens_and_speakers_hear_the_same(echo: Callable[..., Device]) -> None:
    heard = {kind: echo(kind, user=kind).ask("why do leg cramps happen").text for kind in KINDS}
    assert len(heard) == 3
    assert heard["dot"] == heard["show"] == heard["bare"] != ""


def _fail(*_: object) -> Response:
    raise RuntimeError("sore left calf")


@pytest.mark.usefixtures("handlers_may_fail")
def test_a_handler_that_fails_gets_a_spoken_apology_and_a_question(
    echo: Callable[..., Device], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(TopicHandler, "handle", _fail)
    device = echo()
    answer = device.ask("why do leg cramps happen")
    assert answer.text.startswith("Sorry, something went wrong on my side.")
    assert answer.text.endswith("?")
    assert device.session_open
    (record,) = caplog.records
    assert record.getMessage().startswith("a handler failed. Traceback:")


@pytest.mark.usefixtures("handlers_may_fail")
def test_no_apology_where_speech_is_not_allowed(
    echo: Callable[..., Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.conversation.leaving.SessionEndedRequestHandler.handle", _fail)
    device = echo()
    device.launch()
    ended = device.end()
    assert ended is not None
    assert ended.response["response"] == {}


def test_an_unknown_intent_is_answered_as_one_not_understood(echo: Callable[..., Device]) -> None:
    device = echo()
    device.launch()
    assert "can't help with that" in device.intent("NewerIntent").text
