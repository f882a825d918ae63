"""Every component in every state; the gallery shows them and the contract tests draw them."""

from __future__ import annotations

from suzhi.ui.gallery.samples import data, figures, forms, page
from suzhi.ui.gallery.samples.sample import Sample

SAMPLES: tuple[Sample, ...] = (*figures.SAMPLES, *data.SAMPLES, *forms.SAMPLES, *page.SAMPLES)
