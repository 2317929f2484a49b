"""Time that passes only when it is told to."""

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self, now: datetime | None = None) -> None:
        """It shows this moment, by default the present one."""
        self._now = now or datetime.now(UTC)

    def __call__(self) -> datetime:
        """What it shows."""
        return self._now

    def advance(self, seconds: float) -> None:
        """So much time passes."""
        self._now += timedelta(seconds=seconds)
