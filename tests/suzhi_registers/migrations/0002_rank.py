import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import suzhi.engines.workflow.mixins
from suzhi.engines.workflow.backfill import filled


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0001_standings"),
        ("suzhi_registers", "0001_proposals"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="proposal",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="proposal",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "suzhi_registers_proposal",
        ),
        migrations.AddField(
            model_name="proposalevent",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="proposalevent",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "suzhi_registers_proposalevent",
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        migrations.AlterField(
            model_name="proposalevent",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "suzhi_registers_proposalevent" ("adopted_on", "benefit", "content", "created_at", "extra", "helpers", "id", "imported_id", "key", "kind", "level", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process", "proposed_on", "rank", "recorded_by_id", "return_reason", "state", "unit_id", "used_on") VALUES (OLD."adopted_on", OLD."benefit", OLD."content", OLD."created_at", OLD."extra", OLD."helpers", OLD."id", OLD."imported_id", OLD."key", OLD."kind", OLD."level", OLD."name", OLD."person_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."process", OLD."proposed_on", OLD."rank", OLD."recorded_by_id", OLD."return_reason", OLD."state", OLD."unit_id", OLD."used_on"); RETURN NULL;',
                    hash="46099801284f3db03fe8dca63e97a15ad566afc0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_48f25",
                    table="suzhi_registers_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "suzhi_registers_proposalevent" ("adopted_on", "benefit", "content", "created_at", "extra", "helpers", "id", "imported_id", "key", "kind", "level", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process", "proposed_on", "rank", "recorded_by_id", "return_reason", "state", "unit_id", "used_on") VALUES (OLD."adopted_on", OLD."benefit", OLD."content", OLD."created_at", OLD."extra", OLD."helpers", OLD."id", OLD."imported_id", OLD."key", OLD."kind", OLD."level", OLD."name", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."process", OLD."proposed_on", OLD."rank", OLD."recorded_by_id", OLD."return_reason", OLD."state", OLD."unit_id", OLD."used_on"); RETURN NULL;',
                    hash="c0e3d967bb5ae0c53b3d67fc2a471730ea5be5cd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ff2eb",
                    table="suzhi_registers_proposal",
                    when="AFTER",
                ),
            ),
        ),
    ]
