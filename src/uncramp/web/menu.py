"""The menu: what the pages want to stand in it."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from uncramp.domain.sentence import Sentence
from uncramp.presentation.words import Words
from uncramp.web.pages import PAGES


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to a page, and whether the reader is there."""

    address: str
    title: str
    is_here: bool


def menu(request: HttpRequest) -> dict[str, tuple[Entry, ...]]:
    """Context processor: ``menu`` for the base template."""
    words = Words(translate=gettext)
    places = [(reverse(page), words(title)) for page, title in _titles().items()]
    return {"menu": tuple(Entry(address, title, _is_in(address, request.path)) for address, title in places)}


@cache
def _titles() -> dict[str, Sentence]:
    """Titles of the pages that have one for the menu, by the name of their address."""
    titles = ((page, import_module(f"uncramp.web.pages.{page}.urls").MENU) for page in PAGES)
    return {page: title for page, title in titles if title is not None}


def _is_in(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
