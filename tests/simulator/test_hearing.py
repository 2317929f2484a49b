import time
from dataclasses import replace

import pytest

from skill.interaction.model import load_model
from skill.simulator.hearing import Hearing
from skill.simulator.samples import Heard
from skill.simulator.values import HeardSlot
from tests.simulator.toy_skill import small_model

FALLBACK = Heard("AMAZON.FallbackIntent", {})

ELSEWHERE = [
    "what's the weather",
    "i have a headache",
    "i have chest pain",
    "play some jazz",
    "play the news",
    "set a timer for ten minutes",
    "my arm hurts",
    "order a pizza",
    "what causes headaches",
    "what's good for a cold",
    "start the car",
    "i don't have a cramp",
    "banana",
    "",
]


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(small_model())


@pytest.fixture(scope="module")
def skilled() -> Hearing:
    return Hearing(load_model("en-US"))


def hear(hearing: Hearing, words: str) -> Heard:
    return hearing.hear(words, one_shot=False)


def test_a_sample_means_its_intent(hearing: Hearing) -> None:
    assert hear(hearing, "what causes leg cramps") == Heard("WhyIntent", {})


def test_case_punctuation_and_curly_apostrophes_do_not_matter(hearing: Hearing) -> None:
    assert hear(hearing, "  I\u2019ve got a CRAMP, right now!! ").intent == "CrampIntent"


def test_a_contraction_is_the_same_as_its_words(hearing: Hearing) -> None:
    assert hear(hearing, "let us stretch") == hear(hearing, "let's stretch") == hear(hearing, "lets stretch")


def test_a_known_value_fills_the_slot_with_its_id(hearing: Hearing) -> None:
    calf = HeardSlot("calves", "calf-id", "calf", "Muscle")
    assert hear(hearing, "I have a cramp in my calves") == Heard("CrampIntent", {"muscle": calf})


def test_the_longest_value_wins(hearing: Hearing) -> None:
    assert hear(hearing, "start the bedtime stretch").slots["routine"].value == "bedtime stretch"


def test_an_unknown_value_keeps_the_raw_words_and_has_no_id(hearing: Hearing) -> None:
    elbow = HeardSlot("left elbow", None, None, "Muscle")
    assert hear(hearing, "i have a cramp in my left elbow") == Heard("CrampIntent", {"muscle": elbow})


def test_more_than_five_words_do_not_fill_a_slot(hearing: Hearing) -> None:
    assert "muscle" not in hear(hearing, "i have a cramp in my one two three four five six").slots


def test_an_open_carrier_takes_a_routine_that_nobody_has_written(hearing: Hearing) -> None:
    assert hear(hearing, "start the zumba routine").slots["routine"] == HeardSlot(
        "zumba routine", None, None, "Routine"
    )


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("shut up", "AMAZON.StopIntent"),
        ("never mind", "AMAZON.CancelIntent"),
        ("can you help me", "AMAZON.HelpIntent"),
        ("sure", "AMAZON.YesIntent"),
        ("no thanks", "AMAZON.NoIntent"),
        ("say that again", "AMAZON.RepeatIntent"),
        ("next stretch", "AMAZON.NextIntent"),
    ],
)
def test_amazons_phrases_and_the_models_own_mean_built_in_intents(
    hearing: Hearing, words: str, intent: str
) -> None:
    assert hear(hearing, words) == Heard(intent, {})


@pytest.mark.parametrize("words", ["um stop please", "stop it", "Alexa, stop", "stop now"])
def test_a_filler_does_not_hide_a_built_in_intent(hearing: Hearing, words: str) -> None:
    assert hear(hearing, words).intent == "AMAZON.StopIntent"


def test_a_typo_does_not_hide_a_built_in_intent(hearing: Hearing) -> None:
    assert hear(hearing, "next strech").intent == "AMAZON.NextIntent"


def test_a_built_in_intent_wants_more_than_a_word_in_common(hearing: Hearing) -> None:
    assert hear(hearing, "stop the train to london") == FALLBACK


def test_a_built_in_intent_that_the_model_does_not_declare_is_not_heard(hearing: Hearing) -> None:
    assert hear(hearing, "start over") == FALLBACK


def test_stop_is_heard_by_a_model_that_does_not_declare_it() -> None:
    model = small_model()
    deaf = replace(model, intents={"WhyIntent": model.intents["WhyIntent"]})
    assert hear(Hearing(deaf), "stop").intent == "AMAZON.StopIntent"


@pytest.mark.parametrize(
    ("words", "intent", "value"),
    [
        ("i've got an awful cramp in my calf right now", "CrampIntent", "calf-id"),
        ("how come my legs cramp so much", "WhyIntent", None),
        ("can you give me some quick relief", "TipIntent", None),
        ("let's do the stretch for bedtime", "RoutineIntent", "bedtime-id"),
        ("what cuases leg cramps", "WhyIntent", None),
        ("please delete all my data", "ForgetIntent", None),
    ],
)
def test_other_words_for_a_sample_are_understood(
    hearing: Hearing, words: str, intent: str, value: str | None
) -> None:
    heard = hear(hearing, words)
    assert (heard.intent, next((slot.id for slot in heard.slots.values()), None)) == (intent, value)


@pytest.mark.parametrize("words", [*ELSEWHERE, "remember me", "why"])
def test_what_is_not_for_the_skill_is_not_understood(hearing: Hearing, words: str) -> None:
    assert hear(hearing, words) == FALLBACK


def test_a_brace_in_what_is_said_is_no_slot(hearing: Hearing) -> None:
    assert hear(hearing, "my {Muscle} is cramping").slots["muscle"].id is None


def test_a_connecting_word_may_belong_to_the_invocation_of_a_one_shot(hearing: Hearing) -> None:
    assert hearing.hear("for a quick relief tip", one_shot=True).intent == "TipIntent"
    assert hearing.hear("to start the bedtime routine", one_shot=True).slots["routine"].id == "bedtime-id"


def test_words_for_a_slot_are_resolved_or_kept(hearing: Hearing) -> None:
    assert hearing.slot("Muscle", "Lower legs") == HeardSlot("Lower legs", "calf-id", "calf", "Muscle")
    assert hearing.slot("AMAZON.NUMBER", "2") == HeardSlot("2", None, None, "AMAZON.NUMBER")


@pytest.mark.parametrize(
    ("words", "intent", "value"),
    [
        ("i've got an awful cramp in my calf right now", "CrampNowIntent", "calf"),
        ("i have a cramp in my leg", "CrampNowIntent", "leg"),
        ("my hamstring is cramping really badly", "CrampNowIntent", "hamstring"),
        ("how come my legs cramp so much", "WhyCrampsIntent", None),
        ("why does my foot cramp at night", "WhyCrampsIntent", "foot"),
        ("can you give me some quick relief", "QuickTipIntent", None),
        ("any tips for cramps", "QuickTipIntent", None),
        ("let's do the stretch for bedtime", "StartRoutineIntent", "bedtime-in-bed"),
        ("guide me through the bedtime routine", "StartRoutineIntent", "bedtime-in-bed"),
        ("forget everything about me", "ForgetMeIntent", None),
        ("skip this one please", "AMAZON.NextIntent", None),
    ],
)
def test_the_skills_own_model_is_understood(
    skilled: Hearing, words: str, intent: str, value: str | None
) -> None:
    heard = hear(skilled, words)
    assert heard.intent == intent
    assert value is None or value in {slot.id for slot in heard.slots.values()}


@pytest.mark.parametrize(
    "words", [words for words in ELSEWHERE if words not in ("i have chest pain", "banana")]
)
def test_the_skills_own_model_takes_what_is_not_for_it_for_a_symptom_at_most(
    skilled: Hearing, words: str
) -> None:
    assert hear(skilled, words).intent in {"AMAZON.FallbackIntent", "SymptomIntent"}


def test_every_sample_without_a_slot_means_its_own_intent(skilled: Hearing) -> None:
    for intent in load_model("en-US").intents.values():
        for sample in intent.samples:
            if "{" not in sample:
                assert hear(skilled, sample) == Heard(intent.name, {}), sample


def test_hearing_takes_no_noticeable_time(skilled: Hearing) -> None:
    words = ["i've got an awful cramp in my calf right now", "set a timer for ten minutes", "stop"] * 10
    begun = time.perf_counter()
    for said in words:
        hear(skilled, said)
    # Ten times what it takes on a slow machine: this finds a blow-up, not a slow day.
    assert (time.perf_counter() - begun) / len(words) < 0.02
