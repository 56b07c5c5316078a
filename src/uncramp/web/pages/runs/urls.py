"""Address of the list of runs."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.runs.views import runs

MENU = say("Runs")
urlpatterns = [path("runs/", runs, name="runs")]
