"""Runners may share what the model learns from, by files that they hand each other."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How a runner signs and what the files of others come to, and the files."""

    dependencies = [("logbook", "0006_judged")]

    operations = [
        migrations.CreateModel(
            "ClubRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sharer", models.CharField(max_length=32, default="")),
                ("edition", models.PositiveIntegerField(default=0)),
                ("pooling", models.JSONField(null=True)),
                (
                    "runner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logbook.runnerrow"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "SharedRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sharer", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("document", models.JSONField()),
                (
                    "runner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logbook.runnerrow",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["runner", "sharer"], name="sharer_once")],
            },
        ),
    ]
