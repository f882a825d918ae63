from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("process", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=12)),
                ("rank", models.SmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("process", "state"), name="standing_once"),
                    models.UniqueConstraint(fields=("process", "state", "rank"), name="standing_whole"),
                ],
            },
        ),
    ]
