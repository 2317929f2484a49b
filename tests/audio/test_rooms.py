"""What plays audio does without what makes it."""

import subprocess
import sys
from pathlib import Path

import pytest

import skill

AUDIO = Path(skill.__file__).parent / "audio"
MAKING_SOUND = ("numpy", "pyloudnorm", "scipy", "lameenc")
LOADED = "import sys, {module}; print('\\n'.join(sys.modules))"


def loaded_by(module: str) -> list[str]:
    command = [sys.executable, "-c", LOADED.format(module=module)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize("path", sorted((AUDIO / "playback").glob("*.py")), ids=lambda path: path.stem)
def test_playback_imports_nothing_of_rendering(path: Path) -> None:
    assert "skill.audio.rendering" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    "module",
    ["skill.web.app", "skill.audio.rendering.rendering", "skill.audio.rendering.voices"],
)
def test_the_server_and_a_run_that_finds_nothing_to_render_load_nothing_that_makes_sound(module: str) -> None:
    loaded = loaded_by(module)
    assert module in loaded
    assert not [name for name in MAKING_SOUND if name in loaded]
