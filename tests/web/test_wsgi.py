from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from uncramp.web.wsgi import application


@pytest.mark.django_db
def test_a_web_server_is_answered() -> None:
    environment: dict[str, Any] = {"PATH_INFO": "/relief/"}
    setup_testing_defaults(environment)
    told: list[str] = []
    body = b"".join(application(environment, lambda status, _: told.append(status)))  # type: ignore[arg-type]  # enough of WSGI for an answer
    assert told == ["200 OK"]
    assert b"Slow down and stop" in body
