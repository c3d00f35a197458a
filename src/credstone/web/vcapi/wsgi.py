"""What the server loads in each of its processes."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from credstone.web import wiring

wiring.start()
# At the start rather than at the first request: a process that cannot answer shall not listen.
import_module(settings.ROOT_URLCONF)
application = get_wsgi_application()
