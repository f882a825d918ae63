import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import suzhi.engines.workflow.mixins
from suzhi.engines.workflow.backfill import filled


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0001_standings"),
        ("people", "0006_one_identity_number_once"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="post",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="post",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="post",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="post",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "people_post",
        ),
        migrations.AddField(
            model_name="postevent",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="postevent",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "people_postevent",
        ),
        migrations.AlterField(
            model_name="post",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        migrations.AlterField(
            model_name="postevent",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_postevent" ("created_at", "degree", "education", "id", "imported_id", "kind", "major", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process", "rank", "recorded_by_id", "return_reason", "state", "unit_id", "valid_from", "valid_to") SELECT old_values."created_at", old_values."degree", old_values."education", old_values."id", old_values."imported_id", old_values."kind", old_values."major", old_values."person_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."process", old_values."rank", old_values."recorded_by_id", old_values."return_reason", old_values."state", old_values."unit_id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="138bc341fab9f5cb19c23965bfd2e3beb2a510f1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec9d1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="people_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "people_postevent" ("created_at", "degree", "education", "id", "imported_id", "kind", "major", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process", "rank", "recorded_by_id", "return_reason", "state", "unit_id", "valid_from", "valid_to") SELECT old_values."created_at", old_values."degree", old_values."education", old_values."id", old_values."imported_id", old_values."kind", old_values."major", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."process", old_values."rank", old_values."recorded_by_id", old_values."return_reason", old_values."state", old_values."unit_id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f2829a1d1215c4651925473260ee2d959ed65f0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_262ab",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="people_post",
                    when="AFTER",
                ),
            ),
        ),
    ]
