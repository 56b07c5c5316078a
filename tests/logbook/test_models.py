import pytest
from django.core.management import call_command
from django.db import connection, models

from logbook.samples import MORNING
from uncramp.logbook.models import ActivityRow, EpisodeRow, OriginalRow, RunnerRow, WeighInRow


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("table", [ActivityRow, EpisodeRow, OriginalRow, RunnerRow, WeighInRow])
def test_every_row_hangs_on_one_runner(table: type[models.Model]) -> None:
    owners = {field.name for field in table._meta.fields if field.many_to_one and not field.null}  # noqa: SLF001  # Django's public name
    assert owners & {"runner", "activity"} or table is RunnerRow


@pytest.mark.django_db
def test_the_bytes_of_a_file_are_the_last_column_so_that_no_other_is_read_through_them() -> None:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "logbook_originalrow")
    assert columns[-1].name == "content"


def test_a_row_is_named_by_what_a_person_knows_it_by() -> None:
    named = [RunnerRow(name="local"), OriginalRow(name="a.fit"), EpisodeRow(activity_id=3), WeighInRow(activity_id=4)]
    assert [str(row) for row in named] == ["local", "a.fit", "run 3", "run 4"]
    assert str(ActivityRow(sport="running", start=MORNING)) == "running 2026-05-01 06:00:00+00:00"
