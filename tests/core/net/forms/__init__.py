"""Addresses that must not be asked, each by name: the URL itself is refused before anything leaves.

``test_hostile_urls`` hands them to the fetcher, ``test_redirects`` has a host send us there, and
``test_hostile_doors`` writes them into credentials.
"""

from __future__ import annotations

from tests.core.net.forms.form import Form
from tests.core.net.forms.hosts import HOSTS
from tests.core.net.forms.lines import LINES
from tests.core.net.forms.numbers import NUMBERS

FORMS: tuple[Form, ...] = (*NUMBERS, *HOSTS, *LINES)
