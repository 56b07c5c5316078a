"""What past runs were judged to be like is kept: it takes the months before each to tell."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One a run; derived, so there is nothing to carry over."""

    dependencies = [("logbook", "0005_experiments")]

    operations = [
        migrations.CreateModel(
            "JudgedRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("is_race", models.BooleanField()),
                ("readings", models.JSONField()),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logbook.runrow"
                    ),
                ),
            ],
        ),
    ]
