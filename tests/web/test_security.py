import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from uncramp.web.security import CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", ["/relief/", "/evidence/", "/nothing/here/"])
def test_every_answer_forbids_what_no_page_needs(client: Client, address: str) -> None:
    response = client.get(address)
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_nothing_is_allowed_inline_or_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_a_name_that_is_not_ours_is_refused(client: Client) -> None:
    response = client.get("/relief/", headers={"host": "uncramp.example"})
    assert response.status_code == 400
    assert "makes no sense here" in response.content.decode()


def test_style_is_served_from_our_own_place(client: Client) -> None:
    page = client.get("/relief/").content.decode()
    assert '<link rel="stylesheet" href="/static/uncramp/uncramp.css">' in page
    assert find("uncramp/uncramp.css") is not None
