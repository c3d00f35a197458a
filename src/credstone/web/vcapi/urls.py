"""The profile's addresses."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import path

from credstone.web.vcapi import middleware, views
from credstone.web.vcapi.problems import Refusal, refused

_ROOT = "vc-api"

urlpatterns = [
    path(f"{_ROOT}/config", views.config, name="config"),
    path(f"{_ROOT}/issuers/<str:name>/credentials/issue", views.issue, name="issue"),
    path(f"{_ROOT}/credentials/verify", views.verify_credential, name="verify-credential"),
    path(f"{_ROOT}/presentations/verify", views.verify_presented, name="verify-presentation"),
    path(f"{_ROOT}/credentials/status", views.change_status, name="change-status"),
    path(f"{_ROOT}/status/<uuid:list_id>", views.status_list, name="status-list"),
]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(Refusal(HTTPStatus.BAD_REQUEST, "This is no request that is answered here."))


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(Refusal(HTTPStatus.NOT_FOUND, "Nothing is at this address."))


def handler500(request: HttpRequest) -> HttpResponse:
    return middleware.own_fault(request, None)
