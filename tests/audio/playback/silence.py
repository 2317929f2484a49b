"""Routines rendered in silence: real MP3 files of the right lengths, in no time."""

from functools import cache
from pathlib import Path

import lameenc

from skill.audio.playback.manifest import Playlist, Recording, write_manifest
from skill.audio.playback.tracks import Track, fingerprint, tracks_of
from skill.coach.coach import Coach
from skill.coach.plan import Pace, Plan
from skill.knowledge.library import Library
from skill.knowledge.routines import Mood

RATE = 24_000
KBITS = 48
FRAME_SAMPLES = 576
FRAME_BYTES = 144
"""Of one frame at that rate: 576 samples at 48 kbit/s."""


def render_silence(folder: Path, library: Library) -> None:
    """Every routine that can be played, at both paces, with the words' lengths as they are estimated."""
    coach = Coach(library)
    playlists = []
    for name, routine in library.routines.items():
        for pace in Pace if routine.mood is not Mood.ACUTE else ():
            cues = coach.audio_cues(Plan(name, pace))
            recordings = tuple(_recorded(folder, track) for track in tracks_of(cues))
            playlists.append(Playlist(name, pace, fingerprint(cues), recordings))
    write_manifest(folder, playlists)


def _recorded(folder: Path, track: Track) -> Recording:
    file = f"{fingerprint(track.cues, ['silence'])}.mp3"
    frames = round(track.seconds * RATE / FRAME_SAMPLES)
    (folder / file).write_bytes(_frame() * frames)
    return Recording(file, track.seconds, track.places, track.holds)


@cache
def _frame() -> bytes:
    """One frame of nothing, which may follow itself: it keeps nothing for the next one."""
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(KBITS)
    encoder.silence()
    encoded = bytes(encoder.encode(bytes(2 * FRAME_SAMPLES * 50))) + bytes(encoder.flush())
    begin = FRAME_BYTES * 20
    return encoded[begin : begin + FRAME_BYTES]
