"""Address of a run."""

from django.urls import path

from uncramp.web.pages.run.views import run

MENU = None
urlpatterns = [path("runs/<int:number>/", run, name="run")]
