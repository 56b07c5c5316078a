"""The first tables."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables in the order of their keys; the blob is its table's last column, so that no other is read through it."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RunnerRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, unique=True)),
                ("profile", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OriginalRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "runner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logbook.runnerrow",
                    ),
                ),
                ("name", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("added", models.DateTimeField(default=django.utils.timezone.now)),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("runner", "sha256"), name="original_once")],
            },
        ),
        migrations.CreateModel(
            name="ActivityRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "runner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logbook.runnerrow",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="logbook.originalrow",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("sport", models.CharField(max_length=20)),
                ("sub_sport", models.TextField(null=True)),
                ("start", models.DateTimeField()),
                ("time_zone", models.TextField(null=True)),
                ("elapsed_time", models.FloatField()),
                ("timer_time", models.FloatField()),
                ("distance", models.FloatField(null=True)),
                ("features", models.JSONField()),
                ("features_version", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["runner", "start"], name="runner_start")],
                "constraints": [models.UniqueConstraint(fields=("original", "position"), name="position_once")],
            },
        ),
        migrations.CreateModel(
            name="EpisodeRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logbook.activityrow"
                    ),
                ),
                ("document", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="WeighInRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logbook.activityrow"
                    ),
                ),
                ("document", models.JSONField()),
            ],
        ),
    ]
