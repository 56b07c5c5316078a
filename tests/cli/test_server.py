import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from cli.commands.test_serve import answer, free_port
from cli.conftest import COMMAND
from uncramp.cli.server import Server, refuse_if_taken
from uncramp.domain.errors import InvalidValueError


def test_a_taken_port_is_refused_with_its_number() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InvalidValueError, match=str(port)):
            refuse_if_taken("127.0.0.1", port)


def test_the_server_listens_only_where_it_is_told() -> None:
    server = Server("127.0.0.1:8123")
    assert server.cfg.bind == ["127.0.0.1:8123"]
    assert server.cfg.workers == 1


def test_ctrl_c_ends_server_and_worker_without_a_traceback(home: Path) -> None:
    port = free_port()
    environment = os.environ | {"UNCRAMP_HOME": str(home)}
    words = [*COMMAND, "serve", "--port", str(port)]
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0
    ) as server:
        assert answer(f"http://127.0.0.1:{port}/") == 200
        os.killpg(server.pid, signal.SIGINT)  # as a terminal does
        said, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert "Traceback" not in said
