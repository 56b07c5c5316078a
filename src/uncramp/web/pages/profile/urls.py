"""Address of the profile."""

from django.urls import path

from uncramp.domain.sentence import say
from uncramp.web.pages.profile.views import profile

MENU = say("Profile")
urlpatterns = [path("profile/", profile, name="profile")]
