"""Whether Amazon signed a request: over the raw bytes, before anything is parsed."""

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from flask import Flask

from skill.settings import Settings
from skill.web.app import create_app
from skill.web.chain import SigningChains
from skill.web.refusal import Refused

from .authority import CHAIN_URL, Authority, rsa_key, signed
from .conftest import Alexa, json_of
from .envelopes import envelope, intent_request

Change = Callable[[dict[str, str]], object]


def good_body() -> bytes:
    return json.dumps(envelope()).encode()


def base64_of(signature: bytes) -> str:
    return base64.b64encode(signature).decode()


def test_a_signed_request_is_answered(alexa: Alexa) -> None:
    response = alexa.send(envelope())

    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert json_of(response)["response"]["outputSpeech"]["type"] == "SSML"


@pytest.mark.parametrize(
    "written",
    [
        lambda: json.dumps(envelope(), indent=7, sort_keys=True),
        lambda: " \r\n\t" + json.dumps(envelope(), separators=(" ,  ", " :\t")) + "\n\n ",
        lambda: json.dumps(
            envelope(intent_request(muscle={"value": "Wade, mollet, 脚 🦵"})), ensure_ascii=False
        ),
        lambda: json.dumps(envelope(intent_request(muscle={"value": "mollet é"}))).replace(
            "\\u00e9", "\\u00E9"
        ),
        lambda: json.dumps(envelope()).replace("1200", "12e2").replace("/", "\\/"),
    ],
    ids=["indented", "spaced", "not ASCII", "escaped", "numbers and slashes"],
)
def test_the_signature_is_checked_over_the_bytes_however_the_json_is_written(
    alexa: Alexa, written: Callable[[], str]
) -> None:
    # Written when the test runs: a request is stale after 150 s.
    assert alexa.send_bytes(written().encode()).status_code == 200


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_the_headers_may_be_written_in_any_case(alexa: Alexa, case: Callable[[str], str]) -> None:
    body = good_body()
    headers = {case(name): value for name, value in signed(alexa.key, body).items()}

    assert alexa.client.post("/alexa", data=body, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda headers: headers.clear(), id="no headers"),
        pytest.param(lambda headers: headers.pop("Signature-256"), id="no signature"),
        pytest.param(lambda headers: headers.pop("SignatureCertChainUrl"), id="no address"),
        pytest.param(lambda headers: headers.update({"Signature-256": ""}), id="empty signature"),
        pytest.param(lambda headers: headers.update({"SignatureCertChainUrl": ""}), id="empty address"),
        pytest.param(lambda headers: headers.update({"SignatureCertChainUrl": " "}), id="blank address"),
        pytest.param(
            lambda headers: headers.update(Signature=headers.pop("Signature-256")), id="in the old header"
        ),
        pytest.param(lambda headers: headers.update({"Signature-256": "not base64!"}), id="not base64"),
        pytest.param(lambda headers: headers.update({"Signature-256": "é" * 8}), id="not ASCII"),
        pytest.param(
            lambda headers: headers.update({"Signature-256": headers["Signature-256"][:-1]}), id="cut short"
        ),
        pytest.param(
            lambda headers: headers.update({"Signature-256": "!" + headers["Signature-256"]}),
            id="with a character that is not of base64",
        ),
        pytest.param(lambda headers: headers.update({"Signature-256": base64_of(b"")}), id="no bytes"),
        pytest.param(lambda headers: headers.update({"Signature-256": base64_of(bytes(256))}), id="zeros"),
        pytest.param(
            lambda headers: headers.update({"SignatureCertChainUrl": "http" + CHAIN_URL[5:]}),
            id="address not https",
        ),
        pytest.param(
            lambda headers: headers.update({"SignatureCertChainUrl": CHAIN_URL.replace("s3.", "s4.")}),
            id="address of another host",
        ),
        pytest.param(
            lambda headers: headers.update({"SignatureCertChainUrl": CHAIN_URL.replace(".com/", ".com:x/")}),
            id="address with a port in letters",
        ),
    ],
)
def test_a_request_whose_headers_are_not_right_gets_400(alexa: Alexa, change: Change) -> None:
    body = good_body()
    headers = signed(alexa.key, body)
    change(headers)
    response = alexa.client.post("/alexa", data=body, headers=headers)

    assert response.status_code == 400
    assert list(json_of(response)) == ["error"]


def test_the_old_sha1_signature_gets_400_alone_and_under_the_new_name(alexa: Alexa) -> None:
    body = good_body()
    old = base64_of(alexa.key.sign(body, padding.PKCS1v15(), SHA1()))
    headers = {"SignatureCertChainUrl": CHAIN_URL, "Signature": old}
    assert alexa.client.post("/alexa", data=body, headers=headers).status_code == 400

    headers["Signature-256"] = old
    assert alexa.client.post("/alexa", data=body, headers=headers).status_code == 400


def test_a_signature_with_another_padding_gets_400(alexa: Alexa) -> None:
    body = good_body()
    pss = padding.PSS(padding.MGF1(SHA256()), padding.PSS.MAX_LENGTH)
    headers = signed(alexa.key, body) | {"Signature-256": base64_of(alexa.key.sign(body, pss, SHA256()))}

    assert alexa.client.post("/alexa", data=body, headers=headers).status_code == 400


@pytest.mark.parametrize("change", [b" ", b"\n", b"\0"])
def test_a_single_byte_more_than_was_signed_gets_400(alexa: Alexa, change: bytes) -> None:
    body = good_body()

    assert alexa.client.post("/alexa", data=body + change, headers=signed(alexa.key, body)).status_code == 400


def test_a_body_with_other_words_than_were_signed_gets_400(alexa: Alexa) -> None:
    body = good_body()
    tampered = body.replace(b'"locale": "en-US"', b'"locale": "en-GB"')
    assert tampered != body

    response = alexa.client.post("/alexa", data=tampered, headers=signed(alexa.key, body))
    assert response.status_code == 400


def test_a_signature_by_another_key_gets_400(alexa: Alexa) -> None:
    body = good_body()

    response = alexa.client.post("/alexa", data=body, headers=signed(rsa_key("forger"), body))
    assert response.status_code == 400


def test_a_chain_that_does_not_hold_gets_400(
    settings: Settings, stranger: Authority, chains_of: Callable[..., SigningChains]
) -> None:
    pem = stranger.chain()
    app = create_app(settings, remember=False, chains=chains_of(lambda path: pem))

    assert Alexa(app, stranger.signer_key).send(envelope()).status_code == 400


def test_a_chain_that_cannot_be_downloaded_gets_400(
    settings: Settings, authority: Authority, chains_of: Callable[..., SigningChains]
) -> None:
    def away(path: str) -> bytes:
        raise Refused("the signing certificate could not be downloaded")

    app = create_app(settings, remember=False, chains=chains_of(away))
    response = Alexa(app, authority.signer_key).send(envelope())

    assert response.status_code == 400
    assert json_of(response) == {"error": "the signing certificate could not be downloaded"}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 100_000], ids=["empty", "half", "binary", "deep"]
)
def test_a_body_is_not_looked_at_before_its_signature(app: Flask, body: bytes) -> None:
    response = app.test_client().post("/alexa", data=body)

    assert response.status_code == 400
    assert json_of(response) == {"error": "the request is not signed"}
