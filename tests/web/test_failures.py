import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory

from uncramp.domain.errors import InvalidValueError, LogbookError, NotFoundError, UncrampError
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.web import wiring
from uncramp.web.failures import FailuresInWords
from uncramp.web.pages.relief import views


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(wiring, "the_logbook", fail)


@pytest.mark.parametrize("address", ["/", "/runs/", "/runs/1/", "/plan/", "/profile/"])
def test_a_logbook_that_cannot_be_opened_is_one_sentence_and_help_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    fail_with(monkeypatch, LogbookError(say("The logbook {path} cannot be opened.", path="/home/<me>/logbook")))
    response = client.get(address)
    assert response.status_code == 503
    page = response.content.decode()
    assert "The logbook /home/&lt;me&gt;/logbook cannot be opened." in page
    assert "Help with a cramp works without the logbook" in page
    assert client.get("/relief/calf/").status_code == 200
    assert client.get("/evidence/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "status"), [(NotFoundError, 404), (LogbookError, 503), (InvalidValueError, 400), (UncrampError, 400)]
)
def test_every_kind_of_error_has_its_status(
    client: Client, monkeypatch: pytest.MonkeyPatch, kind: type[UncrampError], status: int
) -> None:
    fail_with(monkeypatch, kind(say("No {distance}.", distance=Quantity("distance", 5000.0))))
    response = client.get("/runs/")
    assert response.status_code == status
    assert "No 5 km." in response.content.decode()


def test_what_is_no_error_of_the_house_is_left_to_django() -> None:
    middleware = FailuresInWords(views.muscles)
    assert middleware.process_exception(RequestFactory().get("/"), ZeroDivisionError()) is None


def test_a_mistake_of_ours_is_a_page_that_tells_nothing_of_the_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ZeroDivisionError("the secret inside"))
    response = Client(raise_request_exception=False).get("/runs/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Uncramp made a mistake" in page
    assert "secret inside" not in page


def test_what_is_not_allowed_is_a_page_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, PermissionDenied())
    response = client.get("/runs/")
    assert response.status_code == 403
    assert "This page is not open to you." in response.content.decode()


def test_nothing_but_reading_and_the_forms_is_answered(client: Client) -> None:
    assert client.post("/relief/").status_code == 405
    assert client.delete("/relief/calf/").status_code == 405
    request = HttpRequest()
    request.method = "PUT"
    assert views.muscles(request).status_code == 405
