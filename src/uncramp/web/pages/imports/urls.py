"""Address of the imports."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.imports.views import by_hand, imports, retry

MENU = say("Import")
urlpatterns = [
    path("imports/", imports, name="imports"),
    path("imports/by-hand/", by_hand, name="by_hand"),
    path("imports/retry/", retry, name="retry"),
]
