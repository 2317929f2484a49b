"""The reader of content files: it makes dataclasses of their tables, and keeps every fault that it finds."""

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import deepcopy
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from skill.knowledge.faults import Fault
from skill.knowledge.fields import Reference, piece_from, text_from
from skill.knowledge.files import CONTENT, ContentFile
from skill.structures import UNREAD, Misfit, Misread, Path, exact_converter, structured
from skill.voice.speech import Piece

T = TypeVar("T")


class Reader:
    """A reader that goes on where a file is broken: it leaves that part out, and keeps the faults."""

    def __init__(self, folder: Traversable = CONTENT) -> None:
        self.faults: list[Fault] = []
        self.files: dict[str, ContentFile] = {}
        """The files that were read, by name."""
        self._folder = folder
        self._known: dict[Reference, Collection[str]] = {}
        self._converter = exact_converter(forbid_extra_keys=True)
        self._converter.register_structure_hook_factory(_is_reference, self._id_hook)
        self.hook(Piece, piece_from)

    def file(self, name: str) -> ContentFile:
        """Return the file of this name. It is empty if it cannot be read."""
        file = self.files[name] = ContentFile.read(name, self._folder)
        if file.unreadable:
            self.faults.append(file.unreadable)
        return file

    def is_sound(self, name: str) -> bool:
        """True if nothing is wrong with the file of this name so far."""
        return not any(fault.file == name for fault in self.faults)

    def value(self, file: ContentFile, path: Path, type_: type[T]) -> T | None:
        """Return what stands at this path as this type, or None where it is something else."""
        if file.unreadable:
            return None
        value: Any = file.fields
        for key in path:
            value = value.get(key, {}) if isinstance(value, dict) else value
        return self._structured(file, path, value, type_, {})

    def tables(
        self,
        file: ContentFile,
        type_: type[T],
        rules: Callable[[T], Iterable[Misfit]] = lambda _: (),
        *,
        besides: Collection[str] = (),
        **given: object,
    ) -> dict[str, T]:
        """Return the tables of a file as this dataclass, by their names. A field `id` is the name.

        rules: they yield what else is wrong with a table, which is kept, so that other faults can be found.
        besides: the names of tables that are something else; given: fields that do not stand in the file.
        """
        found: dict[str, T] = {}
        has_id = "id" in get_type_hints(type_)
        for name, fields in file.fields.items():
            if name in besides:
                continue
            named = {"id": name, **given} if has_id else given
            table = self._structured(file, (name,), fields, type_, named)
            if table is not None:
                found[name] = table
                self.add(file, (name,), rules(table))
        return found

    def know(self, reference: Reference, ids: Iterable[str], *files: ContentFile) -> None:
        """Take these ids as known from here on, or every id if one of their files cannot be read."""
        if not any(file.unreadable for file in files):
            self._known[reference] = frozenset(ids)

    def known(self, reference: Reference, id_: str) -> str:
        """Return the id. Raises ValueError if it is not known."""
        if reference in self._known and id_ not in self._known[reference]:
            raise ValueError(f"there is no {reference.kind} {id_!r} in {reference.file}")
        return id_

    def hook(self, type_: Any, take: Callable[[object], object]) -> None:
        """From here on read a value of this type as what `take` makes of it."""
        self._converter.register_structure_hook(type_, lambda value, _: take(value))

    def complete(self, type_: type[T], complete: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
        """From here on complete a table of this dataclass, before it is read, with what it leaves out."""
        take = self._converter.get_structure_hook(type_)
        self.hook(type_, lambda value: take(complete(value) if isinstance(value, dict) else value, type_))

    def refer(self, type_: type[T], reference: Reference, named: Mapping[str, T]) -> None:
        """From here on read the id of one of these dataclasses as the dataclass itself."""

        def take(value: object) -> T:
            id_ = self.known(reference, text_from(value))
            if id_ not in named:
                # Its own faults were told.
                raise Misread([])
            return named[id_]

        self.hook(type_, take)

    def _id_hook(self, type_: Any) -> Callable[[object, object], str]:
        reference = next(note for note in get_args(type_) if isinstance(note, Reference))
        return lambda value, _: self.known(reference, text_from(value))

    def _structured(
        self, file: ContentFile, path: Path, value: object, type_: type[T], given: Mapping[str, object]
    ) -> T | None:
        if isinstance(value, dict):
            unread = given.keys() & value.keys()
            self.add(file, path, (Misfit((name,), UNREAD) for name in unread))
            value = {**value, **given}
        try:
            return structured(self._converter, value, type_)
        except Misread as misread:
            self.add(file, path, misread.misfits)
            too_many = [misfit.path for misfit in misread.misfits if misfit.message == UNREAD]
            if not too_many or len(too_many) < len(misread.misfits):
                return None
        # The rest is read without these fields, so that what else is wrong with it can be found.
        try:
            return structured(self._converter, _without(value, too_many), type_)
        except Misread as misread:
            self.add(file, path, misread.misfits)
            return None

    def add(self, file: ContentFile, path: Path, misfits: Iterable[Misfit]) -> None:
        """Keep the misfits of what stands at this path as faults."""
        self.faults += (file.fault((*path, *misfit.path), misfit.message) for misfit in misfits)


def _without(value: object, paths: Iterable[Path]) -> object:
    """Return a copy of a value without what these paths lead to."""
    rest = deepcopy(value)
    for *outer, name in paths:
        held: Any = rest
        for key in outer:
            held = held[key]
        del held[name]
    return rest


def _is_reference(type_: Any) -> bool:
    return get_origin(type_) is Annotated and any(isinstance(note, Reference) for note in get_args(type_))
