"""That nothing cramped is an answer of its own; of the runs before nobody knows whether they were asked about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One answer a run."""

    dependencies = [("logbook", "0003_untold_urine")]

    operations = [
        migrations.CreateModel(
            "AnswerRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logbook.runrow"
                    ),
                ),
                ("document", models.JSONField()),
            ],
        ),
    ]
