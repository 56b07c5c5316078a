"""Addresses of a run."""

from django.urls import path

from uncramp.web.pages.run.views import answer, run, separate, take_back, take_back_cramp

MENU = None
urlpatterns = [
    path("runs/<int:number>/", run, name="run"),
    path("runs/<int:number>/no-cramp/", answer, name="no_cramp"),
    path("runs/<int:number>/no-cramp/take-back/", take_back, name="take_back"),
    path("runs/<int:number>/cramps/<int:cramp>/take-back/", take_back_cramp, name="take_back_cramp"),
    path("runs/<int:number>/separate/<int:recording>/", separate, name="separate"),
]
