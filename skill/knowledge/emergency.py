"""What to call in an emergency."""

from dataclasses import dataclass

from skill.knowledge.entries import Entry


@dataclass(frozen=True)
class EmergencyNumbers:
    """Emergency numbers by locale."""

    by_locale: dict[str, str]
    default: str
    """What is said where the locale's number is not known."""

    def of(self, locale: str | None) -> str:
        """What to call: `call ...` is how it is used."""
        return self.by_locale.get(locale or "", self.default)


def read_emergency_numbers(file: Entry) -> EmergencyNumbers:
    """The numbers of a file."""
    numbers = file.table("numbers")
    return EmergencyNumbers(
        by_locale={locale: number for number in numbers.fields for locale in numbers.texts(number)},
        default=file.text("default"),
    )
