"""What goes wrong behind a page, as a page with one clear sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from uncramp.domain.errors import LogbookError, NotFoundError, UncrampError
from uncramp.presentation.words import Words

STATUSES: tuple[tuple[type[UncrampError], int], ...] = ((NotFoundError, 404), (LogbookError, 503), (UncrampError, 400))


class FailuresInWords:
    """Middleware: an error of the house that a view did not answer becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on as ever."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Page for an error of the house; None leaves any other to Django."""
        if not isinstance(exception, UncrampError):
            return None
        status = next(status for kind, status in STATUSES if isinstance(exception, kind))
        sentence = Words(translate=gettext)(exception.sentence)
        return render(request, "failure.html", {"sentence": sentence, "status": status}, status=status)
