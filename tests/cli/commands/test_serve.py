import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from cli.conftest import COMMAND, Uncramp


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answer(address: str) -> int:
    for _ in range(100):
        try:
            with urlopen(address, timeout=5) as page:
                status: int = page.status
                return status
        except URLError:
            time.sleep(0.1)
    return 0


def test_the_server_answers_on_this_machine_until_it_is_stopped(home: Path) -> None:
    port = free_port()
    environment = os.environ | {"UNCRAMP_HOME": str(home)}
    words = [*COMMAND, "serve", "--port", str(port)]
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert answer(f"http://127.0.0.1:{port}/") == 200
        assert answer(f"http://127.0.0.1:{port}/relief/") == 200
        server.terminate()
        said, _ = server.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}" in said
    assert "Traceback" not in said


def test_a_taken_port_is_one_sentence(uncramp: Uncramp) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        finished = uncramp("serve", "--port", port)
    assert finished.returncode == 2
    assert str(port) in finished.stderr
