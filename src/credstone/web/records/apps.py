"""Django's name for this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "credstone.web.records"
    label = "records"
