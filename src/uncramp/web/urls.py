"""Addresses, made of the list of pages."""

from django.urls import include, path

from uncramp.web.pages import PAGES

urlpatterns = [path("", include(f"uncramp.web.pages.{page}.urls")) for page in PAGES]
