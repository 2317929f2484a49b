"""Reading structures: JSON and TOML documents as dataclasses, by cattrs.

Types are taken as they stand: nothing is converted from one to another, so that "5" is no number. A strict
reading collects every fault of a document; a forgiving one drops what makes no sense and keeps the rest.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import StrEnum
from math import inf, isfinite
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from cattrs import BaseValidationError, Converter
from cattrs.cols import homogenous_tuple_structure_factory, list_structure_factory
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The names and the numbers that lead to a value in a document, outermost first."""


@dataclass(frozen=True)
class Limits:
    """The lowest and the highest value of a number, or the shortest and the longest length of a text.

    It stands in an annotation: `Annotated[int, Limits(0, 99)]`.
    """

    lowest: float = -inf
    highest: float = inf


@dataclass(frozen=True)
class Misfit:
    """One value that does not fit its field."""

    path: Path
    message: str
    """It says what belongs there."""


class Misread(ValueError):
    """A document that does not fit its dataclass. `misfits` holds every place where it does not."""

    def __init__(self, misfits: list[Misfit]) -> None:
        super().__init__("; ".join(": ".join([*_joined(each.path), each.message]) for each in misfits))
        self.misfits = misfits


def _joined(path: Path) -> list[str]:
    """Return the path in one text, or nothing for the document itself."""
    return [".".join(map(str, path))] if path else []


def exact_converter(*, forbid_extra_keys: bool) -> Converter:
    """A converter that takes a value only as the type that it has.

    forbid_extra_keys: whether a key without a field is a fault; otherwise it is ignored.
    """
    converter = Converter(forbid_extra_keys=forbid_extra_keys, prefer_attrib_converters=False)
    for plain, said in _PLAIN.items():
        converter.register_structure_hook(plain, _exactly(plain, said))
    converter.register_structure_hook(float, _number)
    # By the class: cattrs asks a predicate only after the hook for str, of which each StrEnum is a subclass.
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_factory(is_dataclass, lambda type_: _table(converter, type_))
    converter.register_structure_hook_factory(_is_limited, lambda type_: _limited(converter, type_))
    converter.register_structure_hook_factory(_is_series, lambda type_: _series(converter, type_))
    return converter


def structured(converter: Converter, document: object, type_: type[T]) -> T:
    """The document as this type. Raises Misread with every misfit in it."""
    try:
        return converter.structure(document, type_)
    except (BaseValidationError, ValueError, TypeError) as error:
        raise Misread(list(misfits_in(error))) from None


def forgiven(converter: Converter, document: object, type_: type[T]) -> T:
    """The document as this dataclass, whose fields all have defaults.

    A field that makes no sense keeps its default; of a list or a dictionary only the members are dropped
    that make none.
    """
    given = dict(document) if isinstance(document, Mapping) else {}
    try:
        return structured(converter, given, type_)
    except Misread as misread:
        _drop(given, [misfit.path for misfit in misread.misfits], type_)
    return structured(converter, given, type_)


def misfits_in(error: BaseException, path: Path = ()) -> Iterator[Misfit]:
    """Every misfit in an error that cattrs raised, in the order of the fields."""
    if isinstance(error, ForbiddenExtraKeysError):
        yield from (Misfit((*path, name), "nothing reads this field") for name in sorted(error.extra_fields))
    elif isinstance(error, ClassValidationError | IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            key = note.index if isinstance(note, IterableValidationNote) else note.name
            yield from misfits_in(inner, (*path, key))
        for other in others:
            yield from misfits_in(other, path)
    elif isinstance(error, KeyError):
        yield Misfit(path, "is missing")
    else:
        yield Misfit(path, str(error))


_PLAIN: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
}


def _exactly(plain: type, said: str) -> Callable[[object, object], object]:
    def take(value: object, _: object) -> object:
        # In Python True is an int as well.
        if not isinstance(value, plain) or (isinstance(value, bool) and plain is not bool):
            raise ValueError(f"{said} belongs here")
        return value

    return take


def _number(value: object, _: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise ValueError("a number belongs here")
    return float(value)


def _member(value: object, type_: Any) -> StrEnum:
    if not isinstance(value, str) or value not in list(type_):
        raise ValueError(f"one of {', '.join(type_)} belongs here")
    member: StrEnum = type_(value)
    return member


def _table(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    take: Callable[[Any, object], object] = converter.gen_structure_attrs_fromdict(type_)

    def take_table(value: object, _: object) -> object:
        if not isinstance(value, Mapping):
            raise ValueError(f"fields belong here: {', '.join(get_type_hints(type_))}")
        return take(value, type_)

    return take_table


def _is_limited(type_: Any) -> bool:
    return get_origin(type_) is Annotated and any(isinstance(each, Limits) for each in get_args(type_)[1:])


def _limited(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    plain, *notes = get_args(type_)
    limits = next(note for note in notes if isinstance(note, Limits))
    take = converter.get_structure_hook(plain)

    def take_within(value: object, _: object) -> object:
        taken: Any = take(value, plain)
        size = len(taken) if hasattr(taken, "__len__") else taken
        if not limits.lowest <= size <= limits.highest:
            what = "characters" if isinstance(taken, str) else "members" if hasattr(taken, "__len__") else ""
            raise ValueError(f"{_span(limits)} {what}".strip() + " belong here")
        return taken

    return take_within


def _is_series(type_: Any) -> bool:
    arguments = get_args(type_)
    origin = get_origin(type_)
    return origin is list or (origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis)


def _series(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    is_list = get_origin(type_) is list
    make = list_structure_factory if is_list else homogenous_tuple_structure_factory
    take: Callable[[object, object], object] = make(type_, converter)

    def take_list(value: object, _: object) -> object:
        # A text is a series of texts to Python.
        if not isinstance(value, list):
            raise ValueError("a list belongs here")
        return take(value, type_)

    return take_list


def _span(limits: Limits) -> str:
    if limits.highest == inf:
        return f"{limits.lowest:g} or more"
    if limits.lowest == -inf:
        return f"{limits.highest:g} or less"
    return f"{limits.lowest:g} to {limits.highest:g}"


def _drop(document: dict[str, Any], paths: list[Path], type_: type[Any]) -> None:
    """Take the misfits at these paths out: members of a list or a dictionary, else whole fields."""
    hints = get_type_hints(type_)
    bad: dict[str, set[str | int]] = {}
    for path in paths:
        bad.setdefault(str(path[0]), set()).update(path[1:2])
    for field, members in bad.items():
        held = document[field]
        if members and get_origin(hints[field]) is dict:
            document[field] = {key: value for key, value in held.items() if key not in members}
        elif members and get_origin(hints[field]) in (list, tuple):
            document[field] = [value for index, value in enumerate(held) if index not in members]
        else:
            del document[field]
