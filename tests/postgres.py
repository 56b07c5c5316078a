"""A PostgreSQL server of the tests' own, in a directory that goes with it, reached through a socket in there."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
_names = count()


@dataclass(frozen=True)
class Server:
    """A running server; nobody else can reach it."""

    programs: Path
    folder: Path

    def new_database(self) -> str:
        """Create an empty database and give its URL."""
        name = f"uncramp_{next(_names)}"
        self.run("createdb", "--host", str(self.folder), "--username", "postgres", name)
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs; it refuses to be run by root."""
        owner = account() if os.geteuid() == 0 else None
        command = [str(self.programs / program), *words]
        subprocess.run(command, user=owner, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)


def missing() -> str | None:
    """Why there can be no server here."""
    if sys.platform == "win32" or not INSTALLED:
        return "needs PostgreSQL, which Debian's package postgresql puts under /usr/lib/postgresql"
    return None


def account() -> str:
    """An account without rights, that root can act as."""
    known = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


@contextmanager
def server() -> Iterator[Server]:
    """A server until the block ends; what it writes is as safe as the tests need, so not at all."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # the path of a socket has little room
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, account())
        own = Server(INSTALLED[-1].parent, folder)
        data = str(folder / "data")
        own.run("initdb", "--pgdata", data, "--auth=trust", "--username=postgres", "--no-sync", "--locale=C.UTF-8")
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=40"
        own.run("pg_ctl", "start", "--pgdata", data, "--wait", "--silent", "--log", f"{folder}/log", "-o", settings)
        try:
            yield own
        finally:
            own.run("pg_ctl", "stop", "--pgdata", data, "--mode", "immediate", "--silent")
    finally:
        shutil.rmtree(folder)
