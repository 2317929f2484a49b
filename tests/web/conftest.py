import json
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.settings import Settings, read_settings
from skill.simulator.hearing import Hearing
from skill.web.app import create_app
from skill.web.chain import SigningChains
from tests.household import Household

from .authority import Authority, signed
from .envelopes import SKILL_ID


class Alexa:
    """Sends to the skill as Alexa does: signed."""

    def __init__(self, app: Flask, key: RSAPrivateKey) -> None:
        self.client: FlaskClient = app.test_client()
        self.key = key

    def send(self, document: object) -> TestResponse:
        return self.send_bytes(json.dumps(document).encode())

    def send_bytes(self, body: bytes) -> TestResponse:
        return self.client.post("/alexa", data=body, headers=signed(self.key, body))


def json_of(response: TestResponse) -> Any:
    assert response.mimetype == "application/json"
    return json.loads(response.data)


@pytest.fixture(scope="session")
def authority() -> Authority:
    """The authority that the skill trusts."""
    return Authority("trusted")


@pytest.fixture(scope="session")
def stranger() -> Authority:
    """An authority that it does not."""
    return Authority("unknown")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(scope="session")
def trust_roots(authority: Authority, folder: Path) -> Path:
    return authority.write_root(folder)


@pytest.fixture(scope="session")
def client_tls(trust_roots: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(trust_roots))


@pytest.fixture(scope="session")
def server_tls(authority: Authority, folder: Path) -> ssl.SSLContext:
    return authority.server_context(folder, "localhost")


@pytest.fixture(scope="session")
def settings(trust_roots: Path) -> Settings:
    return read_settings({"SKILL_ID": SKILL_ID, "SSL_CERT_FILE": str(trust_roots)})


@pytest.fixture(scope="session")
def app(settings: Settings, authority: Authority, trust_roots: Path) -> Flask:
    """The skill, with every check on. It stores nothing."""
    pem = authority.chain()
    chains = SigningChains(trust_roots, fetch=lambda path: pem)
    return create_app(settings, remember=False, chains=chains)


@pytest.fixture(scope="session")
def open_app(settings: Settings) -> Flask:
    """The skill as `--no-verify` starts it. It stores nothing."""
    return create_app(settings, verify=False, remember=False)


@pytest.fixture(scope="session")
def attributes(hearing: Hearing) -> Mapping[str, Any]:
    """The session attributes that the skill itself writes in the middle of a routine."""
    device = Household(read_settings({}), hearing, remember=False).echo()
    device.launch()
    for words in ("I'm a runner", "give me a tip", "start the desk break"):
        device.say(words)
    assert device.attributes
    return device.attributes


@pytest.fixture(scope="session")
def alexa(app: Flask, authority: Authority) -> Alexa:
    return Alexa(app, authority.signer_key)


@pytest.fixture
def chains_of(trust_roots: Path) -> Callable[..., SigningChains]:
    """Signing chains that trust the test's root: `chains_of(fetch, now=...)`."""

    def make(fetch: Callable[[str], bytes], **options: Any) -> SigningChains:
        return SigningChains(trust_roots, fetch=fetch, **options)

    return make
