"""What is logged of a request: why it was refused or failed, and nothing that anybody said."""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.lookup import Table
from skill.log import DiscreetFormatter
from skill.settings import Settings
from skill.web.app import create_app
from skill.web.chain import SigningChains

from .authority import Authority
from .conftest import Alexa, json_of
from .envelopes import USER_ID, Json, changed, envelope, intent_request, request, slot, without_session

SAID = "pregnant hamstring"
SECRETS = (SAID, "hamstring", USER_ID, "amzn1.ask.account", "QuickSecretIntent")


@dataclass
class Log:
    """What the log shows, and what it was made from."""

    stream: io.StringIO
    records: list[logging.LogRecord]

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def tells(self) -> list[str]:
        """The secrets that it tells."""
        shown = self.text + "".join(f"{record.getMessage()}{record.args}" for record in self.records)
        return [secret for secret in SECRETS if secret in shown]


@pytest.fixture
def log() -> Iterator[Log]:
    """The log as `python -m skill` writes it, from DEBUG up."""

    class Keeping(logging.StreamHandler[io.StringIO]):
        def emit(self, record: logging.LogRecord) -> None:
            kept.records.append(record)
            super().emit(record)

    kept = Log(io.StringIO(), [])
    handler = Keeping(kept.stream)
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.handlers.insert(0, handler)  # Before pytest's: a record keeps what its first formatter wrote.
    root.setLevel(logging.DEBUG)
    yield kept
    root.handlers.remove(handler)
    root.setLevel(before)


def fail(turn: Turn) -> Reply:
    """Fail at everything, and quote all that was said in doing so."""
    quoted = f"{turn.slots} {turn.intent} {USER_ID} {SAID}"
    try:
        raise KeyError(quoted)
    except KeyError as error:
        raise ValueError(f"cannot handle {quoted}") from error


@pytest.fixture
def failing(settings: Settings, handlers_may_fail: None, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The skill when each of its handlers fails."""
    monkeypatch.setattr(Table, "find", lambda *_: fail)
    return create_app(settings, verify=False, remember=False).test_client()


def spoken() -> Json:
    return intent_request("QuickSecretIntent", muscle=slot(SAID))


REFUSED: list[Callable[[Alexa], int]] = [
    lambda alexa: alexa.client.post("/alexa", json=envelope(spoken())).status_code,
    lambda alexa: (
        alexa.send(changed(envelope(spoken()), "request/timestamp", "2017-01-01T00:00:00Z")).status_code
    ),
    lambda alexa: alexa.send(changed(envelope(spoken()), "request/intent/slots", SAID)).status_code,
    lambda alexa: alexa.send(changed(envelope(spoken()), "request/locale", {SAID: 1})).status_code,
    lambda alexa: (
        alexa.send(changed(envelope(spoken()), "session/application/applicationId", SAID)).status_code
    ),
    lambda alexa: alexa.send_bytes(f"{SAID} {USER_ID}".encode()).status_code,
    lambda alexa: alexa.send_bytes(SAID.encode() + b"\xff").status_code,
]


@pytest.mark.parametrize("send", REFUSED)
def test_a_refusal_is_one_line_that_says_why(alexa: Alexa, log: Log, send: Callable[[Alexa], int]) -> None:
    assert send(alexa) == 400

    assert log.text.startswith("WARNING skill.web.app: refused with 400: ")
    assert log.text.count("\n") == 1
    assert log.tells() == []


def test_another_method_is_one_line(alexa: Alexa, log: Log) -> None:
    assert alexa.client.get(f"/alexa?{USER_ID}").status_code == 405

    assert "refused with 405" in log.text
    assert log.text.count("\n") == 1
    assert log.tells() == []


def test_an_address_where_nothing_is_is_not_logged(alexa: Alexa, log: Log) -> None:
    assert alexa.client.get(f"/{USER_ID}").status_code == 404

    assert log.tells() == []


def test_the_address_of_a_certificate_is_not_logged(alexa: Alexa, log: Log) -> None:
    headers = {
        "Signature-256": "QUJD",
        "SignatureCertChainUrl": f"https://evil.example/{USER_ID}",
    }
    assert alexa.client.post("/alexa", data=b"{}", headers=headers).status_code == 400

    assert log.text.count("\n") == 1
    assert "evil.example" not in log.text
    assert log.tells() == []


def test_an_answer_logs_nothing_of_the_person(alexa: Alexa, log: Log) -> None:
    for sent in (spoken(), request("LaunchRequest"), request("SessionEndedRequest", reason="USER_INITIATED")):
        assert alexa.send(envelope(sent, attributes={"last": [SAID]})).status_code == 200

    assert log.tells() == []


@pytest.mark.parametrize("sent", [spoken(), request("LaunchRequest")], ids=["intent", "launch"])
def test_where_it_may_speak_a_failure_is_apologised_for(failing: FlaskClient, sent: Json) -> None:
    response = failing.post("/alexa", json=envelope(sent))
    answer = json_of(response)["response"]

    assert response.status_code == 200
    assert "sorry" in answer["outputSpeech"]["ssml"].lower()
    assert SAID not in response.text


def test_an_apology_needs_no_session(failing: FlaskClient) -> None:
    response = failing.post("/alexa", json=without_session(spoken()))

    assert response.status_code == 200
    assert "outputSpeech" in json_of(response)["response"]


@pytest.mark.parametrize(
    "kind",
    [
        "SessionEndedRequest",
        "AudioPlayer.PlaybackStarted",
        "Alexa.Future.Thing",
        "System.ExceptionEncountered",
    ],
)
def test_where_it_may_not_speak_a_failure_gets_an_empty_response(failing: FlaskClient, kind: str) -> None:
    for document in (envelope(request(kind)), without_session(request(kind))):
        response = failing.post("/alexa", json=document)
        assert response.status_code == 200
        assert json_of(response)["response"] == {}


def test_an_event_that_could_not_be_taken_is_left_to_come_again(failing: FlaskClient) -> None:
    response = failing.post("/alexa", json=without_session(request("AlexaSkillEvent.SkillDisabled")))

    assert response.status_code == 503
    assert list(json_of(response)) == ["error"]


@pytest.mark.parametrize(
    "sent",
    [
        spoken(),
        request("LaunchRequest"),
        request("SessionEndedRequest", reason="ERROR", error={"type": "INVALID_RESPONSE", "message": SAID}),
        request("AlexaSkillEvent.SkillDisabled", body={"userInformationPersistenceStatus": SAID}),
        request("AudioPlayer.PlaybackFailed", token=SAID),
    ],
    ids=lambda sent: sent["type"],
)
def test_a_failure_is_logged_with_its_place_and_without_what_was_said(
    failing: FlaskClient, log: Log, sent: Json
) -> None:
    failing.post("/alexa", json=envelope(sent, attributes={"last": [SAID]}))

    assert "test_log.py" in log.text
    assert "builtins.KeyError" in log.text
    assert "builtins.ValueError" in log.text
    assert log.tells() == []


@pytest.mark.usefixtures("handlers_may_fail")
def test_a_failure_of_the_database_is_logged_without_what_was_said(
    settings: Settings, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise RuntimeError(f"{USER_ID} {SAID}")

    monkeypatch.setattr("skill.memory.none.NoMemory.get_attributes", fails)
    client = create_app(settings, verify=False, remember=False).test_client()
    client.post("/alexa", json=envelope(request("LaunchRequest")))

    assert "RuntimeError" in log.text
    assert log.tells() == []


def test_what_the_sdk_could_not_read_is_not_logged(
    settings: Settings, authority: Authority, log: Log, chains_of: Callable[..., SigningChains]
) -> None:
    pem = authority.chain()
    app = create_app(settings, remember=False, chains=chains_of(lambda path: pem))
    event = request("AlexaSkillEvent.SkillEnabled", eventCreationTime=SAID, eventPublishingTime="2026-W01")
    response = Alexa(app, authority.signer_key).send(without_session(event))

    assert response.status_code == 200
    assert log.tells() == []


def test_it_is_written_discreetly_even_when_another_formatter_was_first() -> None:
    error = ValueError(SAID)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, (ValueError, error, None))
    assert SAID in logging.Formatter().format(record)

    assert SAID not in DiscreetFormatter().format(record)


def test_the_causes_of_an_exception_are_written_first_and_without_their_words() -> None:
    error, cause = ValueError(SAID), KeyError(SAID)
    error.__cause__, cause.__context__ = cause, IndexError(SAID)
    text = DiscreetFormatter().formatException((ValueError, error, None))

    types = ["builtins.IndexError", "builtins.KeyError", "builtins.ValueError"]
    assert text.splitlines() == ["Traceback:", *types]
