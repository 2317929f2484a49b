"""The routine that is under way in a session: what is done, how, and how far it was heard."""

from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from skill.coach.place import OPENING, Place
from skill.coach.plan import LONGEST_HOLD, Detail, Pace, Plan, Side
from skill.coach.tempo import AS_PLANNED, FASTEST, SLOWEST, Tempo

MAX_SWAPS = 20


@dataclass
class Coaching:
    """One part of a timeline, as it is being spoken, or as it was interrupted."""

    plan: Plan
    start: Place = OPENING
    """The place from which the timeline was compiled."""
    part: int = 0
    skipped: int = 0
    """How many cues of the part the reply left out at its beginning."""
    before: float = 0.0
    """Seconds that the reply took before its first cue."""
    spoken_at: float | None = None
    """When it was asked for, in seconds since 1970; None once the clock was stopped."""
    heard: float = 0.0
    """Seconds since its first cue when the clock was stopped."""
    lag: float = 0.0
    """Seconds that were taken off for the way there and back."""
    waiting: bool = False
    """Whether something was said and answered since."""
    tempo: Tempo = AS_PLANNED
    """What is known of the voice that speaks it."""
    finished: bool = False
    """Whether it was counted that the routine was done to its end."""


def write_coaching(coaching: Coaching) -> dict[str, Any]:
    """The fields that read_coaching reads."""
    return asdict(coaching)


def read_coaching(value: object) -> Coaching | None:
    """The coaching in these fields, or None where they are not to be understood."""
    if not isinstance(value, dict):
        return None
    try:
        return Coaching(
            plan=_plan(value["plan"]),
            start=Place(**{name: _whole(number, -1) for name, number in value["start"].items()}),
            part=_whole(value["part"]),
            skipped=_whole(value["skipped"]),
            before=_seconds(value["before"]),
            spoken_at=None if value["spoken_at"] is None else _seconds(value["spoken_at"]),
            heard=_seconds(value["heard"]),
            lag=_seconds(value["lag"]),
            waiting=value["waiting"] is True,
            tempo=_tempo(value["tempo"]),
            finished=value["finished"] is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def _plan(fields: dict[str, Any]) -> Plan:
    return Plan(
        routine=str(fields["routine"]),
        pace=Pace(fields["pace"]),
        detail=Detail(fields["detail"]),
        side=Side(fields["side"]) if fields["side"] else None,
        hold=None if fields["hold"] is None else _whole(fields["hold"]),
        longer=_whole(fields["longer"], -LONGEST_HOLD),
        swaps=tuple((str(old), str(new) if new else None) for old, new in fields["swaps"][:MAX_SWAPS]),
        group=str(fields["group"]) if fields["group"] else None,
    )


def _tempo(fields: dict[str, Any]) -> Tempo:
    likely, slowest = _seconds(fields["likely"]), _seconds(fields["slowest"])
    if not FASTEST <= likely <= slowest <= SLOWEST:
        raise ValueError(fields)
    return Tempo(likely, slowest)


def _seconds(value: object) -> float:
    if not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)


def _whole(value: object, lowest: int = 0) -> int:
    if not isinstance(value, int) or not lowest <= value < 10_000:
        raise ValueError(value)
    return value
