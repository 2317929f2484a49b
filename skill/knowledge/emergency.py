"""The emergency numbers."""

from dataclasses import dataclass
from functools import cached_property

from skill.knowledge.fields import Text, Texts
from skill.knowledge.reader import Reader


@dataclass(frozen=True)
class EmergencyNumbers:
    """The emergency numbers of the countries."""

    default: Text
    """The words that stand for the number of a locale that is not known."""
    numbers: dict[str, Texts]
    """The locales of each number."""

    def of(self, locale: str | None) -> str:
        """The number of a locale, as it is said after "call"."""
        return self._by_locale.get(locale or "", self.default)

    @cached_property
    def _by_locale(self) -> dict[str, str]:
        return {locale: number for number, locales in self.numbers.items() for locale in locales}


def read_emergency_numbers(reader: Reader) -> EmergencyNumbers:
    """The numbers of emergency.toml, or none at all if the file is broken."""
    read = reader.value(reader.file("emergency.toml"), (), EmergencyNumbers)
    return read or EmergencyNumbers("", {})
