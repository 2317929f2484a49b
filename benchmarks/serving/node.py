"""Amazon's Node SDK, installed into a folder of the benchmark's own."""

import shutil
import subprocess
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.serving.amazon import ELSEWHERE

RIVALS = Path(__file__).parent / "rivals"


class NoNode(Exception):
    """Node or npm is not on this machine, or the packages cannot be installed."""


def node_command() -> list[str]:
    """Return the command that says hello with Amazon's Node SDK. Raises NoNode."""
    node = shutil.which("node")
    if node is None:
        raise NoNode("node is not installed")
    return [node, "-r", str(ELSEWHERE / "elsewhere.cjs"), str(RIVALS / "hello.cjs")]


def node_modules() -> Path:
    """Return the folder with Amazon's Node SDK, installed at the first use. Raises NoNode."""
    folder = user_cache_path("leg-cramp-coach-benchmarks") / "node"
    wanted = (RIVALS / "package.json").read_text(encoding="utf-8")
    there = folder / "package.json"
    modules = folder / "node_modules"
    if modules.is_dir() and there.read_text(encoding="utf-8") == wanted:
        return modules
    npm = shutil.which("npm")
    if npm is None:
        raise NoNode("npm is not installed")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    there.write_text(wanted, encoding="utf-8")
    command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoNode(f"npm cannot install the SDK: {done.stderr.strip()}")
    return modules
