"""The door's no."""


class Refused(Exception):
    """A request that is not answered. The reason is short, fixed text: it never holds what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
