import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import suzhi.engines.workflow.mixins
from suzhi.engines.workflow.backfill import filled


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0001_standings"),
        ("venues", "0003_keys"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="venue",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="venue",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="venue",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="venue",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "venues_venue",
        ),
        migrations.AddField(
            model_name="venueevent",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="venueevent",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "venues_venueevent",
        ),
        migrations.AlterField(
            model_name="venue",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        migrations.AlterField(
            model_name="venueevent",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="venue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "venues_venueevent" ("area", "closed_on", "created_at", "extra", "id", "imported_id", "key", "kind", "latitude", "longitude", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process", "rank", "recorded_by_id", "return_reason", "self_built", "state", "unit_id", "volumes") VALUES (OLD."area", OLD."closed_on", OLD."created_at", OLD."extra", OLD."id", OLD."imported_id", OLD."key", OLD."kind", OLD."latitude", OLD."longitude", OLD."name", OLD."opened_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."process", OLD."rank", OLD."recorded_by_id", OLD."return_reason", OLD."self_built", OLD."state", OLD."unit_id", OLD."volumes"); RETURN NULL;',
                    hash="ee26cba8aa4fb510c7ae9f45ca078b61d2a0c9df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_05908",
                    table="venues_venue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="venue",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "venues_venueevent" ("area", "closed_on", "created_at", "extra", "id", "imported_id", "key", "kind", "latitude", "longitude", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "process", "rank", "recorded_by_id", "return_reason", "self_built", "state", "unit_id", "volumes") VALUES (OLD."area", OLD."closed_on", OLD."created_at", OLD."extra", OLD."id", OLD."imported_id", OLD."key", OLD."kind", OLD."latitude", OLD."longitude", OLD."name", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."process", OLD."rank", OLD."recorded_by_id", OLD."return_reason", OLD."self_built", OLD."state", OLD."unit_id", OLD."volumes"); RETURN NULL;',
                    hash="a379f085cdfda88ab3c4eb1c16f00c2350101155",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85545",
                    table="venues_venue",
                    when="AFTER",
                ),
            ),
        ),
    ]
