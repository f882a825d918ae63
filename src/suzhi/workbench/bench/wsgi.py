"""The product's web process with the bare page among its addresses, for `suzhi bench serve`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suzhi.config.settings")

from django.conf import settings

settings.ROOT_URLCONF = "suzhi.workbench.bench.urls"
application = get_wsgi_application()
