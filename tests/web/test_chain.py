"""Where a signing chain may come from, whether it holds, and how long it is kept."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from skill.web import chain
from skill.web.address import chain_path
from skill.web.chain import MAX_KEPT, MAX_WAITING, SigningChains, load_roots
from skill.web.refusal import Refused

from .authority import CHAIN_URL, DAY, HOUR, NOW, SIGNER, Authority, Issuer, issue, pem, rsa_key

ChainsOf = Callable[..., SigningChains]


class Bucket:
    """What stands in for Amazon's bucket: a file for every path, and a note of each download."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.paths: list[str] = []

    def __call__(self, path: str) -> bytes:
        self.paths.append(path)
        return self.content


class Clock:
    def __init__(self, time: datetime = NOW) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time


def refusal(chains: SigningChains, url: str = CHAIN_URL) -> str:
    """The reason for which the key is not given."""
    with pytest.raises(Refused) as refused:
        chains.key(url)
    return refused.value.reason


def same(one: RSAPublicKey, other: RSAPublicKey) -> bool:
    return one.public_numbers() == other.public_numbers()


# The address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (CHAIN_URL, "/echo.api/echo-api-cert-1.pem"),
        ("HTTPS://S3.AmazonAWS.com/echo.api/a.pem", "/echo.api/a.pem"),
        ("https://s3.amazonaws.com:443/echo.api/a.pem", "/echo.api/a.pem"),
        ("https://s3.amazonaws.com/echo.api/../echo.api/a.pem", "/echo.api/a.pem"),
        ("https://s3.amazonaws.com/other/../echo.api/./a.pem", "/echo.api/a.pem"),
        ("https://s3.amazonaws.com/echo.api/%61.pem", "/echo.api/a.pem"),
        ("https://s3.amazonaws.com/echo.api/two words.pem", "/echo.api/two%20words.pem"),
    ],
)
def test_an_address_of_amazons_is_accepted_however_it_is_spelt(url: str, path: str) -> None:
    assert chain_path(url) == path


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="empty"),
        pytest.param("nonsense", id="no URL"),
        pytest.param("/echo.api/a.pem", id="no host"),
        pytest.param("http://s3.amazonaws.com/echo.api/a.pem", id="not https"),
        pytest.param("ftp://s3.amazonaws.com/echo.api/a.pem", id="another scheme"),
        pytest.param("file:///echo.api/a.pem", id="a file"),
        pytest.param("https://notamazon.example/echo.api/a.pem", id="another host"),
        pytest.param("https://s3.amazonaws.com.evil.example/echo.api/a.pem", id="a longer host"),
        pytest.param("https://evil-s3.amazonaws.com/echo.api/a.pem", id="a host before it"),
        pytest.param("https://s3.amazonaws.com./echo.api/a.pem", id="a dot after the host"),
        pytest.param("https://s3-eu-west-1.amazonaws.com/echo.api/a.pem", id="another region"),
        pytest.param("https://s3.amazonaws.com/a.pem", id="another path"),
        pytest.param("https://s3.amazonaws.com/echo.apis/a.pem", id="a longer path"),
        pytest.param("https://s3.amazonaws.com/x/echo.api/a.pem", id="a path before it"),
        pytest.param("https://s3.amazonaws.com//echo.api/a.pem", id="an empty folder before it"),
        pytest.param("https://s3.amazonaws.com/EcHo.aPi/a.pem", id="the path in another case"),
        pytest.param("https://s3.amazonaws.com:563/echo.api/a.pem", id="another port"),
        pytest.param("https://s3.amazonaws.com:80/echo.api/a.pem", id="port 80"),
        pytest.param("https://s3.amazonaws.com:0/echo.api/a.pem", id="port 0"),
        pytest.param("https://s3.amazonaws.com:https/echo.api/a.pem", id="a port in letters"),
        pytest.param("https://s3.amazonaws.com:-443/echo.api/a.pem", id="a port below zero"),
        pytest.param("https://s3.amazonaws.com:99999/echo.api/a.pem", id="a port too high"),
        pytest.param("https://s3.amazonaws.com/echo.api/../evil/a.pem", id="out of the folder"),
        pytest.param("https://s3.amazonaws.com/echo.api/x/../../evil/a.pem", id="out of it in two steps"),
        pytest.param("https://s3.amazonaws.com/echo.api/%2e%2e/evil/a.pem", id="out of it, dots encoded"),
        pytest.param("https://s3.amazonaws.com/echo.api%2f..%2fevil/a.pem", id="out of it, slashes encoded"),
        pytest.param("https://s3.amazonaws.com@evil.example/echo.api/a.pem", id="Amazon as the user"),
        pytest.param("https://s3.amazonaws.com:443@evil.example/echo.api/a", id="Amazon as user and word"),
        pytest.param("https://evil.example/https://s3.amazonaws.com/echo.api/a", id="Amazon in the path"),
        pytest.param("https://evil.example?https://s3.amazonaws.com/echo.api/a", id="Amazon in the query"),
        pytest.param("https://evil.example#https://s3.amazonaws.com/echo.api/a", id="Amazon as a fragment"),
        pytest.param("https://[s3.amazonaws.com/echo.api/a.pem", id="half a bracket"),
        pytest.param("//s3.amazonaws.com/echo.api/a.pem", id="no scheme"),
    ],
)
def test_any_other_address_is_refused_and_nothing_is_downloaded(chains_of: ChainsOf, url: str) -> None:
    bucket = Bucket(b"")

    assert "address" in refusal(chains_of(bucket), url)
    assert bucket.paths == []


# The certificates


def test_a_chain_that_holds_gives_the_signing_key(authority: Authority, chains_of: ChainsOf) -> None:
    key = chains_of(Bucket(authority.chain())).key(CHAIN_URL)

    assert same(key, authority.signer_key.public_key())


def test_the_signers_name_may_be_one_of_several(authority: Authority, chains_of: ChainsOf) -> None:
    key = chains_of(Bucket(authority.chain(names=("other.example", SIGNER)))).key(CHAIN_URL)

    assert same(key, authority.signer_key.public_key())


def test_a_chain_may_bring_its_root_along(authority: Authority, chains_of: ChainsOf) -> None:
    key = chains_of(Bucket(authority.chain() + pem(authority.root.certificate))).key(CHAIN_URL)

    assert same(key, authority.signer_key.public_key())


def test_an_expired_certificate_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    expired = authority.chain(valid_from=NOW - 2 * DAY, valid_until=NOW - HOUR)

    assert "not valid" in refusal(chains_of(Bucket(expired)))


def test_a_certificate_that_is_not_yet_valid_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    early = authority.chain(valid_from=NOW + HOUR, valid_until=NOW + 2 * DAY)

    assert "not valid" in refusal(chains_of(Bucket(early)))


@pytest.mark.parametrize(
    "name",
    [
        "other.example",
        "amazon.com",
        "*.amazon.com",
        "api.amazon.com",
        f"{SIGNER}.evil.example",
        f"evil.{SIGNER}",
        f"x{SIGNER}",
    ],
)
def test_a_certificate_of_another_name_is_refused(
    authority: Authority, chains_of: ChainsOf, name: str
) -> None:
    assert "not valid" in refusal(chains_of(Bucket(authority.chain(names=(name,)))))


def test_a_name_that_stands_only_in_the_subject_does_not_count(
    authority: Authority, chains_of: ChainsOf
) -> None:
    assert "not valid" in refusal(chains_of(Bucket(authority.chain(names=()))))


def test_a_certificate_that_signed_itself_is_refused(chains_of: ChainsOf) -> None:
    alone = issue(None, rsa_key("alone"), subject=SIGNER, names=(SIGNER,))

    assert "not valid" in refusal(chains_of(Bucket(pem(alone))))


def test_a_chain_to_an_unknown_root_is_refused_even_with_that_root(
    stranger: Authority, chains_of: ChainsOf
) -> None:
    assert "not valid" in refusal(chains_of(Bucket(stranger.chain())))
    assert "not valid" in refusal(chains_of(Bucket(stranger.chain() + pem(stranger.root.certificate))))


def test_an_unknown_authority_of_a_trusted_name_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    key, name = rsa_key("false root"), f"{authority.name} root"
    false_root = Issuer(issue(None, key, subject=name, is_authority=True), key)
    false_leaf = issue(false_root, rsa_key("false leaf"), subject=SIGNER, names=(SIGNER,))

    assert "not valid" in refusal(chains_of(Bucket(pem(false_leaf, false_root.certificate))))


def test_a_chain_without_its_intermediate_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    leaf = issue(authority.intermediate, authority.signer_key, subject=SIGNER, names=(SIGNER,))

    assert "not valid" in refusal(chains_of(Bucket(pem(leaf))))


def test_a_chain_with_an_expired_intermediate_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    old = authority.another_intermediate(rsa_key("old"), valid_from=NOW - 3 * DAY, valid_until=NOW - 2 * HOUR)

    assert "not valid" in refusal(chains_of(Bucket(authority.chain(intermediate=old))))


def test_whoever_has_a_certificate_cannot_sign_others_with_it(
    authority: Authority, chains_of: ChainsOf
) -> None:
    key = rsa_key("customer")
    customer = issue(authority.intermediate, key, subject="customer.example", names=("customer.example",))
    forged = issue(Issuer(customer, key), rsa_key("forger"), subject=SIGNER, names=(SIGNER,))
    sent = pem(forged, customer, authority.intermediate.certificate)

    assert "not valid" in refusal(chains_of(Bucket(sent)))


def test_a_certificate_for_another_use_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    client = authority.chain(usage=ExtendedKeyUsageOID.CLIENT_AUTH)

    assert "not valid" in refusal(chains_of(Bucket(client)))


def test_a_key_that_is_not_rsa_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    curve = authority.chain(ec.generate_private_key(ec.SECP256R1()))

    assert "not RSA" in refusal(chains_of(Bucket(curve)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>not found</html>",
        bytes(range(256)),
        b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\n\xff\xfe\n-----END CERTIFICATE-----\n",
    ],
    ids=["empty", "a page", "binary", "an empty certificate", "text as certificate", "binary as certificate"],
)
def test_a_file_that_is_no_chain_is_refused(chains_of: ChainsOf, content: bytes) -> None:
    assert "not valid" in refusal(chains_of(Bucket(content)))


def test_a_chain_cut_short_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    assert "not valid" in refusal(chains_of(Bucket(authority.chain()[:-400])))


def test_a_certificate_in_binary_form_is_refused(authority: Authority, chains_of: ChainsOf) -> None:
    binary = authority.intermediate.certificate.public_bytes(Encoding.DER)

    assert "not valid" in refusal(chains_of(Bucket(binary)))


# Those already seen


def test_a_chain_is_downloaded_once_for_many_requests(authority: Authority, chains_of: ChainsOf) -> None:
    bucket = Bucket(authority.chain())
    chains = chains_of(bucket)
    for _ in range(20):
        chains.key(CHAIN_URL)

    assert bucket.paths == ["/echo.api/echo-api-cert-1.pem"]


def test_another_spelling_of_an_address_is_the_same_chain(authority: Authority, chains_of: ChainsOf) -> None:
    bucket = Bucket(authority.chain())
    chains = chains_of(bucket)
    chains.key("https://s3.amazonaws.com/echo.api/a.pem")
    chains.key("https://S3.amazonaws.com:443/echo.api/../echo.api/%61.pem?again#here")

    assert bucket.paths == ["/echo.api/a.pem"]


def test_a_chain_that_does_not_hold_is_not_kept(
    authority: Authority, stranger: Authority, chains_of: ChainsOf
) -> None:
    bucket = Bucket(stranger.chain())
    chains = chains_of(bucket)
    refusal(chains)
    refusal(chains)
    assert len(bucket.paths) == 2

    bucket.content = authority.chain()
    assert same(chains.key(CHAIN_URL), authority.signer_key.public_key())


def test_a_download_that_fails_is_tried_again(authority: Authority, chains_of: ChainsOf) -> None:
    outcomes: list[bytes | Refused] = [Refused("the bucket is away"), authority.chain()]

    def fetch(path: str) -> bytes:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    chains = chains_of(fetch)
    assert refusal(chains) == "the bucket is away"
    chains.key(CHAIN_URL)
    assert outcomes == []


def test_a_kept_chain_that_expires_is_looked_at_again(authority: Authority, chains_of: ChainsOf) -> None:
    bucket, clock = Bucket(authority.chain(valid_until=NOW + HOUR)), Clock()
    chains = chains_of(bucket, now=clock)
    chains.key(CHAIN_URL)

    clock.time = NOW + 2 * HOUR
    assert "not valid" in refusal(chains)

    renewed = rsa_key("renewed")
    bucket.content = authority.chain(renewed, valid_until=NOW + DAY)
    assert same(chains.key(CHAIN_URL), renewed.public_key())
    assert len(bucket.paths) == 3


def test_a_kept_chain_expires_with_its_intermediate(authority: Authority, chains_of: ChainsOf) -> None:
    brief = authority.another_intermediate(rsa_key("brief"), valid_from=NOW - DAY, valid_until=NOW + HOUR)
    clock = Clock()
    chains = chains_of(Bucket(authority.chain(intermediate=brief)), now=clock)
    chains.key(CHAIN_URL)

    clock.time = NOW + 2 * HOUR
    assert "not valid" in refusal(chains)


def test_no_more_than_a_few_chains_are_kept(authority: Authority, chains_of: ChainsOf) -> None:
    bucket = Bucket(authority.chain())
    chains = chains_of(bucket)
    urls = [f"https://s3.amazonaws.com/echo.api/{number}.pem" for number in range(MAX_KEPT + 1)]
    for url in urls:
        chains.key(url)
    for url in urls[2:]:
        chains.key(url)
    assert len(bucket.paths) == MAX_KEPT + 1  # Those still kept.

    chains.key(urls[0])
    assert len(bucket.paths) == MAX_KEPT + 2
    assert MAX_KEPT <= 64


def test_the_chain_in_use_is_kept_when_others_come_and_go(authority: Authority, chains_of: ChainsOf) -> None:
    bucket = Bucket(authority.chain())
    chains = chains_of(bucket)
    for number in range(3 * MAX_KEPT):
        chains.key(CHAIN_URL)
        chains.key(f"https://s3.amazonaws.com/echo.api/{number}.pem")

    assert bucket.paths.count("/echo.api/echo-api-cert-1.pem") == 1


def test_a_burst_of_requests_downloads_a_chain_once(authority: Authority, chains_of: ChainsOf) -> None:
    bucket = Bucket(authority.chain())
    together = threading.Barrier(16)

    def slowly(path: str) -> bytes:
        time.sleep(0.2)
        return bucket(path)

    chains = chains_of(slowly)

    def request(_: int) -> RSAPublicKey:
        together.wait(10)
        return chains.key(CHAIN_URL)

    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(request, range(16)))
    assert len(bucket.paths) == 1
    assert all(same(key, authority.signer_key.public_key()) for key in keys)


def test_nobody_waits_long_behind_a_download_that_hangs(
    authority: Authority, chains_of: ChainsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "MAX_SECONDS", 1.2)  # A second of it is for the download itself.
    hanging, go_on = threading.Event(), threading.Event()
    known = authority.chain()

    def fetch(path: str) -> bytes:
        if "slow" in path:
            hanging.set()
            go_on.wait(10)
        return known

    chains = chains_of(fetch)
    chains.key(CHAIN_URL)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(chains.key, "https://s3.amazonaws.com/echo.api/slow.pem")
        assert hanging.wait(10)
        try:
            chains.key(CHAIN_URL)  # One that is kept is there at once.
            began = time.monotonic()
            assert "too long" in refusal(chains, "https://s3.amazonaws.com/echo.api/other.pem")
            assert time.monotonic() - began < 1
        finally:
            go_on.set()
        slow.result(10)
    chains.key("https://s3.amazonaws.com/echo.api/other.pem")


# The roots


def test_a_file_without_roots_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "empty.pem"
    path.write_bytes(b"# nothing here\n")

    with pytest.raises(ValueError, match=r"empty\.pem"):
        load_roots(path)


def test_a_root_that_cannot_be_read_does_not_spoil_the_others(authority: Authority, tmp_path: Path) -> None:
    path = tmp_path / "roots.pem"
    broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    path.write_bytes(broken + pem(authority.root.certificate) + broken)

    assert load_roots(path) == [authority.root.certificate]


def test_forged_addresses_keep_a_bounded_number_of_requests_waiting(chains_of: ChainsOf) -> None:
    may_go_on = threading.Event()

    def fetch(path: str) -> bytes:
        may_go_on.wait(10)
        raise Refused("there is no such file")

    chains = chains_of(fetch)
    reasons: list[str] = []

    def ask_for(number: int) -> None:
        with pytest.raises(Refused) as refused:
            chains.key(f"https://s3.amazonaws.com/echo.api/{number}.pem")
        reasons.append(refused.value.reason)

    asking = [threading.Thread(target=ask_for, args=(number,)) for number in range(2 * MAX_WAITING)]
    for thread in asking:
        thread.start()
    while len(reasons) < MAX_WAITING:
        time.sleep(0.01)
    may_go_on.set()
    for thread in asking:
        thread.join(10)
    assert reasons.count("too many signing certificates are being downloaded") == MAX_WAITING
    assert len(reasons) == len(asking)
