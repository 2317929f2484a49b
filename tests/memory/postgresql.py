"""A real PostgreSQL server of the test's own."""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.web.servers import free_port

OWNER = "coach"
_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, which Debian keeps out of the path."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(_DEBIAN.glob("*/bin"))
    return folders[-1] if folders else None


def is_there() -> bool:
    """Whether there is a server to start, and a driver for it."""
    return programs() is not None and importlib.util.find_spec("psycopg") is not None


@dataclass
class PostgreSQL:
    """A server on this machine, in a folder, which it does not share."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """As SQLAlchemy writes it."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "-w", "-D", str(self.folder / "data"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self._run("pg_ctl", "-w", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        bin_ = programs()
        assert bin_ is not None
        # It refuses to run as root, so that a mistake in it cannot do everything.
        user = "postgres" if os.getuid() == 0 else None
        log = self.folder / "log"
        with log.open("ab") as out:
            command = [str(bin_ / program), *arguments]
            done = subprocess.run(
                command, stdout=out, stderr=out, user=user, cwd="/", timeout=60, check=False
            )
        assert done.returncode == 0, log.read_text(errors="replace")


def new_server(folder: Path) -> PostgreSQL:
    """A running server with an empty database in this folder, whose parent belongs to the test as well."""
    folder.mkdir(parents=True)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
        folder.parent.chmod(0o711)
    server = PostgreSQL(folder, free_port())
    server._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync")
    server.start()
    return server
