import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import suzhi.engines.workflow.mixins
from suzhi.engines.workflow.backfill import filled


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0001_standings"),
        ("activities", "0006_campaigns"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="activity",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="activity",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="activity",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="activity",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "activities_activity",
        ),
        migrations.AddField(
            model_name="activityevent",
            name="process",
            field=suzhi.engines.workflow.mixins.ProcessField(db_default="record", default="", max_length=40),
        ),
        filled(
            migrations.AddField(
                model_name="activityevent",
                name="rank",
                field=suzhi.engines.workflow.mixins.RankField(db_default=0, default=0),
            ),
            "activities_activityevent",
        ),
        migrations.AlterField(
            model_name="activity",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        migrations.AlterField(
            model_name="activityevent",
            name="state",
            field=models.CharField(db_default="draft", default="draft", max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activities_activityevent" ("campaign_id", "created_at", "ends_on", "extra", "headcount", "hours", "id", "imported_id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "process", "rank", "recorded_by_id", "return_reason", "starts_on", "state", "theme", "unit_id") VALUES (OLD."campaign_id", OLD."created_at", OLD."ends_on", OLD."extra", OLD."headcount", OLD."hours", OLD."id", OLD."imported_id", OLD."key", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."process", OLD."rank", OLD."recorded_by_id", OLD."return_reason", OLD."starts_on", OLD."state", OLD."theme", OLD."unit_id"); RETURN NULL;',
                    hash="c6c257cfb2db8481156f47f39b5c08b00d89fb14",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a56a1",
                    table="activities_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activities_activityevent" ("campaign_id", "created_at", "ends_on", "extra", "headcount", "hours", "id", "imported_id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "process", "rank", "recorded_by_id", "return_reason", "starts_on", "state", "theme", "unit_id") VALUES (OLD."campaign_id", OLD."created_at", OLD."ends_on", OLD."extra", OLD."headcount", OLD."hours", OLD."id", OLD."imported_id", OLD."key", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."process", OLD."rank", OLD."recorded_by_id", OLD."return_reason", OLD."starts_on", OLD."state", OLD."theme", OLD."unit_id"); RETURN NULL;',
                    hash="91671d3f0c35706cbab234f72dfa884b8747d449",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cc776",
                    table="activities_activity",
                    when="AFTER",
                ),
            ),
        ),
    ]
