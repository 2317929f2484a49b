"""The recipe: what a file's name says of how it sounds."""

from dataclasses import fields, replace
from typing import Any

import pytest

from skill.audio.rendering.recipe import RECIPE, Recipe
from skill.coach.cue import Cue, Hold
from skill.coach.place import Place

numpy = pytest.importorskip("numpy", reason="rendering is not installed")
sound = pytest.importorskip("skill.audio.rendering.sound", reason="rendering is not installed")
encoding = pytest.importorskip("skill.audio.rendering.encoding", reason="rendering is not installed")

RATE = 22_050
BLOCK_SECONDS = 0.5
SILENT = -120.0
LEVELS = {1: [-15.19, -17.25, *[SILENT] * 6, -52.32, *[SILENT] * 5, -14.88]}
"""The levels of every half second of the track below, in dBFS, by version of the recipe."""
BYTES = {1: 60_604}
"""The size of its file, by version of the recipe."""


def track() -> tuple[Cue, ...]:
    """Two lines around a hold that is long enough for a tick."""
    hold = Hold("wall", None, 1, 6.0)
    return (
        Cue("And hold.", 1.0, 1.0, False, Place(0), None, 0.0),
        Cue("", 6.0, 1.0, False, Place(0), hold, 1.0),
        Cue("Let go.", 0.5, 1.0, False, Place(0), None, 7.0),
    )


def words() -> dict[tuple[str, float], bytes]:
    """Each line as a voice says it that knows one vowel, with silence around it."""
    said = {}
    for text, seconds, hertz in (("And hold.", 0.9, 140), ("Let go.", 0.4, 180)):
        at = numpy.arange(round(seconds * RATE)) / RATE
        vowel = sum(numpy.sin(2 * numpy.pi * hertz * n * at) / n for n in range(1, 9)) / 3
        line = numpy.pad(vowel * numpy.sin(numpy.pi * at / seconds), round(0.2 * RATE))
        said[text, 1.0] = numpy.round(line * 32767).astype("<i2").tobytes()
    return said


def test_whatever_changes_in_the_recipe_changes_the_name_of_every_file() -> None:
    another: Any = 12_345
    changed = {replace(RECIPE, **{field.name: another}).identity for field in fields(Recipe)}
    assert len(changed) == len(fields(Recipe))
    assert RECIPE.identity not in changed


def test_code_that_makes_another_sound_has_another_version() -> None:
    """If this fails, sound.py or encoding.py makes other sound of the same words than before.

    If that is meant, raise `version` in recipe.py and write the new figures beside the old ones here. Every
    folder is rendered again then. Without a new version its files would keep their names and the old sound.
    """
    lines = {line: sound.trimmed(pcm, RATE) for line, pcm in words().items()}
    samples = sound.mix(track(), lines, RATE)
    size = round(BLOCK_SECONDS * RATE)
    blocks = (samples / 32768)[: samples.size // size * size].reshape(-1, size)
    levels = 10 * numpy.log10((blocks**2).mean(axis=1) + 1e-12)
    assert RECIPE.version in LEVELS
    assert list(levels) == pytest.approx(LEVELS[RECIPE.version], abs=0.02)
    assert len(encoding.mp3(samples, RATE)) == BYTES[RECIPE.version]
