"""A certificate authority for the tests: it issues what Amazon's does, and what nobody should accept."""

import base64
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNER = "echo-api.amazon.com"
CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-1.pem"
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(owner: str) -> rsa.RSAPrivateKey:
    """This owner's key, the same each time: making one is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Issuer:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def issue(
    issuer: Issuer | None,
    key: Key,
    *,
    subject: str,
    names: tuple[str, ...] = (),
    valid_from: datetime = NOW - DAY,
    valid_until: datetime = NOW + DAY,
    is_authority: bool = False,
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
) -> x509.Certificate:
    """A certificate for this key; without an issuer it signs itself."""
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    issuer_key = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(issuer.certificate.subject if issuer else named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(valid_until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .add_extension(_key_usage(is_authority), critical=True)
    )
    if not is_authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        builder = builder.add_extension(alternatives, critical=False)
    return builder.sign(issuer_key, SHA256())


def _key_usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_encipherment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


class Authority:
    """A root that is trusted, and an intermediate that signs for it, as Amazon's authority has one."""

    def __init__(self, name: str) -> None:
        self.name = name
        root_key, intermediate_key = rsa_key(f"{name} root"), rsa_key(f"{name} intermediate")
        begin, end = NOW - 3650 * DAY, NOW + 3650 * DAY
        root = issue(
            None, root_key, subject=f"{name} root", is_authority=True, valid_from=begin, valid_until=end
        )
        self.root = Issuer(root, root_key)
        self.intermediate = self.another_intermediate(intermediate_key, valid_from=begin, valid_until=end)
        self.signer_key = rsa_key(f"{name} signer")

    def another_intermediate(
        self, key: rsa.RSAPrivateKey, *, valid_from: datetime, valid_until: datetime
    ) -> Issuer:
        certificate = issue(
            self.root,
            key,
            subject=f"{self.name} intermediate",
            is_authority=True,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        return Issuer(certificate, key)

    def chain(
        self,
        key: Key | None = None,
        *,
        names: tuple[str, ...] = (SIGNER,),
        valid_from: datetime = NOW - DAY,
        valid_until: datetime = NOW + DAY,
        usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
        intermediate: Issuer | None = None,
    ) -> bytes:
        """A signing chain as Amazon's bucket serves it: the leaf first, then the intermediate."""
        issuer = intermediate or self.intermediate
        leaf = issue(
            issuer,
            key or self.signer_key,
            subject=SIGNER,
            names=names,
            valid_from=valid_from,
            valid_until=valid_until,
            usage=usage,
        )
        return pem(leaf, issuer.certificate)

    def write_root(self, folder: Path) -> Path:
        path = folder / f"{self.name}.pem"
        path.write_bytes(pem(self.root.certificate))
        return path

    def server_context(self, folder: Path, *names: str) -> ssl.SSLContext:
        """What an HTTPS server of these names needs."""
        key = rsa_key(f"{self.name} server")
        path = folder / f"{self.name}-{names[0]}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(private + self.chain(key, names=names))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def signed(key: rsa.RSAPrivateKey, body: bytes, url: str = CHAIN_URL) -> dict[str, str]:
    """The headers with which Alexa would send these bytes."""
    signature = key.sign(body, padding.PKCS1v15(), SHA256())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "SignatureCertChainUrl": url,
        "Signature-256": base64.b64encode(signature).decode("ascii"),
    }
