"""A counter per table; see engines/audit/revisions.py."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals")]

    operations = [
        migrations.RunSQL(
            """
            CREATE SEQUENCE audit_revision_number;
            CREATE TABLE audit_revision (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                relation text NOT NULL,
                number bigint NOT NULL
            ) WITH (fillfactor = 50);
            CREATE INDEX audit_revision_relation ON audit_revision (relation);
            """,
            "DROP TABLE audit_revision; DROP SEQUENCE audit_revision_number;",
        )
    ]
