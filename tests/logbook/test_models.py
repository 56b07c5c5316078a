import pytest
from django.core.management import call_command
from django.db import connections, models

from logbook.samples import MORNING
from uncramp.logbook.models import (
    ActivityRow,
    AnswerRow,
    ClubRow,
    EntryRow,
    EpisodeRow,
    ExperimentRow,
    ImportRow,
    JudgedRow,
    MassRow,
    OriginalRow,
    RunnerRow,
    RunRow,
    SetAsideRow,
    SharedRow,
    TurnRow,
    WeighInRow,
)

TABLES = (
    ActivityRow,
    EntryRow,
    TurnRow,
    ExperimentRow,
    AnswerRow,
    EpisodeRow,
    ImportRow,
    JudgedRow,
    MassRow,
    OriginalRow,
    RunRow,
    SetAsideRow,
    ClubRow,
    SharedRow,
    WeighInRow,
)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_hangs_on_one_runner(table: type[models.Model]) -> None:
    reached = {table}
    while RunnerRow not in reached:
        fields = {field for each in reached for field in each._meta.fields}  # noqa: SLF001  # Django's public name
        owners = {field.related_model for field in fields if field.related_model is not None and not field.null}
        assert owners
        reached = {owner for owner in owners if isinstance(owner, type)}


@pytest.mark.django_db
def test_every_table_is_known_here() -> None:
    assert {*TABLES, RunnerRow} == set(ActivityRow._meta.app_config.get_models())  # noqa: SLF001  # Django's public name


def test_the_bytes_of_a_file_are_the_last_column_so_that_no_other_is_read_through_them(database: str) -> None:
    with connections[database].cursor() as cursor:
        columns = connections[database].introspection.get_table_description(cursor, "logbook_originalrow")
    assert columns[-1].name == "content"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (RunnerRow(name="local"), "local"),
        (OriginalRow(name="a.fit"), "a.fit"),
        (SetAsideRow(original_id=2), "original 2"),
        (RunRow(pk=3), "run 3"),
        (ActivityRow(sport="running", start=MORNING), "running 2026-05-01 06:00:00+00:00"),
        (EpisodeRow(run_id=4), "run 4"),
        (AnswerRow(run_id=4), "run 4"),
        (WeighInRow(run_id=5), "run 5"),
        (MassRow(mass=70.5, moment=MORNING), "70.5 kg 2026-05-01 06:00:00+00:00"),
        (ImportRow(label="a.zip"), "a.zip"),
        (EntryRow(place=6, outcome="read"), "6 read"),
        (ExperimentRow(pk=7), "experiment 7"),
        (TurnRow(experiment_id=7, turn=2), "experiment 7, turn 2"),
        (JudgedRow(run_id=8), "run 8"),
        (ClubRow(sharer="ab12"), "ab12"),
        (SharedRow(sharer="cd34"), "cd34"),
    ],
)
def test_a_row_is_named_by_what_a_person_knows_it_by(row: models.Model, words: str) -> None:
    assert str(row) == words
