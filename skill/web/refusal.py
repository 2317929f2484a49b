"""The error for a request that is refused."""


class Refused(Exception):
    """A request that is refused. The reason is a short, fixed text, which quotes nothing of the request."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
