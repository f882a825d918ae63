"""One identity number, one person: what was looked for before writing is now held by the database."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def tell_twins(apps: Any, schema_editor: Any) -> None:
    """Two of one number can only be told apart by people: say which, and stop."""
    person = apps.get_model("people", "Person")
    numbers = person.objects.exclude(id_hash="").values("id_hash")
    twins = numbers.annotate(n=models.Count("id")).filter(n__gt=1).values_list("id_hash", flat=True)
    keys = list(person.objects.filter(id_hash__in=list(twins)[:20]).values_list("key", flat=True))
    if keys:
        raise RuntimeError("下列人员的身份证号相同，请用原来的版本更正后再升级：" + "、".join(sorted(keys)))


class Migration(migrations.Migration):
    dependencies = [("people", "0005_history_at_once")]

    operations = [
        migrations.RunPython(tell_twins, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=~models.Q(id_hash=""), fields=["id_hash"], name="person_id_number_once"
            ),
        ),
    ]
