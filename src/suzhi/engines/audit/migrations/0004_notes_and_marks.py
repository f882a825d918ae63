from typing import Any

from django.conf import settings
from django.db import migrations, models

from suzhi.engines.audit.anchor import mark_of


def mark_acts(apps: Any, schema_editor: Any) -> None:
    """Acts written before there were marks get theirs, once; their table refuses changes otherwise."""
    cursor = schema_editor.connection.cursor()
    cursor.execute(
        "SELECT 1 FROM pg_trigger WHERE tgname = 'audit_frozen' AND tgrelid = 'audit_act'::regclass"
    )
    frozen = cursor.fetchone() is not None
    if frozen:
        cursor.execute("ALTER TABLE audit_act DISABLE TRIGGER audit_frozen")
    cursor.execute("SELECT id, digest FROM audit_act")
    marks = [(mark_of(digest), pk) for pk, digest in cursor.fetchall()]
    cursor.executemany("UPDATE audit_act SET mark = %s WHERE id = %s", marks)
    if frozen:
        cursor.execute("ALTER TABLE audit_act ENABLE TRIGGER audit_frozen")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_revisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("relation", models.CharField(max_length=63)),
                ("op", models.CharField(help_text="I, U or D", max_length=1)),
                ("keys", models.TextField(help_text="a multirange of ids, as PostgreSQL writes it")),
                (
                    "prints",
                    models.TextField(
                        db_default="", help_text="id=hash of each row as it became; empty for very many"
                    ),
                ),
                ("context", models.UUIDField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="act",
            name="context",
            field=models.UUIDField(help_text="of the history rows and notes that the act caused", null=True),
        ),
        migrations.AddField(
            model_name="act",
            name="mark",
            field=models.CharField(
                blank=True, default="", help_text="digest with the installation's key", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="notes",
            field=models.CharField(
                blank=True, default="", help_text="digest of its notes up to there", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="notes_to",
            field=models.BigIntegerField(help_text="the last of its notes", null=True),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(
                condition=models.Q(("context__isnull", False)), fields=["context"], name="act_context"
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["context"], name="note_context"),
        ),
        migrations.RunPython(mark_acts, migrations.RunPython.noop),
    ]
