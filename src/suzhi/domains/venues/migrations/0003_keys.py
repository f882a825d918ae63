"""The sequence behind the keys of records that are entered in the console."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("venues", "0002_search")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS venues_key_seq", "DROP SEQUENCE IF EXISTS venues_key_seq"
        )
    ]
