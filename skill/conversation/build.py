"""The skill put together: every handler, in the order in which they are asked."""

from collections.abc import Callable

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder

from skill.audio.playback.recordings import Recordings, nothing_rendered
from skill.coach.coach import Coach
from skill.conversation.adjusting import AdjustingHandler, CannotReachIntentHandler
from skill.conversation.arrival import HelpIntentHandler, LaunchRequestHandler, NavigateHomeIntentHandler
from skill.conversation.choosing import (
    CarryOnHandler,
    HowToIntentHandler,
    ListRoutinesIntentHandler,
    StartRoutineIntentHandler,
)
from skill.conversation.clock import Clock
from skill.conversation.cramp import CrampNowIntentHandler, EasingHandler, NotTheLegHandler, WalkHandler
from skill.conversation.danger import BellyHandler, RestingHandler, WarningSignHandler
from skill.conversation.explaining import (
    AreYouADoctorIntentHandler,
    PregnantHandler,
    SourceIntentHandler,
    TellMeMoreIntentHandler,
    TopicHandler,
)
from skill.conversation.forgetting import ForgetAnswerHandler, ForgetMeIntentHandler, SkillDisabledHandler
from skill.conversation.handler import Handler
from skill.conversation.interruption import Interruption
from skill.conversation.leaving import SessionEndedRequestHandler, StopIntentHandler, ThatHurtsIntentHandler
from skill.conversation.moving import (
    BackIntentHandler,
    GoOnHandler,
    NextIntentHandler,
    OtherSideIntentHandler,
    PauseIntentHandler,
    RepeatCueHandler,
    RoutineEndHandler,
)
from skill.conversation.playing import (
    ButtonHandler,
    PlaybackHandler,
    PlayedPaceHandler,
    SilenceHandler,
    TrackHandler,
    ViewHandler,
)
from skill.conversation.symptoms import SymptomIntentHandler
from skill.conversation.tipping import QuickTipIntentHandler
from skill.conversation.understanding import (
    FailureHandler,
    FallbackIntentHandler,
    NoIntentHandler,
    PlayerIntentHandler,
    RepeatIntentHandler,
    UnknownRequestHandler,
    YesIntentHandler,
)
from skill.conversation.whereabouts import (
    HowLongLeftIntentHandler,
    NothingRunningHandler,
    WhichStretchIntentHandler,
    WhyThisIntentHandler,
)
from skill.knowledge.library import load_library
from skill.memory.none import NoMemory

HANDLERS: tuple[type[Handler], ...] = (
    WarningSignHandler,
    BellyHandler,
    RestingHandler,
    PregnantHandler,
    CrampNowIntentHandler,
    NotTheLegHandler,
    EasingHandler,
    WalkHandler,
    ThatHurtsIntentHandler,
    LaunchRequestHandler,
    PlaybackHandler,
    ButtonHandler,
    ForgetAnswerHandler,
    SilenceHandler,
    StopIntentHandler,
    TrackHandler,
    PlayedPaceHandler,
    CarryOnHandler,
    ViewHandler,
    StartRoutineIntentHandler,
    ListRoutinesIntentHandler,
    HowToIntentHandler,
    RoutineEndHandler,
    GoOnHandler,
    NextIntentHandler,
    OtherSideIntentHandler,
    BackIntentHandler,
    RepeatCueHandler,
    PauseIntentHandler,
    AdjustingHandler,
    CannotReachIntentHandler,
    HowLongLeftIntentHandler,
    WhichStretchIntentHandler,
    WhyThisIntentHandler,
    NothingRunningHandler,
    QuickTipIntentHandler,
    TopicHandler,
    TellMeMoreIntentHandler,
    SourceIntentHandler,
    AreYouADoctorIntentHandler,
    SymptomIntentHandler,
    PlayerIntentHandler,
    HelpIntentHandler,
    ForgetMeIntentHandler,
    RepeatIntentHandler,
    NavigateHomeIntentHandler,
    SessionEndedRequestHandler,
    SkillDisabledHandler,
    YesIntentHandler,
    NoIntentHandler,
    FallbackIntentHandler,
    UnknownRequestHandler,
)
"""The first that can handle a request answers it: danger before everything, then an answer to a question
before a word on its own."""


def build_skill(
    database_url: str | None,
    *,
    lag: float = 0.0,
    voice_rate: float = 1.0,
    read_audio: Callable[[Coach], Recordings] = nothing_rendered,
) -> CustomSkill:
    """The skill. Without a database everybody is new to it and nothing is stored.

    lag: seconds that are lost between a reply and the next request; voice_rate: how fast the device speaks;
    read_audio: reads what was rendered of the routines. Raises ContentError for broken content, and
    ValueError for a database URL that cannot be used.
    """
    library = load_library()
    coach = Coach(library, voice_rate)
    recordings = read_audio(coach)
    builder = CustomSkillBuilder(persistence_adapter=_memory(database_url))
    for handler in HANDLERS:
        builder.add_request_handler(handler(library, coach, recordings))
    builder.add_global_request_interceptor(Interruption(library, recordings))
    builder.add_global_request_interceptor(Clock(library, coach, lag))
    builder.add_exception_handler(FailureHandler(library))
    return builder.create()


def _memory(database_url: str | None) -> AbstractPersistenceAdapter:
    if database_url is None:
        return NoMemory()
    # SQLAlchemy takes a quarter of a second to load: not where nothing is stored.
    from skill.memory.sql import SqlMemory

    return SqlMemory(database_url)
