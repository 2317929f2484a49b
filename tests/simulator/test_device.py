import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from skill.simulator.device import Answer, Device, Kind
from skill.simulator.hearing import Hearing
from skill.simulator.response import PlatformFault
from skill.simulator.transport import SkillRefused
from tests.simulator.toy_skill import ToySkill, device_for, envelope, small_model

ASKING = envelope("And then?", end=False, attributes={"place": "hall"})


def said(device: Device, words: str) -> Answer:
    answer = device.say(words)
    assert answer is not None
    return answer


def test_a_launch_opens_a_session_and_the_microphone() -> None:
    device = device_for(ToySkill())
    answer = device.launch()
    assert (answer.intent, answer.text, answer.reprompt) == (
        "LaunchRequest",
        "Hello. What now?",
        ("Ask for a tip.",),
    )
    assert answer.seconds > 0
    assert device.session_open
    assert device.listening
    assert device.attributes == {"place": "door"}


def test_a_session_keeps_its_id_and_the_last_attributes() -> None:
    skill = ToySkill(TipIntent=ASKING)
    device = device_for(skill)
    device.launch()
    said(device, "quick relief")
    said(device, "quick relief")
    first, second, third = [request["session"] for request in skill.requests]
    assert first["sessionId"] == second["sessionId"] == third["sessionId"]
    assert [session["new"] for session in (first, second, third)] == [True, False, False]
    assert [session["attributes"] for session in (first, second, third)] == [
        {},
        {"place": "door"},
        {"place": "hall"},
    ]


def test_a_session_that_was_looked_at_goes_on_from_there_when_it_is_resumed() -> None:
    skill = ToySkill(TipIntent=ASKING)
    device = device_for(skill)
    device.launch()
    there = device.session
    assert there is not None
    said(device, "quick relief")
    device.silence()
    device.end()
    assert device.session is None
    device.resume(there)
    assert (device.session_open, device.listening) == (True, True)
    silent = device.silence()
    assert silent is not None
    assert silent.text == "Ask for a tip."
    said(device, "quick relief")
    assert skill.requests[-1]["session"]["sessionId"] == there.id
    assert skill.requests[-1]["session"]["attributes"] == {"place": "door"}
    # What happened since has not changed what was kept.
    assert (there.attributes, there.reprompt) == ({"place": "door"}, ("Ask for a tip.",))


def test_a_session_may_be_resumed_with_other_attributes_or_not_at_all() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    assert device.session is not None
    device.resume(replace(device.session, attributes={"place": "cellar"}))
    said(device, "quick relief")
    assert skill.requests[-1]["session"]["attributes"] == {"place": "cellar"}
    device.launch()
    device.resume(None)
    assert not device.session_open
    # Nothing was sent of it.
    assert skill.types[-1] == "LaunchRequest"


def test_an_answer_that_closes_the_session_is_the_end_of_it() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    answer = said(device, "quick relief")
    assert (answer.session_open, device.session_open, device.attributes) == (False, False, {})
    assert skill.types == ["LaunchRequest", "IntentRequest"]


@pytest.mark.parametrize(("kind", "stays"), [("dot", False), ("bare", False), ("show", True)])
def test_an_answer_that_leaves_it_open_keeps_a_screens_session_without_listening(
    kind: Kind, stays: bool
) -> None:
    device = device_for(ToySkill(TipIntent=envelope("Here.", attributes={"a": 1})), kind=kind)
    device.ask("quick relief")
    assert (device.session_open, device.listening) == (stays, False)
    if stays:
        ended = device.silence()
        assert ended is not None
        assert ended.request["request"]["reason"] == "USER_INITIATED"


def test_a_one_shot_is_an_intent_in_a_new_session() -> None:
    skill = ToySkill()
    answer = device_for(skill).ask("to start the bedtime routine")
    assert (answer.utterance, answer.intent) == ("to start the bedtime routine", "RoutineIntent")
    assert answer.slots["routine"].id == "bedtime-id"
    assert skill.requests[0]["session"]["new"] is True


def test_a_one_shot_ends_the_session_before_it() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    device.ask("quick relief")
    assert skill.types == ["LaunchRequest", "SessionEndedRequest", "IntentRequest"]
    assert skill.requests[0]["session"]["sessionId"] != skill.requests[2]["session"]["sessionId"]


@pytest.mark.parametrize(
    "words",
    [
        "open leg cramp coach",
        "Alexa, launch Leg Cramp Coach.",
        "start the leg cramp coach please",
        "ask leg cramp coach",
        "leg cramp coach",
    ],
)
def test_the_name_alone_launches(words: str) -> None:
    assert said(device_for(ToySkill()), words).intent == "LaunchRequest"


@pytest.mark.parametrize(
    "words",
    [
        "Alexa, ask leg cramp coach for a quick relief tip",
        "ask leg cramp coach what helps with cramps",
        "open leg cramp coach and give me a quick tip",
        "tell leg cramp coach to give me a quick tip",
        "give me a quick tip",
    ],
)
def test_words_after_the_name_or_without_it_are_a_one_shot(words: str) -> None:
    assert said(device_for(ToySkill()), words).intent == "TipIntent"


def test_words_that_mean_nothing_reach_the_skill_as_fallback() -> None:
    assert said(device_for(ToySkill()), "what's the weather").intent == "AMAZON.FallbackIntent"


def test_the_name_inside_a_session_starts_a_new_one() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    assert said(device, "ask leg cramp coach what causes leg cramps").intent == "WhyIntent"
    assert skill.types == ["LaunchRequest", "SessionEndedRequest", "IntentRequest"]


@pytest.mark.parametrize("words", ["exit", "Quit.", "Alexa, exit"])
def test_exit_ends_a_session_without_asking_the_skill(words: str) -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    assert said(device, words).request["request"]["reason"] == "USER_INITIATED"
    assert not device.session_open
    assert device.say(words) is None


def test_stop_is_the_skills_business() -> None:
    device = device_for(ToySkill())
    device.launch()
    assert said(device, "stop").intent == "AMAZON.StopIntent"


def test_a_first_silence_brings_the_reprompt_and_a_second_one_the_end() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    reprompted = device.silence()
    assert reprompted is not None
    assert (reprompted.text, reprompted.request, reprompted.session_open) == ("Ask for a tip.", {}, True)
    ended = said(device, "")
    assert ended.request["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert skill.types == ["LaunchRequest", "SessionEndedRequest"]
    assert device.silence() is None


def test_silence_after_a_question_without_a_reprompt_is_the_end() -> None:
    skill = ToySkill(TipIntent=ASKING)
    device = device_for(skill)
    device.ask("quick relief")
    device.silence()
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_an_answer_brings_its_own_reprompt_after_a_silence() -> None:
    device = device_for(ToySkill(TipIntent=envelope("And?", reprompt="Well?", end=False)))
    device.launch()
    device.silence()
    said(device, "quick relief")
    reprompted = device.silence()
    assert reprompted is not None
    assert reprompted.text == "Well?"


def test_an_error_ends_a_session_with_its_kind() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    device.end("ERROR", {"type": "INVALID_RESPONSE", "message": "no"})
    request = skill.requests[-1]["request"]
    assert (request["reason"], request["error"]["type"]) == ("ERROR", "INVALID_RESPONSE")
    assert skill.requests[-1]["session"]["attributes"] == {"place": "door"}
    assert device.end() is None


def test_an_event_has_no_session_and_leaves_the_one_that_is_open() -> None:
    skill = ToySkill()
    device = device_for(skill)
    device.launch()
    answer = device.event("AudioPlayer.PlaybackStarted", token="calf:3", offsetInMilliseconds=0)
    assert "session" not in answer.request
    assert answer.request["request"]["token"] == "calf:3"
    assert (answer.intent, device.session_open) == ("AudioPlayer.PlaybackStarted", True)


def test_every_declared_slot_is_listed_and_a_match_is_resolved() -> None:
    answer = device_for(ToySkill(), application_id="amzn1.ask.skill.x").ask("start the bedtime routine")
    slots = answer.request["request"]["intent"]["slots"]
    assert slots["muscle"] == {"name": "muscle", "confirmationStatus": "NONE"}
    [authority] = slots["routine"]["resolutions"]["resolutionsPerAuthority"]
    assert authority == {
        "authority": "amzn1.er-authority.echo-sdk.amzn1.ask.skill.x.Routine",
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": {"name": "bedtime", "id": "bedtime-id"}}],
    }
    assert slots["routine"]["value"] == "bedtime routine"
    assert slots["routine"]["slotValue"]["resolutions"] == slots["routine"]["resolutions"]


def test_a_value_that_nobody_knows_is_no_match() -> None:
    answer = device_for(ToySkill()).ask("i have a cramp in my elbow")
    slot = answer.request["request"]["intent"]["slots"]["muscle"]
    assert slot["value"] == "elbow"
    assert slot["resolutions"]["resolutionsPerAuthority"][0]["status"] == {"code": "ER_SUCCESS_NO_MATCH"}


def test_an_intent_may_be_sent_as_if_it_had_been_heard() -> None:
    device = device_for(ToySkill())
    device.launch()
    answer = device.intent("CrampIntent", {"muscle": "feet"})
    assert answer.slots["muscle"].id == "foot-id"
    assert answer.request["session"]["new"] is False
    assert "slots" not in device.intent("AMAZON.HelpIntent").request["request"]["intent"]


def test_each_kind_of_device_has_its_interfaces() -> None:
    contexts = {
        kind: device_for(ToySkill(), kind=kind).launch().request["context"]
        for kind in ("dot", "show", "bare")
    }
    interfaces = {
        kind: sorted(context["System"]["device"]["supportedInterfaces"]) for kind, context in contexts.items()
    }
    assert interfaces == {
        "dot": ["AudioPlayer"],
        "show": ["Alexa.Presentation.APL", "AudioPlayer"],
        "bare": [],
    }
    assert contexts["dot"]["AudioPlayer"] == {"playerActivity": "IDLE"}
    assert "AudioPlayer" not in contexts["bare"]
    assert [kind for kind, context in contexts.items() if "Viewport" in context] == ["show"]


def test_a_request_says_who_where_and_when() -> None:
    answer = device_for(ToySkill(), locale="en-GB", user="amzn1.ask.account.ANNA").launch()
    request, session, system = (answer.request[key] for key in ("request", "session", "context"))
    assert (request["locale"], request["timestamp"]) == ("en-GB", "2026-11-22T12:00:00Z")
    assert session["user"] == system["System"]["user"] == {"userId": "amzn1.ask.account.ANNA"}
    assert session["application"] == system["System"]["application"]


def test_a_clock_with_milliseconds_is_sent_with_them_and_in_utc() -> None:
    east = datetime(2026, 11, 22, 13, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=1)))
    answer = device_for(ToySkill(), clock=lambda: east).launch()
    assert answer.request["request"]["timestamp"] == "2026-11-22T12:00:00.250Z"


@pytest.mark.parametrize("kind", ["dot", "show", "bare"])
def test_amazons_sdk_reads_what_the_device_sends(kind: Kind) -> None:
    answer = device_for(ToySkill(), kind=kind).ask("start the bedtime routine")
    read: Any = DefaultSerializer().deserialize(json.dumps(answer.request), RequestEnvelope)
    assert read.request.timestamp == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert read.request.intent.slots["routine"].resolutions.resolutions_per_authority[0].values[0].value.id
    assert (read.context.system.device.supported_interfaces.audio_player is not None) == (kind != "bare")
    assert (read.context.viewport is not None) == (kind == "show")


def test_an_answer_that_breaks_a_rule_is_a_fault_and_the_end_of_the_session() -> None:
    device = device_for(ToySkill(TipIntent=envelope(end=False)))
    device.launch()
    with pytest.raises(PlatformFault):
        device.say("quick relief")
    assert not device.session_open
    assert device.launch().session_open


def test_a_skill_that_refuses_ends_the_session() -> None:
    def refuse(request: dict[str, Any]) -> dict[str, Any]:
        raise SkillRefused(400, "no")

    device = Device(refuse, Hearing(small_model()))
    with pytest.raises(SkillRefused):
        device.launch()
    assert not device.session_open


def test_a_card_is_handed_over() -> None:
    card = {"type": "Simple", "title": "Tip", "content": "Stretch."}
    answer = device_for(ToySkill(TipIntent=envelope("Here.", end=True, card=card))).ask("quick relief")
    assert (answer.card, answer.ssml) == (card, "<speak>Here.</speak>")
