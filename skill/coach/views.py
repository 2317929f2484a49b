"""Views of a timeline for people and for programs: as lines with times, and as JSON."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from skill.coach.cue import Cue
from skill.coach.timeline import Timeline
from skill.knowledge.routines import Routine
from skill.voice.ssml import to_ssml

SHOWN_FROM = 0.3
"""The shortest pause that gets a line of its own, in seconds."""


def as_lines(routine: Routine, timeline: Timeline, emergency_number: str) -> Iterator[str]:
    """Yield a line with title and length, then the lines of each part: one for each cue, with its time."""
    yield f"{routine.title}, {_clock(timeline.seconds)}"
    before = 0.0
    for number, part in enumerate(timeline.parts, 1):
        yield ""
        yield f"part {number}, {_clock(part.seconds)}"
        for cue in part.cues:
            if not cue.text and cue.seconds < SHOWN_FROM:
                continue
            mark = "|" if cue.hold else " "
            text = cue.text.replace("{emergency}", emergency_number) or "..."
            yield f"{_clock(before + cue.start)} {cue.seconds:5.1f} s {mark} {text}"
        before += part.seconds


def as_json(routine: Routine, timeline: Timeline, emergency_number: str) -> dict[str, Any]:
    """Return the timeline as a JSON object, with its parts as replies carry them and its lengths in seconds.

    `{"routine", "title", "seconds", "parts": [{"seconds", "ssml", "cues": [{"kind", "text", "seconds",
    "rate", "hold": null or {"stretch", "side", "repetition", "seconds"}}]}]}`
    """
    parts = []
    for part in timeline.parts:
        cues = [replace(cue, text=cue.text.replace("{emergency}", emergency_number)) for cue in part.cues]
        ssml = to_ssml(cue.spoken for cue in cues)
        parts.append({"seconds": part.seconds, "ssml": ssml, "cues": [_cue(cue) for cue in cues]})
    return {"routine": routine.id, "title": routine.title, "seconds": timeline.seconds, "parts": parts}


def _cue(cue: Cue) -> dict[str, Any]:
    hold = cue.hold
    return {
        "kind": cue.kind,
        "text": cue.text,
        "seconds": cue.seconds,
        "rate": cue.rate,
        "hold": hold
        and {
            "stretch": hold.stretch,
            "side": hold.side,
            "repetition": hold.repetition,
            "seconds": hold.seconds,
        },
    }


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:2d}:{int(seconds) % 60:02d}"
