"""Danger is found in as many words as a person can say, and more words than that cost nothing."""

import pytest
from ask_sdk_model import Intent as SentIntent
from ask_sdk_model import IntentRequest, Slot

from skill.conversation.exchange.turn import Turn
from tests.conversation.turns import Turns

DANGER = "chest pain"
PADDING = "so as I was telling you the other day about the garden and the weather "
ENDLESS = PADDING * 3_000
"""About as long as a request may be at all."""


def turn_with(turns: Turns, **slots: str) -> Turn:
    sent = {name: Slot(name, value) for name, value in slots.items()}
    return turns.make(IntentRequest(locale="en-US", intent=SentIntent("HelpsIntent", slots=sent)))


def sign_in(turns: Turns, **slots: str) -> str | None:
    sign = turn_with(turns, **slots).sign
    return sign.id if sign else None


@pytest.mark.parametrize("before", range(0, 2_001, 200))
def test_danger_anywhere_in_what_a_person_can_say_is_found(turns: Turns, before: int) -> None:
    spoken = f"{(PADDING * 30)[:before]} {DANGER} {(PADDING * 30)[: 2_000 - before]}"
    assert sign_in(turns, remedy=spoken) == "rf_chest"


@pytest.mark.parametrize("text", [f"{DANGER} {ENDLESS}", f"{ENDLESS} {DANGER}", f"{DANGER}{' ' * 200_000}"])
def test_danger_is_found_at_either_end_of_an_endless_slot(turns: Turns, text: str) -> None:
    assert sign_in(turns, remedy=text) == "rf_chest"


def test_danger_is_found_beside_endless_slots(turns: Turns) -> None:
    assert sign_in(turns, cause=ENDLESS, remedy=DANGER, situation=ENDLESS) == "rf_chest"


def test_the_middle_of_an_endless_slot_is_left_out(turns: Turns) -> None:
    assert sign_in(turns, remedy=f"{ENDLESS} {DANGER} {ENDLESS}") is None


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_words_that_are_looked_at_are_bounded_in_all_slots_together(turns: Turns, count: int) -> None:
    slots = turn_with(turns, **{f"slot{number}": ENDLESS for number in range(count)}).slots
    letters = sum(len(word) + 1 for slot in slots.values() for word in slot.words)
    assert 2_500 < letters < 3_200


def test_no_word_is_cut_through(turns: Turns) -> None:
    for before in range(12):
        words = turn_with(turns, remedy="x" * before + " legacy" * 30_000).slots["remedy"].words
        assert set(words[1:]) == {"legacy", "etc"}


def test_a_denial_before_the_cut_does_not_reach_the_words_after_it(turns: Turns) -> None:
    # Where the end begins in the last "no " before the danger, no denial is left in it.
    spoken = ["no " * 20_000 + f"{DANGER} " + "." * dots for dots in range(1_480, 1_500)]
    assert [sign_in(turns, remedy=text) for text in spoken].count("rf_chest") == len("no ")
