"""What stored values were computed under, kept beside them: which version of the definition, which settings, over
which years, in which unit. A page reads it before the value, so that a number is never shown under another rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from suzhi.engines.metrics.models import Catalogue, Definition
from suzhi.engines.metrics.spec import resolve, settings_named


def basis_of(definition: Definition, catalogue: Catalogue) -> dict[str, Any]:
    """The basis as definition, settings and years stand now; ``mark`` is its fingerprint."""
    settings = catalogue.settings
    found: dict[str, Any] = {
        "definition": definition.digest,
        "settings": {name: settings[name] for name in settings_named(definition.spec) if name in settings},
        "years": [catalogue.first_year, catalogue.last_year],
        "unit": measured_unit(definition.spec, settings),
    }
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str)
    return found | {"mark": sha256(text.encode()).hexdigest()}


def holds(definition: Definition, catalogue: Catalogue) -> bool:
    """Whether the stored values were computed under the definition and the settings in force."""
    return bool(definition.basis.get("mark") == basis_of(definition, catalogue)["mark"])


def measured_unit(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    """The unit of measure: visits become people where a setting has people counted."""
    unit = str(spec.get("unit", ""))
    measure = spec.get("counts", {}).get("measure", "")
    chosen = resolve(measure, settings)
    return "人" if unit == "人次" and chosen != measure and chosen == "people" else unit
