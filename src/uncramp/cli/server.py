"""The web server: gunicorn with one process and a few threads, as SQLite likes it."""

import socket
from typing import Any

from gunicorn.app.base import BaseApplication

from uncramp.domain.errors import invalid

THREADS = 4


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


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, set up in code."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        """One worker process with threads: writers of one SQLite file gain nothing from more."""
        for name, value in {
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
