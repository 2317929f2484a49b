"""The check of Amazon's signature over the raw bytes of a request, before they are parsed."""

import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from werkzeug.datastructures import Headers

from skill.web.chain import SigningChains
from skill.web.refusal import Refused

CHAIN_URL_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
_PADDING = PKCS1v15()
_HASH = SHA256()


class SignatureCheck:
    """A check of requests by Amazon's rules for signatures.

    https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
    """

    def __init__(self, chains: SigningChains) -> None:
        self._chains = chains

    def check(self, headers: Headers, body: bytes) -> None:
        """Check the signature of a body. Raises Refused unless Amazon signed it."""
        url = headers.get(CHAIN_URL_HEADER)
        encoded = headers.get(SIGNATURE_HEADER)
        if not url or not encoded:
            raise Refused("the request is not signed")
        try:
            signature = binascii.a2b_base64(encoded, strict_mode=True)
        except ValueError:
            raise Refused("the signature is not base64") from None
        try:
            self._chains.key(url).verify(signature, body, _PADDING, _HASH)
        except InvalidSignature:
            raise Refused("the signature does not fit the request") from None
