"""The web server: gunicorn with one process and a few threads, as SQLite likes it."""

import os
import socket
import subprocess
import sys
import threading
from typing import Any

from gunicorn.app.base import BaseApplication

from uncramp.domain.errors import invalid

THREADS = 4
PAUSE = 5.0
"""Before a worker that failed is followed by another, s."""


def refuse_if_taken(host: str, port: int) -> None:
    """Say so before starting if something else listens there.

    Raises
    ------
    InvalidValueError
        If the port is taken, or may not be used.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = str(error.strerror)
            raise invalid("Port {port} is not free: {why}. Choose another with --port.", port=port, why=why) from error


class _Worker:
    """The process that imports uploads, as long as the server is there; one that fails is followed by another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._keep_up, daemon=True)

    def start(self, _arbiter: object) -> None:
        """Begin, once the server listens."""
        self._thread.start()

    def stop(self, _arbiter: object) -> None:
        """End; what it was at goes on with the next server."""
        self._is_over.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join()

    def _keep_up(self) -> None:
        while not self._is_over.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", "uncramp.cli.worker"], process_group=0)
            self._process.wait()
            self._is_over.wait(PAUSE)


def _leave_group(_arbiter: object, _worker: object) -> None:
    """Let Ctrl-C reach the server alone, which passes it on: told twice to end, gunicorn's worker may hang."""
    os.setpgid(0, 0)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, set up in code."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        """One worker process with threads: writers of one SQLite file gain nothing from more."""
        importing = _Worker()
        for name, value in {
            "when_ready": importing.start,
            "on_exit": importing.stop,
            "post_fork": _leave_group,
            "bind": self.address,
            "workers": 1,
            "threads": THREADS,
            "loglevel": "warning",
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401  # a WSGI application
        """Django's application, loaded in the worker."""
        from uncramp.web.wsgi import application

        return application
