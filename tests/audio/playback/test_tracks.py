"""A routine cut into tracks, and what tells one from another."""

from dataclasses import replace

import pytest

from skill.audio.playback.tracks import Track, fingerprint, tracks_of
from skill.coach.coach import Coach
from skill.coach.cue import Cue
from skill.coach.plan import Pace, Plan
from skill.knowledge.library import Library


@pytest.fixture(scope="module")
def cues(library: Library) -> tuple[Cue, ...]:
    return Coach(library).audio_cues(Plan("bedtime-in-bed"))


@pytest.fixture(scope="module")
def tracks(cues: tuple[Cue, ...]) -> tuple[Track, ...]:
    return tracks_of(cues)


def test_a_track_is_the_opening_a_stretch_or_the_end(library: Library, tracks: tuple[Track, ...]) -> None:
    steps = library.routines["bedtime-in-bed"].steps
    assert [track.place.step for track in tracks] == list(range(-1, len(steps) + 1))
    assert [track.cues[0].start for track in tracks] == [0.0] * len(tracks)


def test_the_tracks_are_all_of_the_routine(cues: tuple[Cue, ...], tracks: tuple[Track, ...]) -> None:
    assert [cue.text for track in tracks for cue in track.cues] == [cue.text for cue in cues]
    assert sum(track.seconds for track in tracks) == pytest.approx(cues[-1].end, abs=0.01)


def test_each_hold_of_a_track_has_its_seconds(tracks: tuple[Track, ...]) -> None:
    for track in tracks:
        meant = list(dict.fromkeys(cue.hold for cue in track.cues if cue.hold))
        found = [end - begin for begin, end in track.holds]
        assert found == pytest.approx([hold.seconds for hold in meant], abs=0.02)


def test_the_same_words_at_another_step_have_the_same_fingerprint(tracks: tuple[Track, ...]) -> None:
    moved = [replace(cue, place=replace(cue.place, step=cue.place.step + 3)) for cue in tracks[1].cues]
    assert fingerprint(moved) == fingerprint(tracks[1].cues)


def test_whatever_is_heard_or_where_changes_the_fingerprint(tracks: tuple[Track, ...]) -> None:
    first, *others = tracks[1].cues
    changes = (
        replace(first, text="Something else."),
        replace(first, seconds=first.seconds + 0.1),
        replace(first, rate=1.2),
        replace(first, soft=False),
        replace(first, place=replace(first.place, repetition=1)),
    )
    prints = {fingerprint([changed, *others]) for changed in (first, *changes)}
    prints |= {fingerprint([first, *others], made_with) for made_with in (["a"], ["b"], ["a", "b"])}
    assert len(prints) == len(changes) + 4
    assert all(len(each) == 32 for each in prints)


def test_another_pace_has_other_tracks(library: Library, tracks: tuple[Track, ...]) -> None:
    slow = tracks_of(Coach(library).audio_cues(Plan("bedtime-in-bed", Pace.SLOW)))
    assert {fingerprint(track.cues) for track in slow}.isdisjoint(fingerprint(each.cues) for each in tracks)
