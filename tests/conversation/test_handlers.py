"""Every handler of the table, on every kind of device."""

from collections.abc import Callable
from typing import get_args

import pytest

from skill.conversation.answers.topics import explain_topic
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.lookup import Table
from skill.conversation.safety.warnings import rest, warn
from skill.conversation.table import ANSWERS, BY_INTENT, BY_MODE, REQUESTS, Handler
from skill.conversation.visit.leaving import end_session
from skill.conversation.visit.understanding import unknown_request
from skill.simulator.clock import Clock
from skill.simulator.device import Device, Kind
from tests.household import Household

KINDS: tuple[Kind, ...] = get_args(Kind)
IN_TABLE = {row.handler for row in (*ANSWERS, *BY_MODE, *BY_INTENT)} | set(REQUESTS.values())

ROUTINE = ["StartRoutineIntent", "AMAZON.YesIntent"]
CRAMP = ["launch", "CrampNowIntent"]
LEFT_OFF = [*ROUTINE, "end", "launch"]

WAYS_TO: dict[str, list[str]] = {
    # Safety
    "warn": ["sign trouble breathing"],
    "warn_belly": ["group pregnant", "AMAZON.NoIntent"],
    "rest": ["launch", "sign swollen", "StartRoutineIntent"],
    "stop_for_pain": [*ROUTINE, "ThatHurtsIntent"],
    "relieve": ["CrampNowIntent"],
    "not_in_the_leg": ["elsewhere", "AMAZON.NoIntent"],
    "eased": [*CRAMP, "AMAZON.YesIntent"],
    "not_eased": [*CRAMP, "AMAZON.NoIntent"],
    "wait_in_cramp": [*CRAMP, "AMAZON.PauseIntent"],
    "help_in_cramp": [*CRAMP, "AMAZON.HelpIntent"],
    "hurts_in_cramp": [*CRAMP, "ThatHurtsIntent"],
    "walk": [*CRAMP, "AMAZON.YesIntent", "AMAZON.YesIntent"],
    # Answers
    "explain_topic": ["launch", "WhyCrampsIntent"],
    "explain_why": ["launch", "unknown cause", "AMAZON.YesIntent"],
    "explain_when_to_see_a_doctor": ["launch", "AreYouADoctorIntent", "AMAZON.YesIntent"],
    "explain_stretch": [*ROUTINE, "WhyThisIntent"],
    "tell_more": ["launch", "WhyCrampsIntent", "AMAZON.YesIntent"],
    "more_after_tip": ["launch", "QuickTipIntent", "TellMeMoreIntent"],
    "tell_sources": ["launch", "WhyCrampsIntent", "SourceIntent"],
    "say_no_doctor": ["AreYouADoctorIntent"],
    "quick_tip": ["QuickTipIntent"],
    "give_tip": ["launch", "AMAZON.NextIntent"],
    "advise_person": ["group pregnant"],
    "advise_pregnant_leg": ["group pregnant", "AMAZON.YesIntent"],
    "answer_about_leg": ["group pregnant", "SymptomIntent"],
    "answer_symptom": ["sign a headache"],
    # Choosing
    "start_routine": ["StartRoutineIntent"],
    "start_in_bed": ROUTINE,
    "answer_where": ["StartRoutineIntent", "QuickTipIntent"],
    "list_routines": ["ListRoutinesIntent"],
    "tell_how_to": ["HowToIntent"],
    "carry_on": [*LEFT_OFF, "AMAZON.YesIntent"],
    "drop_unfinished": [*LEFT_OFF, "AMAZON.NoIntent"],
    "resume_unfinished": [*ROUTINE, "end", "AMAZON.ResumeIntent"],
    "choose_way": ["launch", "PlayThroughIntent"],
    # A routine that is led
    "carry_on_leading": [*ROUTINE, "AMAZON.YesIntent"],
    "skip_stretch": [*ROUTINE, "AMAZON.NextIntent"],
    "previous_stretch": [*ROUTINE, "AMAZON.PreviousIntent"],
    "repeat_stretch": [*ROUTINE, "RepeatStretchIntent"],
    "start_over": [*ROUTINE, "AMAZON.StartOverIntent"],
    "other_side": [*ROUTINE, "OtherSideIntent"],
    "repeat_cue": [*ROUTINE, "AMAZON.RepeatIntent"],
    "repeat_reply": ["launch", "AMAZON.RepeatIntent"],
    "not_ready": [*ROUTINE, "AMAZON.NoIntent"],
    "leave_off": [*ROUTINE, "AMAZON.PauseIntent", "AMAZON.NoIntent"],
    "finish": [*ROUTINE, "AMAZON.YesIntent", "AMAZON.YesIntent"],
    "not_enough": [*CRAMP, "AMAZON.YesIntent", "AMAZON.YesIntent", "AMAZON.NoIntent"],
    "adjust": [*ROUTINE, "LongerIntent"],
    "adjust_pace": [*ROUTINE, "SlowerIntent"],
    "cannot_reach": [*ROUTINE, "CannotReachIntent"],
    "nothing_running": ["WhichStretchIntent"],
    "time_left": [*ROUTINE, "HowLongLeftIntent"],
    "which_stretch": [*ROUTINE, "WhichStretchIntent"],
    # Coming, going, and all that means nothing here
    "welcome": ["launch"],
    "give_help": ["AMAZON.HelpIntent"],
    "go_home": ["launch", "AMAZON.NavigateHomeIntent"],
    "stop": ["launch", "AMAZON.StopIntent"],
    "wait": ["launch", "AMAZON.PauseIntent"],
    "end_session": ["launch", "end"],
    "ask_before_forgetting": ["ForgetMeIntent"],
    "forget": ["ForgetMeIntent", "AMAZON.YesIntent"],
    "keep": ["ForgetMeIntent", "AMAZON.NoIntent"],
    "skill_disabled": ["event AlexaSkillEvent.SkillDisabled"],
    "yes_to_nothing": ["AMAZON.YesIntent"],
    "declined": ["launch", "AMAZON.NoIntent"],
    "nothing_before": ["launch", "AMAZON.PreviousIntent"],
    "nothing_to_loop": ["launch", "AMAZON.ShuffleOnIntent"],
    "not_understood": ["AMAZON.FallbackIntent"],
    "unknown_request": ["event AlexaSkillEvent.SkillEnabled"],
    # The player's requests
    "track_started": ["event AudioPlayer.PlaybackStarted"],
    "track_nearly_finished": ["event AudioPlayer.PlaybackNearlyFinished"],
    "track_finished": ["event AudioPlayer.PlaybackFinished"],
    "track_failed": ["event AudioPlayer.PlaybackFailed"],
    "pause_pressed": ["event PlaybackController.PauseCommandIssued"],
    "button_pressed": ["event PlaybackController.PlayCommandIssued"],
}
"""Handler to the requests that lead to it, the last one its own."""

WAYS_WITH_AUDIO: dict[str, list[str]] = {
    "explain_ways": ["StartRoutineIntent", "AMAZON.YesIntent", "AMAZON.HelpIntent"],
    "start_another": ["StartRoutineIntent", "AMAZON.YesIntent", "StartRoutineIntent"],
    "move_track": ["play", "AMAZON.NextIntent"],
    "change_played_pace": ["play", "SlowerIntent"],
    "nothing_paused": ["play to the end", "AMAZON.NextIntent"],
    "play_again": ["play to the end", "AMAZON.StartOverIntent"],
}
"""The same where every routine is there as audio."""


def _go(device: Device, step: str) -> None:
    kind, _, words = step.partition(" ")
    match kind:
        case "launch":
            device.launch()
        case "elsewhere":
            device.intent("CrampNowIntent", {"muscle": "elbow"})
        case "unknown":
            device.intent("WhyCrampsIntent", {words: "the moon"})
        case "sign":
            device.intent("SymptomIntent", {"sign": words})
        case "group":
            device.intent("IAmIntent", {"group": words})
        case "end":
            device.end()
        case "event":
            device.event(words)
        case "play":
            for said in ("start my bedtime stretch", "straight through"):
                device.say(said)
            device.let_pass(3600 if words else 50)
        case _:
            device.intent(step)


@pytest.fixture
def answered_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The handlers that were found, in order."""
    names: list[str] = []
    find = Table.find

    def watched(table: Table, turn: Turn) -> Handler:
        handler = find(table, turn)
        names.append(handler.__name__)
        return handler

    monkeypatch.setattr(Table, "find", watched)
    return names


def test_there_is_a_way_to_every_handler() -> None:
    handlers = IN_TABLE | {warn, rest, unknown_request}
    assert {*WAYS_TO, *WAYS_WITH_AUDIO} == {handler.__name__ for handler in handlers}


@pytest.mark.parametrize(
    ("handler", "kind"),
    # No button is pressed on a device without a player.
    [(name, kind) for name in WAYS_TO for kind in KINDS if (name, kind) != ("pause_pressed", "bare")],
)
def test_every_handler_answers_within_the_platforms_rules(
    handler: str, kind: Kind, echo: Callable[..., Device], answered_by: list[str]
) -> None:
    # The device refuses, with PlatformFault, whatever Alexa would refuse.
    device = echo(kind)
    for step in WAYS_TO[handler]:
        _go(device, step)
    assert answered_by[-1] == handler


@pytest.mark.parametrize("handler", WAYS_WITH_AUDIO)
def test_every_handler_for_what_plays_answers_within_the_platforms_rules(
    handler: str, playing: Household, answered_by: list[str]
) -> None:
    device = playing.echo(clock=Clock())
    for step in WAYS_WITH_AUDIO[handler]:
        _go(device, step)
    assert handler in answered_by


def test_screens_and_speakers_hear_the_same(echo: Callable[..., Device]) -> None:
    heard = {kind: echo(kind, user=kind).ask("why do leg cramps happen").text for kind in KINDS}
    assert len(heard) == 3
    assert heard["dot"] == heard["show"] == heard["bare"] != ""


def _fail(_: Turn) -> Reply:
    raise RuntimeError("sore left calf")


def _failing(instead_of: Handler, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has this handler fail."""
    find = Table.find

    def broken(table: Table, turn: Turn) -> Handler:
        handler = find(table, turn)
        return _fail if handler is instead_of else handler

    monkeypatch.setattr(Table, "find", broken)


@pytest.mark.usefixtures("handlers_may_fail")
def test_a_handler_that_fails_gets_a_spoken_apology_and_a_question(
    echo: Callable[..., Device], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _failing(explain_topic, monkeypatch)
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
    _failing(end_session, monkeypatch)
    device = echo()
    device.launch()
    ended = device.end()
    assert ended is not None
    assert ended.response["response"] == {}


def test_an_unknown_intent_is_answered_as_one_not_understood(echo: Callable[..., Device]) -> None:
    device = echo()
    device.launch()
    assert "can't help with that" in device.intent("NewerIntent").text
