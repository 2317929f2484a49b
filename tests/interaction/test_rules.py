"""Each rule with the smallest document that breaks it and no other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.interaction import rules
from skill.interaction.model import load_model
from skill.interaction.rules import REQUIRED_INTENTS, check_models, faults

Json = dict[str, Any]


def intent(name: str, *samples: str, **slots: str) -> Json:
    """An intent with its slots as name=type."""
    declared = [{"name": slot, "type": slot_type} for slot, slot_type in slots.items()]
    return {"name": name, "slots": declared, "samples": list(samples)}


def value(id_: str, name: str, *synonyms: str) -> Json:
    return {"id": id_, "name": {"value": name, "synonyms": list(synonyms)}}


def document(*intents: Json, name: str = "tea timer", level: str = "HIGH", **types: list[Json]) -> Json:
    """A model with these intents beside the required ones, and types as name=values."""
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": name,
                "intents": [*intents, *({"name": required} for required in REQUIRED_INTENTS)],
                "types": [{"name": type_name, "values": values} for type_name, values in types.items()],
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": level}},
            }
        }
    }


def tea(*samples: str) -> Json:
    """An intent with a slot `tea`, whose type is TEA below."""
    return intent("BrewIntent", "brew {tea}", *samples, tea="Tea")


TEA = [value("green", "green tea", "sencha"), value("black", "black tea", "assam")]


def test_a_small_sound_model_has_no_faults() -> None:
    assert faults("en-US", document(tea("please brew {tea}"), Tea=TEA)) == []


def test_the_skills_own_models_have_no_faults() -> None:
    assert check_models() == []


@pytest.mark.parametrize("name", ["tea timer", "sam's tea", "the tea timer", "u. s. tea", "tea at three"])
def test_a_sound_invocation_name_is_accepted(name: str) -> None:
    assert faults("en-US", document(name=name)) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("tea", "needs at least two words"),
        ("Tea Timer", "only lower-case letters, single spaces, apostrophes and the periods of abbreviations"),
        (
            "tea timer 2",
            "only lower-case letters, single spaces, apostrophes and the periods of abbreviations",
        ),
        (
            "tea  timer",
            "only lower-case letters, single spaces, apostrophes and the periods of abbreviations",
        ),
        (
            "tea-timer coach",
            "only lower-case letters, single spaces, apostrophes and the periods of abbreviations",
        ),
        ("echo tea timer", '"echo" is a wake word'),
        ("start tea timer", '"start" is a launch word'),
        ("tea and timer", '"and" is a connecting word'),
        ("the tea", '"the" is an article or preposition in a name of two words'),
    ],
)
def test_an_invocation_name_that_amazon_refuses(name: str, fault: str) -> None:
    assert faults("en-US", document(name=name)) == [f'invocation name "{name}": {fault}']


def test_english_words_are_free_in_other_languages() -> None:
    assert faults("de-DE", document(name="tell und to")) == []


@pytest.mark.parametrize(
    "sample",
    ["brew it", "brew sam's tea", "i don't mind", "brew well-known tea", "at ten a. m.", "{tea}'s time"],
)
def test_a_sound_sample_is_accepted(sample: str) -> None:
    assert faults("en-US", document(tea(sample), Tea=TEA)) == []


@pytest.mark.parametrize("sample", ["बंद करो", "schließ die tür", "s'il vous plaît"])
def test_letters_of_other_languages_are_letters(sample: str) -> None:
    assert faults("hi-IN", document(intent("BrewIntent", sample))) == []


@pytest.mark.parametrize(
    ("sample", "word"),
    [
        ("brew 2 cups", "2"),
        ("what now?", "now?"),
        ("please, brew", "please,"),
        ("brew it now.", "now."),
        ("don\u2019t brew", "don\u2019t"),
        ("brew [tea]", "[tea]"),
        ("brew {tea", "{tea"),
        ("brew\ttea", "brew\ttea"),
    ],
)
def test_a_sample_of_more_than_words(sample: str, word: str) -> None:
    assert faults("en-US", document(intent("BrewIntent", sample))) == [
        f'intent BrewIntent: "{sample}": "{word}": '
        "only letters, apostrophes, hyphens, periods of abbreviations and {slots}"
    ]


@pytest.mark.parametrize("sample", [" brew it", "brew it ", "brew  it"])
def test_a_sample_with_a_space_too_many(sample: str) -> None:
    assert faults("en-US", document(intent("BrewIntent", sample))) == [
        f'intent BrewIntent: "{sample}": a space too many'
    ]


def test_an_empty_sample() -> None:
    assert faults("en-US", document(intent("BrewIntent", ""))) == ['intent BrewIntent: "": is empty']


def test_a_sample_twice_in_an_intent() -> None:
    assert faults("en-US", document(intent("BrewIntent", "brew it", "Brew it"))) == [
        'intent BrewIntent: "Brew it": is there twice'
    ]


def test_a_sample_in_two_intents() -> None:
    assert faults("en-US", document(intent("BrewIntent", "make it"), intent("BoilIntent", "make it"))) == [
        'intent BoilIntent: "make it": means BrewIntent already'
    ]


def test_samples_that_differ_in_a_slots_name_alone() -> None:
    boil = intent("BoilIntent", "brew {drink}", drink="Tea")

    assert faults("en-US", document(tea(), boil, Tea=TEA)) == [
        'intent BoilIntent: "brew {drink}": means BrewIntent already'
    ]


def test_a_sample_that_amazon_gives_to_another_intent() -> None:
    assert faults("en-US", document(intent("DiscardIntent", "forget it"))) == [
        'intent DiscardIntent: "forget it": means AMAZON.CancelIntent already'
    ]


def test_amazons_own_phrase_may_be_repeated_in_its_own_intent() -> None:
    assert faults("en-US", document(intent("AMAZON.RepeatIntent", "say that again"))) == []


def test_amazons_phrase_is_free_while_its_intent_is_not_used() -> None:
    assert faults("en-US", document(intent("AgainIntent", "say that again"))) == []


def test_a_sample_with_an_undeclared_slot() -> None:
    assert faults("en-US", document(intent("BrewIntent", "brew {tea}"))) == [
        'intent BrewIntent: "brew {tea}": there is no slot tea'
    ]


def test_a_slot_in_no_sample() -> None:
    brew = intent("BrewIntent", "brew {tea}", tea="Tea", cup="Tea")

    assert faults("en-US", document(brew, Tea=TEA)) == ["intent BrewIntent: slot cup is in no sample"]


def test_a_slot_of_an_unknown_type() -> None:
    assert faults("en-US", document(tea())) == ["intent BrewIntent: slot tea: there is no type Tea"]


def test_a_type_that_no_slot_uses() -> None:
    assert faults("en-US", document(Tea=TEA)) == ["type Tea: no slot uses it"]


def test_amazons_types_need_no_declaration() -> None:
    assert faults("en-US", document(intent("BrewIntent", "in {time}", time="AMAZON.DURATION"))) == []


def test_a_search_query_without_words_around_it() -> None:
    assert faults("en-US", document(intent("AskIntent", "{query}", query="AMAZON.SearchQuery"))) == [
        'intent AskIntent: "{query}": an AMAZON.SearchQuery slot needs words around it'
    ]


def test_a_search_query_beside_another_slot() -> None:
    ask = intent("AskIntent", "find {query} in {city}", query="AMAZON.SearchQuery", city="AMAZON.City")

    assert faults("en-US", document(ask)) == [
        'intent AskIntent: "find {query} in {city}": '
        "an AMAZON.SearchQuery slot allows no other slot beside it"
    ]


@pytest.mark.parametrize("name", ["Brew2Intent", "Brew-Intent", "_Brew", "Brew.Intent"])
def test_an_intents_name_of_more_than_letters(name: str) -> None:
    assert faults("en-US", document(intent(name, "brew it"))) == [
        f'intent "{name}": a name has letters and underscores only'
    ]


def test_a_slots_name_of_more_than_letters() -> None:
    assert faults("en-US", document(intent("BrewIntent", "brew {tea1}", tea1="Tea"), Tea=TEA)) == [
        'intent BrewIntent: slot "tea1": a name has letters and underscores only'
    ]


def test_a_types_name_of_more_than_letters() -> None:
    assert faults("en-US", document(intent("BrewIntent", "brew {tea}", tea="Tea2"), Tea2=TEA)) == [
        'type "Tea2": a name has letters and underscores only'
    ]


def test_two_intents_of_one_name() -> None:
    assert faults("en-US", document(intent("BrewIntent", "brew it"), intent("brewintent", "boil it"))) == [
        "intent brewintent: there are two of this name"
    ]


def test_two_types_of_one_name() -> None:
    model = document(tea(), Tea=TEA)
    model["interactionModel"]["languageModel"]["types"] *= 2

    assert faults("en-US", model) == ["type Tea: there are two of this name"]


def test_two_slots_of_one_name() -> None:
    brew = tea()
    brew["slots"] *= 2

    assert faults("en-US", document(brew, Tea=TEA)) == ["intent BrewIntent: two slots are named tea"]


def test_a_slot_named_like_an_intent() -> None:
    assert faults("en-US", document(intent("brew", "make {Brew}", Brew="Tea"), Tea=TEA)) == [
        "intent brew: slot Brew has the name of an intent"
    ]


def test_the_fallback_takes_no_samples() -> None:
    model = document()
    model["interactionModel"]["languageModel"]["intents"] = [
        intent(name, *(["whatever"] if name == "AMAZON.FallbackIntent" else [])) for name in REQUIRED_INTENTS
    ]

    assert faults("en-US", model) == ["intent AMAZON.FallbackIntent: takes no samples of its own"]


def test_an_intent_of_our_own_without_samples() -> None:
    assert faults("en-US", document(intent("BrewIntent"))) == ["intent BrewIntent: has no samples"]


@pytest.mark.parametrize("missing", REQUIRED_INTENTS)
def test_an_intent_that_every_skill_needs_is_missing(missing: str) -> None:
    model = document()
    language = model["interactionModel"]["languageModel"]
    language["intents"] = [one for one in language["intents"] if one["name"] != missing]

    assert faults("en-US", model) == [f"intent {missing} is missing"]


def test_an_unknown_sensitivity() -> None:
    assert faults("en-US", document(level="high")) == [
        'fallbackIntentSensitivity: "high" is not LOW, MEDIUM or HIGH'
    ]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ([], "has no values"),
        ([value("", "mint", "mint tea")], 'value "mint": has no id'),
        ([value("mint", "mint")], 'value "mint": has no synonyms'),
        (
            [value("mint", "mint", "mint tea"), value("mint", "sage", "sage tea")],
            "two values have the id mint",
        ),
        ([value("mint", "mint", "herbs"), value("sage", "sage", "Herbs")], '"Herbs" is there twice'),
        ([value("mint", "mint", "tea?")], '"tea?": "?" is not allowed'),
        ([value("mint", "mint", "mint  tea")], '"mint  tea": a space too many'),
        ([value("mint", "mint", "")], '"": is empty'),
        ([value("mint", "mint", "m" * 141)], f'"{"m" * 141}": is longer than 140 characters'),
    ],
)
def test_a_type_whose_values_amazon_refuses(values: list[Json], fault: str) -> None:
    assert faults("en-US", document(tea(), Tea=values)) == [f"type Tea: {fault}"]


def test_a_value_may_hold_what_the_console_allows() -> None:
    assert faults("en-US", document(tea(), Tea=[value("pg", "P. G.", "no. 1 tea, m & s's-own @ 140")])) == []


def test_too_many_intents() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = [intent(f"Say{a}{b}", f"say {a}{b}") for a in letters for b in letters][:246]

    assert faults("en-US", document(*many[:245])) == []
    assert faults("en-US", document(*many)) == ["has 251 intents; 250 are allowed"]


def test_too_large_a_model() -> None:
    [fault] = faults("en-US", document(intent("LongIntent", "ha" * 750_000)))

    assert fault.endswith("bytes; 1500000 are allowed")


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ([], "the document: must be an object"),
        ({}, "interactionModel: is missing"),
        ({"interactionModel": {"languageModel": None}}, "interactionModel.languageModel: must be an object"),
        (document() | {"name": "tea"}, "name: is not a key that belongs here"),
    ],
)
def test_a_document_of_another_shape(wrong: object, fault: str) -> None:
    assert faults("en-US", wrong) == [fault]


@pytest.mark.parametrize(
    ("key", "wrong", "fault"),
    [
        ("invocationName", 7, "invocationName: must be text"),
        ("intents", {}, "intents: must be a list"),
        ("intents", [7], "intents[0]: must be an object"),
        ("intents", [{"name": None}], "intents[0].name: must be text"),
        ("intents", [{"name": "A", "samples": ["b", 7]}], "intents[A].samples[1]: must be text"),
        ("intents", [{"name": "A", "slots": [{"name": "b"}]}], "intents[A].slots[b].type: is missing"),
        ("intents", [{"name": "A", "sample": []}], "intents[A].sample: is not a key that belongs here"),
        ("types", [{"name": "A"}], "types[A].values: is missing"),
        ("types", [{"name": "A", "values": [{"name": {"value": "b"}}]}], "types[A].values[0].id: is missing"),
        (
            "types",
            [{"name": "A", "values": [{"id": "b", "name": "c"}]}],
            "types[A].values[c].name: must be an object",
        ),
        ("modelConfiguration", {}, "modelConfiguration.fallbackIntentSensitivity: is missing"),
    ],
)
def test_a_part_of_another_shape(key: str, wrong: object, fault: str) -> None:
    model = document()
    model["interactionModel"]["languageModel"][key] = wrong

    assert faults("en-US", model) == [f"interactionModel.languageModel.{fault}"]


def places(node: Any) -> Iterator[tuple[Any, str | int]]:
    """Every place in a document that holds a value, as its container and key."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from places(node[key])


@pytest.mark.parametrize("junk", [None, True, 7, "", "junk", [], [[]], {}, {"name": []}])
def test_junk_anywhere_never_raises(junk: object) -> None:
    model = document(tea(), Tea=TEA)
    for holder, key in list(places(model)):
        held, holder[key] = holder[key], junk
        faults("en-US", model)
        holder[key] = held

    assert faults("en-US", model) == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the models'."""
    monkeypatch.setattr(rules, "models_folder", lambda: tmp_path)
    return tmp_path


def test_broken_json_is_reported_with_its_line(folder: Path) -> None:
    (folder / "en-GB.json").write_text('{\n  "interactionModel": {,}\n}', encoding="utf-8")

    [line] = check_models()
    assert line.startswith("interaction_models/en-GB.json: line 2: not JSON: ")


def test_a_file_in_another_encoding_is_reported(folder: Path) -> None:
    (folder / "en-GB.json").write_bytes(b'{"name": "caf\xe9"}')

    assert check_models() == ["interaction_models/en-GB.json: not UTF-8"]


def test_every_fault_of_every_file_names_its_file(folder: Path) -> None:
    for name in ("de-DE", "en-GB"):
        (folder / f"{name}.json").write_text("[]", encoding="utf-8")

    assert check_models() == [
        "interaction_models/de-DE.json: the document: must be an object",
        "interaction_models/en-GB.json: the document: must be an object",
    ]


def test_no_model_at_all_is_a_fault(folder: Path) -> None:
    assert check_models() == ["interaction_models: there is no model here"]


CUSTOM_INTENTS = [
    "StartRoutineIntent",
    "WhyCrampsIntent",
    "WhatIsIntent",
    "IsItIntent",
    "OtherNamesIntent",
    "HowLongIntent",
    "HowCommonIntent",
    "IsItSeriousIntent",
    "TestsIntent",
    "SeeDoctorIntent",
    "DoesItHelpIntent",
    "IsItSafeIntent",
    "DoesNotHelpIntent",
    "DrinkIntent",
    "EatIntent",
    "WearIntent",
    "PreventIntent",
    "QuickTipIntent",
    "IAmIntent",
    "TellMeMoreIntent",
    "SourceIntent",
    "AreYouADoctorIntent",
    "CrampNowIntent",
    "SymptomIntent",
    "ListRoutinesIntent",
    "HowToIntent",
    "HowLongLeftIntent",
    "WhichStretchIntent",
    "WhyThisIntent",
    "SlowerIntent",
    "FasterIntent",
    "LongerIntent",
    "ShorterIntent",
    "LessTalkIntent",
    "MoreTalkIntent",
    "PlayThroughIntent",
    "StepByStepIntent",
    "OneSideIntent",
    "OtherSideIntent",
    "MissingThingIntent",
    "CannotReachIntent",
    "RepeatStretchIntent",
    "WaitIntent",
    "GoOnIntent",
    "SkipIntent",
    "BackIntent",
    "SayAgainIntent",
    "BeginAgainIntent",
    "EnoughIntent",
    "ThatHurtsIntent",
    "ForgetMeIntent",
]


@pytest.mark.parametrize("name", CUSTOM_INTENTS)
def test_people_say_the_same_thing_in_many_ways(name: str) -> None:
    samples = load_model("en-US").intents[name].samples

    assert len(samples) >= 25
    assert len({sample.split()[0] for sample in samples}) >= 6, "too few ways to begin"
    assert len({frozenset(sample.split()) for sample in samples}) >= 15, "the same words in another order"


def test_the_intents_of_our_own_are_these() -> None:
    names = load_model("en-US").intents

    assert [name for name in names if not name.startswith("AMAZON.")] == CUSTOM_INTENTS


def test_a_cramp_is_heard_with_and_without_its_muscle() -> None:
    samples = load_model("en-US").intents["CrampNowIntent"].samples

    assert 0.25 < sum("{muscle}" in sample for sample in samples) / len(samples) < 0.6


def test_a_thigh_is_its_front_or_its_back_or_not_said_which() -> None:
    """The two stretch in opposite ways, so "thigh" alone must not be taken for either."""
    muscles = {
        text: muscle.id
        for muscle in load_model("en-US").types["Muscle"]
        for text in (muscle.name, *muscle.synonyms)
    }

    assert [muscles[said] for said in ("back of my thigh", "front of my thigh", "thigh", "leg")] == [
        "hamstring",
        "quad",
        "thigh",
        "leg",
    ]
    assert not {"shin", "knee", "hip", "chest", "stomach", "arm", "hand"} & set(muscles)
