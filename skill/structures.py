"""Reading structures: JSON and TOML documents as dataclasses, by cattrs.

Types are taken as they stand: nothing is converted from one to another, so that "5" is no number. A strict
reading collects every fault of a document; a forgiving one drops what makes no sense and keeps the rest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import IntEnum, StrEnum
from math import inf, isfinite
from types import GenericAlias
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from cattrs import BaseValidationError, Converter
from cattrs.cols import (
    homogenous_tuple_structure_factory,
    list_structure_factory,
    mapping_structure_factory,
)
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

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

    def misfit(self, value: Any) -> str | None:
        """Return what belongs in the place of a value that is beyond the limits, or None if it is within."""
        size = len(value) if hasattr(value, "__len__") else value
        if self.lowest <= size <= self.highest:
            return None
        what = "characters" if isinstance(value, str) else "members" if hasattr(value, "__len__") else ""
        return f"{_span(self)} {what}".strip() + " belong here"


@dataclass(frozen=True)
class Rule:
    """A rule besides the type, for an annotation: `Annotated[str, Rule(str.strip, "a text")]`."""

    holds: Callable[[Any], object]
    expected: str
    """A name for the values of which it is true: "a text"."""

    def misfit(self, value: Any) -> str | None:
        """Return what belongs in the place of a value of which it is not true, or None if it is."""
        return None if self.holds(value) else f"{self.expected} belongs here"


UNREAD = "nothing reads this field"
"""The message of a misfit that is a field too many: the rest can be read without it."""


class EveryMember:
    """It stands in an annotation of a table whose keys are an enum's members: none of them may be missing."""


@dataclass(frozen=True)
class Misfit:
    """One value that does not fit its field."""

    path: Path
    message: str
    """It says what belongs there."""


class Misread(ValueError):
    """A document that does not fit its dataclass. `misfits` holds every place where it does not.

    A structure hook may raise it for several misfits inside of its value, or for none: then what is wrong
    was told elsewhere.
    """

    def __init__(self, misfits: Sequence[Misfit]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, each.path))}: {each.message}" for each in misfits))
        self.misfits = tuple(misfits)


def exact_converter(*, forbid_extra_keys: bool) -> Converter:
    """A converter that takes a value only as the type that it has.

    forbid_extra_keys: True makes a key without a field a fault; otherwise it is ignored.
    """
    converter = Converter(forbid_extra_keys=forbid_extra_keys, prefer_attrib_converters=False)
    # The hook of a class takes its subclasses too, before any other: enums need hooks of their own.
    for plain in _PLAIN:
        converter.register_structure_hook(plain, _exactly(plain))
    converter.register_structure_hook(float, _number)
    for choice in _CHOICES:
        converter.register_structure_hook(choice, _member)
    converter.register_structure_hook_factory(_is_limited, lambda type_: _limited(converter, type_))
    converter.register_structure_hook_factory(_is_series, lambda type_: _series(converter, type_))
    converter.register_structure_hook_factory(_is_table, lambda type_: _table(converter, type_))
    converter.register_structure_hook_factory(_is_member_table, lambda type_: _member_table(converter, type_))
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
        yield from (Misfit((*path, name), UNREAD) for name in sorted(error.extra_fields))
    elif isinstance(error, ClassValidationError | IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            key = note.index if isinstance(note, IterableValidationNote) else note.name
            if isinstance(inner, KeyError) and isinstance(note, AttributeValidationNote):
                yield Misfit((*path, key), f"is missing: {_expected(note.type)} belongs here")
            else:
                yield from misfits_in(inner, (*path, key))
        for other in others:
            yield from misfits_in(other, path)
    elif isinstance(error, Misread):
        yield from (Misfit((*path, *misfit.path), misfit.message) for misfit in error.misfits)
    else:
        yield Misfit(path, str(error))


def _frozenset(type_: Any, converter: Converter) -> Callable[[object, object], object]:
    take = list_structure_factory(type_, converter)
    return lambda value, _: frozenset(take(value, type_))


_SERIES: dict[Any, Callable[[Any, Converter], Any]] = {
    list: list_structure_factory,
    tuple: homogenous_tuple_structure_factory,
    frozenset: _frozenset,
}
"""The types that a list becomes, with what cattrs makes of them."""

_CHOICES = (StrEnum, IntEnum)

_PLAIN: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
}


def _exactly(plain: type) -> Callable[[object, object], object]:
    def take(value: object, _: object) -> object:
        # In Python True is an int as well, and a time of a day is a date.
        if type(value) is not plain:
            raise ValueError(f"{_PLAIN[plain]} belongs here")
        return value

    return take


def _number(value: object, _: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise ValueError("a number belongs here")
    return float(value)


def _is_choice(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, _CHOICES)


def _member(value: object, type_: Any) -> object:
    if isinstance(value, str | int) and not isinstance(value, bool):
        try:
            return type_(value)
        except ValueError:
            pass
    raise ValueError(f"{_expected(type_)} belongs here")


def _is_limited(type_: Any) -> bool:
    return get_origin(type_) is Annotated and any(
        isinstance(each, Limits | Rule) for each in get_args(type_)[1:]
    )


def _limited(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    plain, *notes = get_args(type_)
    limits = [note for note in notes if isinstance(note, Limits | Rule)]
    take = converter.get_structure_hook(plain)

    def take_within(value: object, _: object) -> object:
        taken = take(value, plain)
        for limit in limits:
            if misfit := limit.misfit(taken):
                raise ValueError(misfit)
        return taken

    return take_within


def _is_series(type_: Any) -> bool:
    arguments = get_args(type_)
    origin = get_origin(type_)
    return origin in _SERIES and (origin is not tuple or arguments[1:] == (Ellipsis,))


def _series(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    take: Callable[[object, object], object] = _SERIES[get_origin(type_)](type_, converter)

    def take_list(value: object, _: object) -> object:
        # A text is a series of texts to Python.
        if not isinstance(value, list):
            raise ValueError("a list belongs here")
        return take(value, type_)

    return take_list


def _is_table(type_: Any) -> bool:
    return get_origin(type_) is dict or (isinstance(type_, type) and is_dataclass(type_))


def _table(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    is_dict = get_origin(type_) is dict
    take: Callable[[Any, Any], object] = (
        mapping_structure_factory(type_, converter) if is_dict else make_dict_structure_fn(type_, converter)
    )

    def take_table(value: object, _: object) -> object:
        if not isinstance(value, Mapping):
            raise ValueError("a table belongs here")
        return take(value, type_)

    return take_table


def _is_member_table(type_: Any) -> bool:
    if get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return get_origin(type_) is dict and _is_choice(get_args(type_)[0])


def _member_table(converter: Converter, type_: Any) -> Callable[[object, object], object]:
    every = False
    if get_origin(type_) is Annotated:
        type_, *notes = get_args(type_)
        every = EveryMember in notes
    members, values = get_args(type_)
    by_name = GenericAlias(dict, (str, values))
    take = _table(converter, by_name)

    def take_members(value: object, _: object) -> object:
        misfits: list[Misfit] = []
        if isinstance(value, Mapping):
            strange = [name for name in value if name not in list(members)]
            misfits += [Misfit((name,), UNREAD) for name in strange]
            missing = [name for name in members if every and name not in value]
            expected = f"is missing: {_expected(values)} belongs here"
            misfits += [Misfit((name,), expected) for name in missing]
            value = {name: each for name, each in value.items() if name not in strange}
        try:
            taken: Any = take(value, by_name)
        except (BaseValidationError, ValueError) as error:
            misfits += misfits_in(error)
        if misfits:
            raise Misread(misfits)
        return {members(name): each for name, each in taken.items()}

    return take_members


def _expected(type_: Any) -> str:
    """Return a name for the values of a type: "a text"."""
    if get_origin(type_) is Annotated:
        plain, *notes = get_args(type_)
        return next((note.expected for note in notes if isinstance(note, Rule)), _expected(plain))
    if _is_choice(type_):
        return f"one of {', '.join(map(str, type_))}"
    if _is_series(type_):
        return "a list"
    if _is_table(type_):
        return "a table"
    return _PLAIN.get(type_, "a number")


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
        elif members and get_origin(hints[field]) in _SERIES:
            document[field] = [value for index, value in enumerate(held) if index not in members]
        else:
            del document[field]
