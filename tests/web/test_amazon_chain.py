"""Amazon's real signing chain of 2026, against the roots that everybody trusts."""

from datetime import UTC, datetime
from pathlib import Path

import certifi
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from skill.web.chain import SigningChains
from skill.web.refusal import Refused

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-2026.pem"
CHAIN = Path(__file__).parents[3] / "shared" / "certificates" / "echo-api-2026.pem"
EXPIRES = datetime(2027, 2, 11, tzinfo=UTC)


def key_at(now: datetime) -> RSAPublicKey:
    if not CHAIN.is_file():
        pytest.skip("Amazon's chain is not here: it lies in shared/certificates, beside the checkout")
    roots = Path(certifi.where())
    return SigningChains(roots, fetch=lambda path: CHAIN.read_bytes(), now=lambda: now).key(URL)


def test_amazons_chain_of_2026_is_accepted_until_10_february_2027() -> None:
    now = datetime.now(UTC)
    if now >= EXPIRES:
        pytest.skip("Amazon's chain of 2026 expired on 10 February 2027")

    assert key_at(now).key_size >= 2048


@pytest.mark.parametrize("time", [datetime(2026, 7, 27, tzinfo=UTC), EXPIRES], ids=["before", "after"])
def test_amazons_chain_of_2026_is_refused_outside_its_time(time: datetime) -> None:
    with pytest.raises(Refused, match="not valid"):
        key_at(time)
