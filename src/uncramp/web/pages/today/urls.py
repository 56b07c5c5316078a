"""Addresses of today."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.today.views import no_cramp, today

MENU = say("Today")
urlpatterns = [path("", today, name="today"), path("no-cramp/<int:number>/", no_cramp, name="no_cramp_today")]
