"""A copy of the content that a test may break."""

import shutil
from pathlib import Path

import pytest

import skill
from skill.knowledge.check import check_content


class Copy:
    """A copy of skill/content in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(Path(skill.__file__).parent / "content", folder)

    def replace(self, name: str, before: str, after: str) -> None:
        """Put other words in the place of the first that stand there so."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert before in text, f"{name} does not have {before!r}"
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    def lines(self, name: str) -> list[str]:
        """The lines of a file."""
        return (self.folder / name).read_text(encoding="utf-8").splitlines()

    def line(self, name: str, text: str) -> int:
        """The number of the first line with these words."""
        return next(number for number, line in enumerate(self.lines(name), 1) if text in line)

    def faults(self) -> list[str]:
        """The faults that the check finds in it."""
        return [str(fault) for fault in check_content("en", self.folder)]


@pytest.fixture
def content(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "content")
