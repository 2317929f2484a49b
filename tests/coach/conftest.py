"""Fixtures for the coach."""

from itertools import product

import pytest

from skill.coach.coach import Coach
from skill.coach.plan import Detail, Pace, Plan
from skill.coach.timeline import Timeline
from skill.knowledge.library import Library, load_library

PLANS = [Plan(*each) for each in product(load_library().routines, Pace, Detail)]
"""Every routine at every pace and detail."""


@pytest.fixture(scope="session")
def coach(library: Library) -> Coach:
    return Coach(library)


@pytest.fixture(params=PLANS, ids=lambda plan: f"{plan.routine} {plan.pace} {plan.detail}")
def timeline(request: pytest.FixtureRequest, coach: Coach) -> Timeline:
    """Every routine at every pace and detail, compiled."""
    compiled: Timeline = coach.timeline(request.param)
    return compiled
