"""Addresses of one import."""

from django.urls import path

from uncramp.web.pages.ledger.views import ledger, stop, table

MENU = None
urlpatterns = [
    path("imports/<int:number>/", ledger, name="ledger"),
    path("imports/<int:number>/stop/", stop, name="stop_import"),
    path("imports/<int:number>/files.csv", table, name="ledger_table"),
]
