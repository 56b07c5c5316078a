"""Address of today."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.today.views import today

MENU = say("Today")
urlpatterns = [path("", today, name="today")]
