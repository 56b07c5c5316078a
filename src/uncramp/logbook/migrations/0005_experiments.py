"""Experiments of the runner, and their turns."""

import django.db.models.deletion
from django.db import migrations, models

KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def key_to(model, name="+", on_delete=django.db.models.deletion.CASCADE, **options):
    """Key to a row of another table."""
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=f"logbook.{model}", **options)


class Migration(migrations.Migration):
    """One experiment at a time."""

    dependencies = [("logbook", "0004_answers")]

    operations = [
        migrations.CreateModel(
            "ExperimentRow",
            [
                KEY,
                ("runner", key_to("runnerrow")),
                ("document", models.JSONField()),
                ("is_open", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["runner"], condition=models.Q(is_open=True), name="one_open_experiment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "TurnRow",
            [
                KEY,
                ("experiment", key_to("experimentrow", "turns", db_index=False)),
                ("turn", models.PositiveIntegerField()),
                ("run", key_to("runrow", on_delete=django.db.models.deletion.SET_NULL, null=True)),
                ("document", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["experiment", "turn"], name="turn_once")],
            },
        ),
    ]
