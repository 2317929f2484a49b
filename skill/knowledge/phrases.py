"""The phrases that are said around the answers: welcomes, questions, farewells, and what a routine adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from skill.knowledge.fields import Text, Texts
from skill.knowledge.reader import Reader
from skill.knowledge.stretches import LONGEST_NUMBER, MOST_HOLDS
from skill.structures import EveryMember, Limits, Misfit, Rule


class Phrase(StrEnum):
    """The phrases of a conversation. The words of each stand in phrases.toml under [say]."""

    WELCOME = "welcome"
    WELCOME_BACK = "welcome_back"
    HELP = "help"
    HELP_CRAMP = "help_cramp"
    HELP_STRETCHING = "help_stretching"
    HELP_PLAYING = "help_playing"
    HELP_RESTING = "help_resting"
    GOODBYE = "goodbye"
    GOODNIGHT = "goodnight"
    HOME = "home"
    DECLINED = "declined"
    FALLBACK = "fallback"
    NOT_KNOWN = "not_known"
    WHICH_ONE = "which_one"
    NOT_MY_SUBJECT = "not_my_subject"
    NOT_UNDERSTOOD_AGAIN = "not_understood_again"
    LEG_PAIN = "leg_pain"
    RESTING = "resting"
    PREGNANT_WARNING = "pregnant_warning"
    NOTHING_MORE = "nothing_more"
    SOURCE = "source"
    TWO_SOURCES = "two_sources"
    SOURCES = "sources"
    NO_DOCTOR = "no_doctor"
    DISCLAIMER = "disclaimer"
    NOT_CAUGHT = "not_caught"
    NOT_CAUGHT_STRETCHING = "not_caught_stretching"
    FALLBACK_STRETCHING = "fallback_stretching"
    YES_TO_NOTHING = "yes_to_nothing"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    NOTHING_BEFORE = "nothing_before"
    NOTHING_PAUSED = "nothing_paused"
    NOTHING_TO_LOOP = "nothing_to_loop"
    APOLOGY = "apology"
    ON_HOLD = "on_hold"
    PAUSED = "paused"
    LEFT_OFF = "left_off"
    WELL_DONE = "well_done"
    SLOWER = "slower"
    FASTER = "faster"
    LESS_TALK = "less_talk"
    MORE_TALK = "more_talk"
    LONGER = "longer"
    SHORTER = "shorter"
    COUNTED = "counted"
    LONGEST_HOLD = "longest_hold"
    ONLY_RIGHT = "only_right"
    ONLY_LEFT = "only_left"
    BOTH_SIDES = "both_sides"
    WHICH_SIDE = "which_side"
    WITHOUT_IT = "without_it"
    NOT_FOR_YOU = "not_for_you"
    NO_CHAIR = "no_chair"
    NOT_NEEDED = "not_needed"
    PACE_KEPT = "pace_kept"
    NOTHING_RUNNING = "nothing_running"
    LEFT = "left"
    THIS_ONE = "this_one"
    THIS_FOR_A_CRAMP = "this_for_a_cramp"
    THIS_ONE_SIDE = "this_one_side"
    PLAY_THROUGH_KEPT = "play_through_kept"
    STEP_BY_STEP_KEPT = "step_by_step_kept"
    STEP_BY_STEP_NOW = "step_by_step_now"
    LED_INSTEAD = "led_instead"
    PLAY_THROUGH_HELP = "play_through_help"
    CANNOT_PLAY = "cannot_play"
    NO_SUCH_STRETCH = "no_such_stretch"
    CRAMP_WARNING = "cramp_warning"
    CRAMP_ELSEWHERE = "cramp_elsewhere"
    ONCE_MORE = "once_more"
    CRAMP_EASED = "cramp_eased"
    CRAMP_EASED_RUBBED = "cramp_eased_rubbed"
    CRAMP_EASED_STANDING = "cramp_eased_standing"
    CRAMP_GIVEN_UP = "cramp_given_up"
    CRAMP_STUBBORN = "cramp_stubborn"
    CRAMP_WAIT = "cramp_wait"
    NOT_THE_LEG = "not_the_leg"
    CRAMP_HURTS = "cramp_hurts"
    THAT_HURTS = "that_hurts"
    NO_MORE_TIPS = "no_more_tips"
    ROUTINES = "routines"
    ROUTINES_MORE = "routines_more"
    FORGOTTEN = "forgotten"
    NOT_FORGOTTEN = "not_forgotten"
    CANNOT_FORGET = "cannot_forget"


class CoachingPhrase(StrEnum):
    """The phrases that a routine adds to the words of its stretches. They stand under [coaching]."""

    NEEDS = "needs"
    WALL = "wall"
    COUNTER = "counter"
    CHAIR = "chair"
    TOWEL = "towel"
    STOOL = "stool"
    LENGTH = "length"
    CAN_SAY = "can_say"
    FIRST = "first"
    NEXT = "next"
    LAST = "last"
    BACK_TO = "back_to"
    OTHER_LEG = "other_leg"
    ON_OTHER_LEG = "on_other_leg"
    TIMES = "times"
    LAST_TIME = "last_time"
    HALF_WAY = "half_way"
    NUMBERS = "numbers"
    LEAVE_OUT_HOW = "leave_out_how"
    STARTS = "starts"
    HOW_LONG = "how_long"
    HOW_OFTEN = "how_often"
    SO_OFTEN = "so_often"
    EACH_SIDE = "each_side"
    NEARLY = "nearly"
    LAST_ONE = "last_one"
    COUNT = "count"
    BREATHE_CALM = "breathe_calm"
    BREATHE_BRISK = "breathe_brisk"
    BREATHE_ACUTE = "breathe_acute"
    MOMENTS = "moments"
    HALF_MINUTES = "half_minutes"
    MINUTES = "minutes"
    RIGHT = "right"
    LEFT = "left"
    ALONE_CAUTION = "alone_caution"
    ALONE_CLOSING = "alone_closing"


class Question(StrEnum):
    """The questions that a yes or a no answers. Each is a table [questions.*]."""

    TIP = "tip"
    ANOTHER_TIP = "another_tip"
    MORE = "more"
    DOCTOR = "doctor"
    CRAMPING = "cramping"
    PREGNANT_IN_LEG = "pregnant_in_leg"
    WHY = "why"
    BEDTIME = "bedtime"
    ANYTHING_ELSE = "anything_else"
    MENU = "menu"
    IN_LEG = "in_leg"
    EASING = "easing"
    WALK = "walk"
    NEXT_SIDE = "next_side"
    NEXT_STRETCH = "next_stretch"
    RESUME = "resume"
    SETTLE = "settle"
    CARRY_ON = "carry_on"
    WHERE = "where"
    MORE_ROUTINES = "more_routines"
    ROUTINE = "routine"
    PLAY_THROUGH = "play_through"
    DONE = "done"
    FORGET = "forget"


@dataclass(frozen=True)
class Prompt:
    """A question as it is spoken."""

    ask: Texts
    """The wordings of it, which take turns."""
    reprompt: Text | None = None
    """The words that are said when nobody answers. Without them the question is asked once."""


@dataclass(frozen=True)
class Phrases:
    """All the phrases of a language."""

    say: Annotated[dict[Phrase, Texts], EveryMember]
    """The wordings of each phrase, which take turns."""
    coaching: Annotated[dict[CoachingPhrase, Texts], EveryMember]
    """The words that a routine adds to those of its stretches. A list is said in turn."""
    playing: dict[CoachingPhrase, Texts]
    """The words in the place of some of them in audio, where Alexa hears only its own commands."""
    questions: Annotated[dict[Question, Prompt], EveryMember]


_ONE = Rule(lambda texts: len(texts) == 1, "one text")
_LISTS: dict[CoachingPhrase, Limits | Rule] = {
    CoachingPhrase.TIMES: Limits(MOST_HOLDS - 2),
    CoachingPhrase.NUMBERS: Limits(LONGEST_NUMBER),
    CoachingPhrase.STARTS: Limits(1),
    CoachingPhrase.SO_OFTEN: Limits(MOST_HOLDS),
    CoachingPhrase.COUNT: Rule(lambda texts: len(texts) == 3, "a list of three texts"),
    CoachingPhrase.BREATHE_CALM: Limits(1),
    CoachingPhrase.BREATHE_BRISK: Limits(1),
    CoachingPhrase.BREATHE_ACUTE: Limits(1),
    CoachingPhrase.HALF_MINUTES: Rule(lambda texts: len(texts) == 4, "a list of four texts"),
    CoachingPhrase.MINUTES: Limits(1),
}
"""The phrases that are lists of words for numbers, or are said in turn. Of any other one text is said."""


def read_phrases(reader: Reader, language: str) -> Phrases:
    """The phrases of a language, or none at all if their file is broken."""
    file = reader.file(f"{language}/phrases.toml")
    for section in ("coaching", "playing"):
        reader.add(file, (section,), _list_misfits(file.fields.get(section)))
    return reader.value(file, (), Phrases) or Phrases({}, {}, {}, {})


def _list_misfits(section: object) -> Iterator[Misfit]:
    for name, texts in section.items() if isinstance(section, dict) else ():
        if name in list(CoachingPhrase) and isinstance(texts, list) and texts:
            message = _LISTS.get(CoachingPhrase(name), _ONE).misfit(texts)
            if message:
                yield Misfit((name,), message)
