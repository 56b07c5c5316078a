"""Address of the check."""

from django.urls import path

from uncramp.web.pages.check.views import check

MENU = None
urlpatterns = [path("check/", check, name="check")]
