"""Seeing one sealed number whole: with a reason, once, and in the audit."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.engines.access.api import actor_of, fetch, page
from suzhi.engines.people.models import Person
from suzhi.engines.people.pages.console.views_entry import form_page
from suzhi.engines.people.services_reveal import reveal
from suzhi.engines.workflow.api import ServiceForm

FIELDS = [("phone", gettext_lazy("手机号")), ("id_number", gettext_lazy("身份证号"))]


class RevealForm(ServiceForm):
    """Which number, and what for."""

    field = forms.ChoiceField(label=gettext_lazy("号码"), choices=FIELDS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("原因会留在审计记录中。")
    )
    groups = ((gettext_lazy("查看完整号码"), (("field",), ("reason",))),)
    blame = {"people.reveal_reason": "reason"}


@page("people.sealed")
def reveal_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then show the number on a page that is not kept."""
    actor = actor_of(request)
    person: Person = fetch(actor, "people.sealed", Person.objects.all(), pk=pk)
    form = RevealForm(request.POST or None, actor=actor)
    back = reverse("people:person", args=[pk])
    if request.method == "POST" and form.is_valid():
        number = form.carry_out(lambda: reveal(actor=actor, person=person, **form.cleaned_data))
        if number is not None:
            label = dict(FIELDS)[form.cleaned_data["field"]]
            context = {"person": person, "label": label, "number": number, "back": back}
            response = render(request, "people/revealed.html", context)
            response["Cache-Control"] = "no-store"
            return response
    return form_page(request, form, _("查看“%s”的完整号码") % person.name, _("查看号码"), back)
