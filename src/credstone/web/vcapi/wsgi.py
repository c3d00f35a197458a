"""What the server loads in each of its processes."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from credstone.web import wiring

wiring.start()
application = get_wsgi_application()
