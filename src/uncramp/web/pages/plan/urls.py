"""Address of the plan."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.plan.views import plan

MENU = say("Plan")
urlpatterns = [path("plan/", plan, name="plan")]
