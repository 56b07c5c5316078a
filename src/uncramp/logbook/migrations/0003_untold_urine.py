"""Urine of which nobody told is unknown.

Until now a weigh-in that said nothing of urine was kept with 0 L, as one that said there was none. The two cannot be
told apart any more, and 0 would claim what may never have been said: both become unknown, which only widens what the
weigh-in shows.
"""

from django.db import migrations


def zero_is_untold(apps, schema_editor):
    """Documents as a weigh-in is written today; what is no such document, readable or not, stays as it is."""
    rows = apps.get_model("logbook", "WeighInRow").objects.using(schema_editor.connection.alias)
    for row in rows.iterator():
        value = row.document.get("value") if isinstance(row.document, dict) else None
        if not isinstance(value, dict) or "before" not in value:
            continue
        value["urine"] = value.get("urine") or None
        value.setdefault("wet_clothes", None)
        row.save(update_fields=["document"])


class Migration(migrations.Migration):
    """Data alone; the tables stay."""

    dependencies = [("logbook", "0002_imports")]

    operations = [migrations.RunPython(zero_is_untold, migrations.RunPython.noop)]
