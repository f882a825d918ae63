"""The product's settings with the register of the tests among the apps."""

from __future__ import annotations

from suzhi.config.settings import *  # noqa: F403
from suzhi.config.settings import INSTALLED_APPS as _SHIPPED

INSTALLED_APPS = ["suzhi_registers", *_SHIPPED]
