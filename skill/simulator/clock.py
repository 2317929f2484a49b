"""A clock for simulated time, which passes only when it is told to."""

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self, now: datetime | None = None) -> None:
        """Set the clock to this moment, by default to the present one."""
        self._now = now or datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the moment that the clock shows."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move the clock on by so many seconds."""
        self._now += timedelta(seconds=seconds)
