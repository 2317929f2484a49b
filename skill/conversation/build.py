"""The skill put together: every handler, in the order in which they are asked."""

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder

from skill.conversation.arrival import HelpIntentHandler, LaunchRequestHandler, NavigateHomeIntentHandler
from skill.conversation.bedtime import (
    PauseIntentHandler,
    RoutineEndHandler,
    RoutineMoveHandler,
    StartRoutineIntentHandler,
)
from skill.conversation.cramp import CrampNowIntentHandler, EasingHandler, NotTheLegHandler
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
from skill.conversation.leaving import SessionEndedRequestHandler, StopIntentHandler, ThatHurtsIntentHandler
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
    ThatHurtsIntentHandler,
    LaunchRequestHandler,
    ForgetAnswerHandler,
    StopIntentHandler,
    StartRoutineIntentHandler,
    RoutineMoveHandler,
    PauseIntentHandler,
    RoutineEndHandler,
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


def build_skill(database_url: str | None) -> CustomSkill:
    """The skill. Without a database everybody is new to it and nothing is stored.

    Raises ContentError for broken content, and ValueError for a database URL that cannot be used.
    """
    library = load_library()
    builder = CustomSkillBuilder(persistence_adapter=_memory(database_url))
    for handler in HANDLERS:
        builder.add_request_handler(handler(library))
    builder.add_exception_handler(FailureHandler(library))
    return builder.create()


def _memory(database_url: str | None) -> AbstractPersistenceAdapter:
    if database_url is None:
        return NoMemory()
    # SQLAlchemy takes a quarter of a second to load: not where nothing is stored.
    from skill.memory.sql import SqlMemory

    return SqlMemory(database_url)
