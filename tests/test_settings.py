"""Settings are read once, and a bad one is refused at the start."""

from pathlib import Path

import certifi
import pytest

from skill.settings import SettingError, read_settings


def test_nothing_set_gives_the_defaults() -> None:
    settings = read_settings({})
    assert settings.skill_id is None
    assert settings.database_url.startswith("sqlite:///")
    assert settings.log_level == "INFO"
    assert settings.lag is None
    assert settings.voice_rate == 1.0
    assert settings.trust_roots == Path(certifi.where())


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"SKILL_ID": " ", "SSL_CERT_FILE": ""}) == read_settings({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SKILL_ID", "amzn1.ask.skill. 1"),
        ("SKILL_LOG_LEVEL", "loud"),
        ("SSL_CERT_FILE", "/no/such/file.pem"),
        ("SKILL_LAG", "-1"),
        ("SKILL_LAG", "soon"),
        ("SKILL_VOICE_RATE", "0"),
        ("SKILL_VOICE_RATE", "nan"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings({name: value})
