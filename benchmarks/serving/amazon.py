"""Amazon on this machine: an authority, its signatures, and the bucket that serves the signing chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.authority import Authority, signed
from tests.web.servers import site

ELSEWHERE = Path(__file__).parent / "elsewhere"
"""The folder with what directs Amazon's bucket to this machine."""


class Amazon:
    """An authority of the benchmark's own, which signs as Amazon does."""

    def __init__(self, authority: Authority, root: Path, bucket_port: int) -> None:
        self._authority = authority
        self.environment = {"SSL_CERT_FILE": str(root), "BENCHMARK_BUCKET_PORT": str(bucket_port)}
        """The environment variables with which a process trusts this authority and finds its bucket."""

    def sign(self, body: bytes) -> dict[str, str]:
        """Return the headers with which a body is sent."""
        return signed(self._authority.signer_key, body)


@contextmanager
def amazon(folder: Path) -> Iterator[Amazon]:
    """Serve the signing chain while the context is open. The folder takes the authority's files."""
    authority = Authority("benchmark")
    root, chain = authority.write_root(folder), authority.chain()
    tls = authority.server_context(folder, "s3.amazonaws.com")
    with site(lambda visit: visit.answer(200, chain), tls) as bucket:
        yield Amazon(authority, root, bucket.port)
