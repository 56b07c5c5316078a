import pytest
from django.test import RequestFactory

from uncramp.web.menu import menu
from uncramp.web.pages import PAGES


def test_every_page_but_those_that_another_leads_to_is_in_the_menu_in_order() -> None:
    entries = menu(RequestFactory().get("/"))["menu"]
    pages = [page for page in PAGES if page not in {"run", "ledger", "check"}]
    assert [entry.address.strip("/") or "today" for entry in entries] == pages
    assert [entry.title for entry in entries] == [
        "Today",
        "Runs",
        "Import",
        "Plan",
        "Experiments",
        "Relief",
        "Profile",
        "Evidence",
    ]


@pytest.mark.parametrize(
    ("path", "here"),
    [("/", ["/"]), ("/runs/", ["/runs/"]), ("/runs/7/", ["/runs/"]), ("/relief/calf/", ["/relief/"]), ("/nix/", [])],
)
def test_the_page_on_which_the_reader_is_is_marked(path: str, here: list[str]) -> None:
    entries = menu(RequestFactory().get(path))["menu"]
    assert [entry.address for entry in entries if entry.is_here] == here
