"""The rules for the address of a signing chain.

https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

import posixpath
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from skill.web.refusal import Refused

CHAIN_HOST = "s3.amazonaws.com"
CHAIN_FOLDER = "/echo.api/"
_CACHED = 64
"""The number of addresses whose paths are cached. Amazon uses one or two."""


@lru_cache(_CACHED)
def chain_path(url: str) -> str:
    """Return the path of a chain address, `..` resolved. Raises Refused if the address is not Amazon's."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("the signing certificate's address is not a URL") from None
    # The case of the scheme and the host makes no difference. That of the path does.
    if parts.scheme.lower() != "https" or (parts.hostname or "").lower() != CHAIN_HOST:
        raise Refused("the signing certificate's address is not Amazon's")
    if port not in (None, 443):
        raise Refused("the signing certificate's address has another port than 443")
    path = posixpath.normpath(unquote(parts.path))
    if not path.startswith(CHAIN_FOLDER):
        raise Refused("the signing certificate's address has another path than /echo.api/")
    return quote(path)
