"""Addresses of the relief: the choice of a muscle, and what to do for each."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.relief.views import muscles, steps

MENU = say("Relief")
urlpatterns = [path("relief/", muscles, name="relief"), path("relief/<slug:name>/", steps, name="relief")]
