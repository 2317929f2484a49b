"""The structure of skill/: imports run as the README draws them, and the conversation is in small pieces."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import skill

SKILL = Path(skill.__file__).parent
README = SKILL.parent / "README.md"

MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 300
SDK = ("ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime")
SDK_MODULES = {"build.py", "turn.py", "reply.py", "player.py"}
"""The modules of the conversation that may use the SDK's classes."""
EVERY_ROOM = "every room"


def module_name(path: Path) -> str:
    parts = path.relative_to(SKILL.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = sorted(SKILL.rglob("*.py"))
MODULES = {module_name(path): path for path in PATHS}
CONVERSATION = [path for path in PATHS if SKILL / "conversation" in path.parents]


def imports_of(path: Path) -> Iterator[str]:
    """The full names that a file imports, those in its functions among them."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # One dot is the file's own package, each further dot one above.
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def modules_imported_by(path: Path) -> set[str]:
    """The modules of skill/ that a file imports."""
    found = set()
    for name in imports_of(path):
        for module in (name, name.rpartition(".")[0]):
            if module in MODULES:
                found.add(module)
                break
    return found - {module_name(path)}


def room_of(module: str) -> str:
    """The folder, or the file, in skill/ in which a module is; "skill" for the package itself."""
    return module.split(".")[1] if "." in module else "skill"


ROOMS = sorted({room_of(module) for module in MODULES})


def directions(title: str = "room") -> dict[str, set[str]]:
    """Room to the rooms that it may import, as the README's table of this title says."""
    text = README.read_text(encoding="utf-8")
    table = re.search(rf"^\| {title} \| imports \|\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, "the README has no table of imports"
    rooms: dict[str, set[str]] = {}
    for row in table[1].splitlines():
        importing, imported = row.strip("|").split("|")
        names = re.findall(r"`(\w+)`", importing) or [importing.strip()]
        rooms |= {name: set(re.findall(r"`(\w+)`", imported)) for name in names}
    return rooms


def test_the_readme_has_a_row_for_every_room() -> None:
    drawn = directions()
    assert {*ROOMS} - {"skill"} == (drawn.keys() - {EVERY_ROOM}) | drawn[EVERY_ROOM]


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: modules_imported_by(path) for module, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_rooms_import_only_the_rooms_that_the_readme_names() -> None:
    drawn = directions()
    against = [
        f"{module} imports {imported}"
        for module, path in MODULES.items()
        for imported in sorted(modules_imported_by(path))
        if room_of(imported)
        not in {room_of(module), "skill"} | drawn.get(room_of(module), set()) | drawn[EVERY_ROOM]
    ]
    assert against == []


@pytest.mark.parametrize("title", ["room", "room of the conversation"])
def test_the_readmes_directions_are_no_circle(title: str) -> None:
    TopologicalSorter(directions(title)).prepare()


def test_the_rooms_of_the_conversation_import_only_those_that_the_readme_names() -> None:
    drawn = directions("room of the conversation")
    rooms = {module.split(".")[2] for module in MODULES if module.startswith("skill.conversation.")}
    assert drawn.keys() == rooms
    against = [
        f"{module} imports {imported}"
        for module, path in MODULES.items()
        for imported in sorted(modules_imported_by(path))
        if module.startswith("skill.conversation.") and imported.startswith("skill.conversation.")
        if imported.split(".")[2] not in {module.split(".")[2]} | drawn[module.split(".")[2]]
    ]
    assert against == []


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_imported_for_type_checking_only(room: str) -> None:
    paths = [path for module, path in MODULES.items() if room_of(module) == room]
    assert [path.name for path in paths if "TYPE_CHECKING" in path.read_text(encoding="utf-8")] == []


def test_every_file_and_function_of_the_conversation_can_be_read_at_once() -> None:
    long = []
    for path in CONVERSATION:
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(SKILL)
        if (lines := len(text.splitlines())) > MAX_FILE_LINES:
            long.append(f"{name} has {lines} lines; {MAX_FILE_LINES} are allowed")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > MAX_FUNCTION_LINES:
                    long.append(f"{name}: {node.name} has {lines} lines; {MAX_FUNCTION_LINES} are allowed")
    assert long == []


def test_only_the_edges_of_the_conversation_know_the_sdk() -> None:
    knowing = [
        f"{path.relative_to(SKILL)} imports {name}"
        for path in CONVERSATION
        if path.name not in SDK_MODULES
        for name in imports_of(path)
        if name.split(".")[0] in SDK
    ]
    assert knowing == []
