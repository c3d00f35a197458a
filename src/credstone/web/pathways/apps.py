"""Django's name for this app."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "credstone.web.pathways"
    label = "pathways"
