"""Address of a run."""

from django.urls import path

from uncramp.web.pages.run.views import run, separate

MENU = None
urlpatterns = [
    path("runs/<int:number>/", run, name="run"),
    path("runs/<int:number>/separate/<int:recording>/", separate, name="separate"),
]
