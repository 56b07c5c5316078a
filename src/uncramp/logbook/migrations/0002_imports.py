"""Several recordings of a run, files set aside, readings of body mass, and the ledgers of imports."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

CASCADE = django.db.models.deletion.CASCADE
KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def a_run_for_each_activity(apps, schema_editor):
    """Runs keep the numbers by which the runner knows them."""
    database = schema_editor.connection.alias
    run, activity, *diary = (
        apps.get_model("logbook", name).objects.using(database)
        for name in ("RunRow", "ActivityRow", "EpisodeRow", "WeighInRow")
    )
    run.bulk_create(
        run.model(id=number, runner_id=runner)
        for number, runner in activity.order_by("id").values_list("id", "runner_id")
    )
    activity.update(run_id=F("id"))
    for rows in diary:
        rows.update(run_id=F("activity_id"))
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('logbook_runrow', 'id'), "
                "greatest(1, (SELECT max(id) FROM logbook_runrow)), EXISTS (SELECT FROM logbook_runrow))"
            )


def key_to(model, name="+", **options):
    """Key to a row of another table."""
    return models.ForeignKey(on_delete=CASCADE, related_name=name, to=f"logbook.{model}", **options)


class Migration(migrations.Migration):
    """What was an activity becomes a run with one recording."""

    dependencies = [("logbook", "0001_initial")]

    operations = [
        migrations.CreateModel("RunRow", [KEY, ("runner", key_to("runnerrow"))]),
        migrations.AddField("ActivityRow", "run", key_to("runrow", "activities", null=True)),
        migrations.AddField("ActivityRow", "is_used", models.BooleanField(default=True)),
        migrations.AddField("ActivityRow", "richness", models.PositiveIntegerField(default=0)),
        migrations.AddField("ActivityRow", "is_clock_sure", models.BooleanField(default=True)),
        migrations.AddField("ActivityRow", "said", models.JSONField(default=dict)),
        migrations.AddField("EpisodeRow", "run", key_to("runrow", null=True)),
        migrations.AddField("WeighInRow", "run", key_to("runrow", null=True)),
        migrations.AddField("WeighInRow", "original", key_to("originalrow", "weigh_ins", null=True)),
        migrations.RunPython(a_run_for_each_activity),
        migrations.AlterField("ActivityRow", "run", key_to("runrow", "activities")),
        migrations.RemoveField("EpisodeRow", "activity"),
        migrations.AlterField("EpisodeRow", "run", key_to("runrow")),
        migrations.RemoveField("WeighInRow", "activity"),
        migrations.AlterField("WeighInRow", "run", key_to("runrow")),
        migrations.AddConstraint(
            "ActivityRow",
            models.UniqueConstraint(fields=["run"], condition=models.Q(is_used=True), name="one_used"),
        ),
        migrations.CreateModel(
            "SetAsideRow",
            [
                KEY,
                (
                    "original",
                    models.OneToOneField(on_delete=CASCADE, related_name="set_aside", to="logbook.originalrow"),
                ),
                ("said", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            "MassRow",
            [
                KEY,
                ("runner", key_to("runnerrow", db_index=False)),
                ("original", key_to("originalrow", "masses")),
                ("moment", models.DateTimeField()),
                ("mass", models.FloatField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["runner", "moment", "mass"], name="mass_once")],
            },
        ),
        migrations.CreateModel(
            "ImportRow",
            [
                KEY,
                ("runner", key_to("runnerrow")),
                ("label", models.TextField()),
                ("begun", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("expected", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("is_stopped", models.BooleanField(default=False)),
                ("failure", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            "EntryRow",
            [
                KEY,
                ("ledger", key_to("importrow", "entries", db_index=False)),
                ("place", models.PositiveIntegerField()),
                ("outcome", models.CharField(max_length=20)),
                ("added", models.PositiveIntegerField(default=0)),
                ("document", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["ledger", "place"], name="entry_once")],
            },
        ),
    ]
