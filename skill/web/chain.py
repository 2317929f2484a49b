"""Amazon's signing certificates: their validation, and a cache of valid ones."""

import re
import ssl
import warnings
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock, Semaphore

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    DNSName,
    SubjectAlternativeName,
    load_pem_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.verification import PolicyBuilder, Store

from skill.web.address import CHAIN_HOST, chain_path
from skill.web.download import MAX_SECONDS, download
from skill.web.refusal import Refused

SIGNER = "echo-api.amazon.com"
"""The name that a signing certificate must have."""

MAX_KEPT = 16
"""The number of chains in the cache. Amazon uses one or two."""

MAX_WAITING = 16
"""The number of requests that may wait for a download at a time."""

_PEM_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class _Signer:
    key: RSAPublicKey
    expires: datetime


class SigningChains:
    """The public keys of signing chains by their addresses. Several threads may use it."""

    def __init__(
        self,
        trust_roots: Path,
        *,
        fetch: Callable[[str], bytes] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Load the trusted roots from a PEM file.

        fetch: returns the bytes at a path of CHAIN_HOST. By default it downloads them. now: returns the
        present moment.
        """
        self._store = Store(load_roots(trust_roots))
        self._fetch = fetch or _fetch_with(trust_roots)
        self._now = now
        self._kept: OrderedDict[str, _Signer] = OrderedDict()
        self._lock = Lock()
        self._downloading = Lock()
        self._waiting = Semaphore(MAX_WAITING)

    def key(self, url: str) -> RSAPublicKey:
        """Return the public key of the chain at this address, with which Amazon signs requests.

        Raises Refused for an address that is not Amazon's, and for a chain that cannot be downloaded or is
        not valid.
        """
        path = chain_path(url)
        signer = self._look_up(path)
        if signer is None:
            signer = self._downloaded(path)
        return signer.key

    def _downloaded(self, path: str) -> _Signer:
        """Return the signer of a chain that was not in the cache."""
        # Forged requests with many addresses must not take all the threads that answer.
        if not self._waiting.acquire(blocking=False):
            raise Refused("too many signing certificates are being downloaded")
        try:
            # One download at a time: the requests that wait need the same chain, as a rule, and then find it
            # in the cache.
            if not self._downloading.acquire(timeout=MAX_SECONDS - 1):
                raise Refused("the signing certificate took too long to download")
            try:
                return self._look_up(path) or self._load(path)
            finally:
                self._downloading.release()
        finally:
            self._waiting.release()

    def _look_up(self, path: str) -> _Signer | None:
        with self._lock:
            signer = self._kept.get(path)
            if signer is None:
                return None
            if signer.expires <= self._now():
                del self._kept[path]
                return None
            self._kept.move_to_end(path)
            return signer

    def _load(self, path: str) -> _Signer:
        signer = self._validate(self._fetch(path))
        with self._lock:
            self._kept[path] = signer
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return signer

    def _validate(self, pem: bytes) -> _Signer:
        policy = PolicyBuilder().store(self._store).time(self._now())
        try:
            leaf, *intermediates = load_pem_x509_certificates(pem)
            chain = policy.build_server_verifier(DNSName(SIGNER)).verify(leaf, intermediates)
            # The verifier accepts a wildcard. Amazon's rule asks for the name itself.
            names = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value
            if SIGNER not in [name.lower() for name in names.get_values_for_type(DNSName)]:
                raise ValueError("another name")
            key = leaf.public_key()
        except Exception:  # Hostile bytes may make the parser raise anything.
            raise Refused("the signing certificate is not valid") from None
        if not isinstance(key, RSAPublicKey):
            raise Refused("the signing certificate's key is not RSA")
        return _Signer(key, min(certificate.not_valid_after_utc for certificate in chain))


def load_roots(path: Path) -> list[Certificate]:
    """Return the certificates of a PEM file. Those that the library cannot read are left out.

    Raises ValueError if none is left.
    """
    roots = []
    for pem in _PEM_CERTIFICATE.findall(path.read_bytes()):
        with warnings.catch_warnings():
            # The library warns of old roots that break today's rules in small ways.
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            try:
                roots.append(load_pem_x509_certificate(pem))
            except ValueError:
                continue
    if not roots:
        raise ValueError(f"{path} holds no root certificate that can be read")
    return roots


def _fetch_with(trust_roots: Path) -> Callable[[str], bytes]:
    # A context reads every root again, so the first download makes it, and the start does not wait for it.
    tls = cache(lambda: ssl.create_default_context(cafile=str(trust_roots)))

    def fetch(path: str) -> bytes:
        try:
            context = tls()
        except OSError:
            raise Refused("the trusted root certificates cannot be read any more") from None
        return download(CHAIN_HOST, path, context)

    return fetch
