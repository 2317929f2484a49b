"""The sound of a track."""

from itertools import groupby, pairwise, product
from typing import Any

import pytest

from skill.audio.playback.tracks import tracks_of
from skill.audio.rendering.recipe import RECIPE
from skill.audio.rendering.synthesis import Pcm, SynthesisError
from skill.coach.coach import Coach
from skill.coach.cue import Cue, Hold
from skill.coach.place import Place
from skill.coach.plan import Pace, Plan
from skill.knowledge.library import Library
from skill.knowledge.routines import Mood

numpy = pytest.importorskip("numpy", reason="rendering is not installed")
sound = pytest.importorskip("skill.audio.rendering.sound", reason="rendering is not installed")

RATE = 22_050
HOLD = Hold("wall", None, 1, 8.0)
Sound = Any
"""An array of numpy's, which these tests can be without."""


def tone(seconds: float, level: float = 0.5) -> Sound:
    at = numpy.arange(round(seconds * RATE)) / RATE
    voice: Sound = level * numpy.sin(2 * numpy.pi * 220 * at)
    return voice


def said(text: str, seconds: float, start: float, *, soft: bool = False) -> Cue:
    return Cue(text, seconds, 1.0, soft, Place(0), None, start)


def paused(seconds: float, start: float, hold: Hold | None = None, *, soft: bool = False) -> Cue:
    return Cue("", seconds, 1.0, soft, Place(0), hold, start)


def pcm(voice: Sound) -> Pcm:
    return bytes(numpy.round(voice * 32767).astype("<i2").tobytes())


def heard(track: Sound, above: float = 0.01) -> list[tuple[float, float]]:
    """Where it is louder than that, in seconds: what is less than a tenth apart is one sound."""
    loud = numpy.flatnonzero(numpy.abs(track / 32768) > above)
    edges = numpy.flatnonzero(numpy.diff(loud) > RATE / 10)
    begins, ends = [loud[0], *loud[edges + 1]], [*loud[edges], loud[-1]]
    return [(float(begin) / RATE, float(end) / RATE) for begin, end in zip(begins, ends, strict=True)]


def test_what_is_not_heard_of_a_line_is_cut_off_at_both_ends() -> None:
    hiss = numpy.random.default_rng(1).normal(0, 0.001, RATE)
    line = numpy.concatenate([hiss, tone(1.5), hiss])
    assert sound.trimmed(pcm(line), RATE).size / RATE == pytest.approx(1.5, abs=0.01)


def test_a_line_begins_and_ends_without_a_click() -> None:
    line = sound.trimmed(pcm(numpy.full(RATE, 0.5)), RATE)
    assert line[0] == 0
    assert numpy.abs(numpy.diff(line)).max() < 0.02


@pytest.mark.parametrize("line", [numpy.zeros(0), numpy.zeros(RATE)], ids=["empty", "silent"])
def test_a_voice_that_says_nothing_is_refused(line: Sound) -> None:
    with pytest.raises(SynthesisError, match="another voice"):
        sound.trimmed(pcm(line), RATE)


def test_a_line_takes_whole_hundredths_of_a_second_and_at_least_its_own_length() -> None:
    assert sound.seconds_of(numpy.zeros(RATE), RATE) == 1.0
    assert sound.seconds_of(numpy.zeros(RATE + 1), RATE) == 1.01
    assert sound.seconds_of(numpy.zeros(RATE - 1), RATE) == 1.0


def test_words_begin_to_the_sample_where_their_cues_do_and_nothing_is_between_them() -> None:
    words = {("one", 1.0): tone(1.0), ("two", 1.0): tone(0.5)}
    cues = (said("one", 1.0, 0.0), paused(2.33, 1.0), said("two", 0.5, 3.33), paused(1.0, 3.83))
    track = sound.mix(cues, words, RATE)
    assert track.size == round(4.83 * RATE)
    spoken = numpy.flatnonzero(track)
    first, second = round(1.0 * RATE), round(3.33 * RATE)
    assert spoken[0] <= 1
    assert not track[first:second].any()
    assert second <= spoken[spoken > first][0] <= second + 1
    assert spoken[-1] < second + round(0.5 * RATE)


@pytest.mark.parametrize("level", [0.02, 0.3, 1.0])
def test_every_track_has_the_same_loudness_however_loud_the_voice_is(level: float) -> None:
    words = {("one", 1.0): tone(2.0, level), ("two", 1.0): tone(0.4, level / 2)}
    for soft, target in ((False, RECIPE.loudness), (True, RECIPE.soft_loudness)):
        cues = (said("one", 2.0, 0.0, soft=soft), paused(3.0, 2.0, soft=soft), said("two", 0.4, 5.0))
        track = sound.mix(cues, words, RATE) / 32768
        assert sound.loudness(track, RATE) == pytest.approx(target, abs=0.3)


def test_no_peak_is_above_the_ceiling_also_between_the_samples() -> None:
    # A quarter of the rate, sampled beside its peaks.
    at = numpy.arange(RATE) / RATE
    loud = numpy.sin(2 * numpy.pi * RATE / 4 * at + numpy.pi / 4) * 2
    line = sound.limited(loud, sound.true_level(loud), RATE)
    assert numpy.abs(loud).max() < sound.true_level(loud).max() * 0.75
    assert 20 * numpy.log10(sound.true_level(line)[100:-100].max()) == pytest.approx(RECIPE.ceiling, abs=0.1)


def test_what_is_quiet_is_not_limited() -> None:
    line = tone(1.0, 0.3)
    assert numpy.allclose(sound.limited(line, sound.true_level(line), RATE), line)


def test_a_tick_is_in_the_middle_of_a_long_pause_of_a_hold_and_in_no_other() -> None:
    words = {("hold", 1.0): tone(1.0), ("go", 1.0): tone(1.0)}
    for hold, sounds in ((HOLD, 3), (None, 2)):
        cues = (said("hold", 1.0, 0.0), paused(8.0, 1.0, hold), said("go", 1.0, 9.0))
        found = heard(sound.mix(cues, words, RATE))
        assert len(found) == sounds
        assert found[1][0] == pytest.approx(5.0 if hold else 9.0, abs=0.01)


def test_for_bed_the_tick_is_quieter_and_by_day_far_quieter_than_the_words() -> None:
    words = {("hold", 1.0): tone(1.0)}
    peaks = []
    for soft in (False, True):
        cues = (said("hold", 1.0, 0.0, soft=soft), paused(8.0, 1.0, HOLD, soft=soft))
        track = numpy.abs(sound.mix(cues, words, RATE) / 32768)
        peaks.append(20 * numpy.log10(track[2 * RATE :].max() / track.max()))
    assert peaks[1] < peaks[0] - 2
    assert peaks[0] < -15


def test_no_hold_of_any_routine_is_silent_for_longer_than_five_seconds(library: Library) -> None:
    """As every routine is planned: the words' own lengths move a tick by little."""
    coach = Coach(library)
    named = [name for name, routine in library.routines.items() if routine.mood is not Mood.ACUTE]
    for name, pace in product(named, Pace):
        for track in tracks_of(coach.audio_cues(Plan(name, pace))):
            ticks = sound.ticks(track.cues)
            words = [(cue.start, cue.end) for cue in track.cues if cue.text]
            assert all(after - before >= 5 for before, after in pairwise(ticks))
            assert all(begin - at >= 1 or at > end for at in ticks for begin, end in words)
            for hold, each in groupby(track.cues, key=lambda cue: cue.hold):
                if hold is not None:
                    held = list(each)
                    begin, end = held[0].start, held[-1].end
                    inside = [(at, at) for at in ticks if begin < at < end]
                    inside += [(cue.start, cue.end) for cue in held if cue.text]
                    sounds = [(begin, begin), *sorted(inside), (end, end)]
                    assert max(after[0] - before[1] for before, after in pairwise(sounds)) < 5.005
