"""Django's name for this app."""

from django.apps import AppConfig


class VcApiConfig(AppConfig):
    name = "credstone.web.vcapi"
    label = "vcapi"
