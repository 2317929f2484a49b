"""Amazon's Python SDK, as its own examples use it, without a server.

As a program it answers the request envelope that it reads from its standard input.
"""

import json
import sys
from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import RequestEnvelope, Response


def make_skill() -> CustomSkill:
    """Return a skill that says hello to every request."""
    builder = SkillBuilder()

    @builder.request_handler(can_handle_func=lambda handler_input: True)
    def hello(handler_input: HandlerInput) -> Response:
        return handler_input.response_builder.speak("Hello.").ask("Hello?").response

    return builder.create()


if __name__ == "__main__":
    skill = make_skill()
    envelope: Any = skill.serializer.deserialize(sys.stdin.read(), RequestEnvelope)
    answer: Any = skill.serializer.serialize(skill.invoke(envelope, None))
    print(json.dumps(answer))
