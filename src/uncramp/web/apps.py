"""The web application as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What all pages share: base template, style, tags."""

    name = "uncramp.web"
