"""The names held against what they name: nothing is without a name, and no name leads nowhere."""

from collections.abc import Collection, Iterator

from skill.knowledge.names import ITEM_TYPE, ROUTINE_TYPE, STRETCH_TYPE, Names
from skill.structures import Misfit

ANY_ROUTINE = "short"
"""The id of "something short" among the names of routines, which is none of them."""
_NOT_SUBJECTS = ("Muscle", ROUTINE_TYPE, STRETCH_TYPE, ITEM_TYPE, "Side", "Seconds", "Minutes")
"""The slot types whose things need no topic and no tip."""


def naming_misfits(
    names: Names, kind: str, ids: Collection[str], file: str, *, besides: Collection[str] = ()
) -> Iterator[Misfit]:
    """The ids that a person cannot ask for by a name of this slot type, and the names that no id has.

    file: the file where the ids stand; besides: ids of something else. The paths are those of names.toml.
    """
    named = names.by_type.get(kind, {})
    for id_ in ids:
        if id_ not in named:
            yield Misfit((kind, id_), f'is missing: the names by which a person asks for "{id_}" of {file}')
    for id_ in named:
        if id_ not in (*ids, *besides):
            yield Misfit((kind, id_), f'there is no "{id_}" in {file}')


def pointless_names(names: Names, led_to: Collection[str]) -> Iterator[Misfit]:
    """The things that are none of those that a topic or a tip is about."""
    for kind, things in names.by_type.items():
        for thing in things if kind not in _NOT_SUBJECTS else ():
            if thing not in led_to:
                yield Misfit((kind, thing), "no topic and no tip is about it")
