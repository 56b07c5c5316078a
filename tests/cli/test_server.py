import socket

import pytest

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
