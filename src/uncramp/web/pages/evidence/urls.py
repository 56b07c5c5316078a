"""Address of the evidence."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.evidence.views import evidence

MENU = say("Evidence")
urlpatterns = [path("evidence/", evidence, name="evidence")]
