"""Addresses of the experiments."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.experiments.views import calendar, experiment, experiments, stop

MENU = say("Experiments")
urlpatterns = [
    path("experiments/", experiments, name="experiments"),
    path("experiments/<int:number>/", experiment, name="experiment"),
    path("experiments/<int:number>/stop/", stop, name="stop_experiment"),
    path("experiments/<int:number>/calendar.ics", calendar, name="experiment_calendar"),
]
