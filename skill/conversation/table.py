"""The table: the handler of each intent and request. A handler is a function from a Turn to a Reply.

`lookup.py` finds a turn's handler: by a warning sign, by the question that was asked, by the mode, by the
intent, in this order. `python -m skill check --table` prints the table, and docs/table.md holds it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from skill.conversation.answers.people import (
    advise_person,
    advise_pregnant_leg,
    answer_about_leg,
    answer_symptom,
)
from skill.conversation.answers.tips import give_tip, more_after_tip, quick_tip
from skill.conversation.answers.topics import (
    explain_stretch,
    explain_topic,
    explain_when_to_see_a_doctor,
    explain_why,
    say_no_doctor,
    tell_more,
    tell_sources,
)
from skill.conversation.choosing.asking_for import (
    answer_where,
    list_routines,
    start_in_bed,
    start_routine,
    tell_how_to,
)
from skill.conversation.choosing.carrying_on import carry_on, drop_unfinished, resume_unfinished
from skill.conversation.choosing.way import choose_way, explain_ways, start_another
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.moving import change_played_pace, move_track, play_again
from skill.conversation.playback.requests import (
    button_pressed,
    pause_pressed,
    track_failed,
    track_finished,
    track_nearly_finished,
    track_started,
)
from skill.conversation.routine.adjusting import adjust, adjust_pace, cannot_reach, nothing_running
from skill.conversation.routine.moving import (
    carry_on_leading,
    finish,
    leave_off,
    not_enough,
    not_ready,
    other_side,
    previous_stretch,
    repeat_cue,
    repeat_reply,
    repeat_stretch,
    skip_stretch,
    start_over,
)
from skill.conversation.routine.questions import time_left, which_stretch
from skill.conversation.safety.relief import (
    eased,
    help_in_cramp,
    hurts_in_cramp,
    not_eased,
    not_in_the_leg,
    relieve,
    wait_in_cramp,
    walk,
)
from skill.conversation.safety.warnings import stop_for_pain, warn_belly
from skill.conversation.state.mode import Mode
from skill.conversation.visit.arrival import give_help, go_home, welcome
from skill.conversation.visit.forgetting import ask_before_forgetting, forget, keep, skill_disabled
from skill.conversation.visit.leaving import end_session, stop, wait
from skill.conversation.visit.understanding import (
    declined,
    not_understood,
    nothing_before,
    nothing_paused,
    nothing_to_loop,
    yes_to_nothing,
)
from skill.interaction.aspects import ASPECTS
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Question

Handler = Callable[[Turn], Reply]

ALL = tuple(Mode)
LED_OR_PAUSED = (Mode.LED, Mode.PAUSED)
PLAYED = (Mode.PLAYED,)
PLAYED_OUT = (Mode.PLAYED_OUT,)
UNDER_WAY = (*LED_OR_PAUSED, *PLAYED)
UNDER_WAY_OR_CRAMP = (*UNDER_WAY, Mode.CRAMP)


@dataclass(frozen=True)
class Row:
    """One row of the table: a handler, with the intents, modes and questions in which it answers."""

    handler: Handler
    intents: tuple[Intent, ...]
    modes: tuple[Mode, ...]
    questions: tuple[Question, ...]
    """The questions that the intents answer; empty for a row that holds after any question."""


def _row(
    handler: Handler, *intents: Intent, modes: tuple[Mode, ...] = ALL, to: tuple[Question, ...] = ()
) -> Row:
    """Return a row. to: the questions that the intents answer."""
    return Row(handler, intents, modes, to)


REQUESTS: dict[str, Handler] = {
    "LaunchRequest": welcome,
    "SessionEndedRequest": end_session,
    "AlexaSkillEvent.SkillDisabled": skill_disabled,
    "AudioPlayer.PlaybackStarted": track_started,
    "AudioPlayer.PlaybackNearlyFinished": track_nearly_finished,
    "AudioPlayer.PlaybackFinished": track_finished,
    "AudioPlayer.PlaybackFailed": track_failed,
    "PlaybackController.PauseCommandIssued": pause_pressed,
    "PlaybackController.NextCommandIssued": button_pressed,
    "PlaybackController.PreviousCommandIssued": button_pressed,
    "PlaybackController.PlayCommandIssued": button_pressed,
}
"""Request type to handler, for requests that are no intent. Any other type gets an empty response."""

ANSWERS: tuple[Row, ...] = (
    # In a cramp. Its relief comes before any routine or tip that is asked for.
    _row(eased, Intent.YES, to=(Question.EASING,)),
    _row(not_eased, Intent.NO, Intent.RESUME, Intent.NEXT, Intent.PREVIOUS, to=(Question.EASING,)),
    _row(not_eased, Intent.START_OVER, Intent.REPEAT_STRETCH, to=(Question.EASING,)),
    _row(not_eased, Intent.QUICK_TIP, Intent.START_ROUTINE, to=(Question.EASING,)),
    _row(wait_in_cramp, Intent.PAUSE, to=(Question.EASING,)),
    _row(help_in_cramp, Intent.HELP, to=(Question.EASING,)),
    _row(hurts_in_cramp, Intent.THAT_HURTS, to=(Question.EASING,)),
    _row(repeat_cue, Intent.REPEAT, to=(Question.EASING,)),
    _row(cannot_reach, Intent.CANNOT_REACH, to=(Question.EASING,)),
    _row(walk, Intent.YES, to=(Question.WALK,)),
    _row(relieve, Intent.YES, to=(Question.IN_LEG, Question.CRAMPING)),
    _row(not_in_the_leg, Intent.NO, to=(Question.IN_LEG,)),
    _row(explain_when_to_see_a_doctor, Intent.NO, to=(Question.CRAMPING,)),
    _row(advise_pregnant_leg, Intent.YES, to=(Question.PREGNANT_IN_LEG,)),
    _row(warn_belly, Intent.NO, to=(Question.PREGNANT_IN_LEG,)),
    _row(answer_about_leg, Intent.I_AM, Intent.SYMPTOM, to=(Question.PREGNANT_IN_LEG,)),
    _row(answer_about_leg, Intent.WHY_CRAMPS, Intent.IS_IT_SERIOUS, to=(Question.PREGNANT_IN_LEG,)),
    # In a routine.
    _row(carry_on_leading, Intent.YES, modes=LED_OR_PAUSED, to=(Question.NEXT_SIDE, Question.NEXT_STRETCH)),
    _row(not_ready, Intent.NO, modes=LED_OR_PAUSED, to=(Question.NEXT_SIDE, Question.NEXT_STRETCH)),
    _row(finish, Intent.YES, modes=LED_OR_PAUSED, to=(Question.SETTLE, Question.DONE)),
    _row(finish, Intent.NO, modes=LED_OR_PAUSED, to=(Question.SETTLE,)),
    _row(not_enough, Intent.NO, modes=LED_OR_PAUSED, to=(Question.DONE,)),
    _row(carry_on_leading, Intent.YES, modes=LED_OR_PAUSED, to=(Question.RESUME,)),
    _row(move_track, Intent.YES, modes=PLAYED, to=(Question.RESUME,)),
    _row(leave_off, Intent.NO, modes=UNDER_WAY, to=(Question.RESUME,)),
    # In the choice of a routine.
    _row(start_routine, Intent.YES, to=(Question.BEDTIME, Question.ROUTINE)),
    _row(start_in_bed, Intent.YES, to=(Question.WHERE,)),
    _row(list_routines, Intent.NO, to=(Question.WHERE,)),
    _row(answer_where, Intent.I_AM, Intent.QUICK_TIP, to=(Question.WHERE,)),
    _row(list_routines, Intent.YES, Intent.NEXT, to=(Question.MORE_ROUTINES,)),
    _row(carry_on, Intent.YES, Intent.RESUME, Intent.NEXT, to=(Question.CARRY_ON,)),
    _row(carry_on, Intent.PLAY_THROUGH, Intent.STEP_BY_STEP, to=(Question.CARRY_ON,)),
    _row(drop_unfinished, Intent.NO, to=(Question.CARRY_ON,)),
    _row(choose_way, Intent.YES, Intent.NO, to=(Question.PLAY_THROUGH,)),
    _row(start_another, Intent.START_ROUTINE, to=(Question.PLAY_THROUGH,)),
    _row(
        # These intents do not choose, and other handlers of theirs would lose the routine that was offered.
        explain_ways,
        Intent.FALLBACK,
        Intent.HELP,
        Intent.NEXT,
        Intent.RESUME,
        Intent.I_AM,
        Intent.HOW_LONG,
        Intent.HOW_LONG_LEFT,
        Intent.WHICH_STRETCH,
        Intent.OTHER_SIDE,
        Intent.ONE_SIDE,
        Intent.MISSING_THING,
        Intent.CANNOT_REACH,
        Intent.SLOWER,
        Intent.FASTER,
        Intent.LESS_TALK,
        Intent.MORE_TALK,
        to=(Question.PLAY_THROUGH,),
    ),
    # After all other questions.
    _row(explain_why, Intent.YES, to=(Question.WHY,)),
    _row(explain_when_to_see_a_doctor, Intent.YES, to=(Question.DOCTOR,)),
    _row(tell_more, Intent.YES, to=(Question.MORE,)),
    _row(give_tip, Intent.YES, to=(Question.TIP, Question.ANOTHER_TIP)),
    _row(give_help, Intent.YES, to=(Question.ANYTHING_ELSE, Question.MENU)),
    _row(stop, Intent.NO, to=(Question.ANYTHING_ELSE,)),
    _row(forget, Intent.YES, Intent.FORGET_ME, to=(Question.FORGET,)),
    _row(keep, Intent.NO, Intent.STOP, Intent.CANCEL, to=(Question.FORGET,)),
)
"""The rows of the intents that answer a question."""

BY_MODE: tuple[Row, ...] = (
    _row(carry_on_leading, Intent.RESUME, modes=LED_OR_PAUSED),
    _row(skip_stretch, Intent.NEXT, modes=LED_OR_PAUSED),
    _row(previous_stretch, Intent.PREVIOUS, modes=LED_OR_PAUSED),
    _row(repeat_stretch, Intent.REPEAT_STRETCH, modes=LED_OR_PAUSED),
    _row(start_over, Intent.START_OVER, modes=LED_OR_PAUSED),
    _row(other_side, Intent.OTHER_SIDE, modes=LED_OR_PAUSED),
    _row(repeat_cue, Intent.REPEAT, modes=(Mode.LED,)),
    _row(move_track, Intent.RESUME, Intent.NEXT, Intent.PREVIOUS, Intent.REPEAT, modes=PLAYED),
    _row(move_track, Intent.REPEAT_STRETCH, Intent.START_OVER, Intent.OTHER_SIDE, modes=PLAYED),
    _row(change_played_pace, Intent.SLOWER, Intent.FASTER, modes=PLAYED),
    _row(play_again, Intent.START_OVER, Intent.REPEAT, Intent.PREVIOUS, modes=PLAYED_OUT),
    _row(nothing_paused, Intent.NEXT, modes=PLAYED_OUT),
    _row(not_understood, Intent.NEXT, modes=(Mode.CRAMP,)),
    _row(time_left, Intent.HOW_LONG_LEFT, modes=UNDER_WAY),
    _row(which_stretch, Intent.WHICH_STRETCH, modes=UNDER_WAY_OR_CRAMP),
    _row(cannot_reach, Intent.CANNOT_REACH, modes=UNDER_WAY),
    _row(adjust, Intent.LONGER, Intent.SHORTER, Intent.LESS_TALK, Intent.MORE_TALK, modes=UNDER_WAY_OR_CRAMP),
    _row(adjust, Intent.ONE_SIDE, Intent.MISSING_THING, modes=UNDER_WAY_OR_CRAMP),
)
"""The rows of the intents that mean something of their own in a mode."""

_NOT_EXPLAINED = (Intent.I_AM, Intent.CRAMP_NOW)
"""The intents with an aspect that have a handler of their own in place of `explain_topic`."""

BY_INTENT: tuple[Row, ...] = (
    _row(relieve, Intent.CRAMP_NOW),
    _row(stop_for_pain, Intent.THAT_HURTS),
    _row(stop, Intent.STOP, Intent.CANCEL),
    _row(wait, Intent.PAUSE),
    _row(explain_topic, *(intent for intent in ASPECTS if intent not in _NOT_EXPLAINED)),
    _row(advise_person, Intent.I_AM),
    _row(answer_symptom, Intent.SYMPTOM),
    _row(explain_stretch, Intent.WHY_THIS),
    _row(quick_tip, Intent.QUICK_TIP),
    _row(more_after_tip, Intent.TELL_ME_MORE),
    _row(tell_sources, Intent.SOURCE),
    _row(say_no_doctor, Intent.ARE_YOU_A_DOCTOR),
    _row(start_routine, Intent.START_ROUTINE),
    _row(list_routines, Intent.LIST_ROUTINES),
    _row(tell_how_to, Intent.HOW_TO),
    _row(choose_way, Intent.PLAY_THROUGH, Intent.STEP_BY_STEP),
    _row(adjust_pace, Intent.SLOWER, Intent.FASTER),
    _row(nothing_running, Intent.LONGER, Intent.SHORTER, Intent.LESS_TALK, Intent.MORE_TALK),
    _row(nothing_running, Intent.ONE_SIDE, Intent.MISSING_THING, Intent.OTHER_SIDE),
    _row(nothing_running, Intent.WHICH_STRETCH, Intent.CANNOT_REACH),
    _row(resume_unfinished, Intent.RESUME),
    _row(give_tip, Intent.NEXT),
    _row(nothing_before, Intent.PREVIOUS),
    _row(repeat_reply, Intent.REPEAT, Intent.REPEAT_STRETCH),
    _row(give_help, Intent.HELP, Intent.START_OVER),
    _row(nothing_to_loop, Intent.LOOP_ON, Intent.LOOP_OFF, Intent.SHUFFLE_ON, Intent.SHUFFLE_OFF),
    _row(ask_before_forgetting, Intent.FORGET_ME),
    _row(go_home, Intent.NAVIGATE_HOME),
    _row(yes_to_nothing, Intent.YES),
    _row(declined, Intent.NO),
    _row(not_understood, Intent.FALLBACK),
)
"""The rows of all intents, for every mode that has no row of its own."""

NOT_WHILE_RESTING: frozenset[Handler] = frozenset(
    {
        relieve,
        walk,
        quick_tip,
        give_tip,
        start_routine,
        start_in_bed,
        answer_where,
        start_another,
        list_routines,
        tell_how_to,
        carry_on,
        resume_unfinished,
        choose_way,
        explain_ways,
    }
)
"""The handlers that lead to a stretch or a tip. After a warning sign, `rest` takes their place."""
