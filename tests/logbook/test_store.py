"""What only a logbook on disk can get wrong; what every logbook does is in test_conformance."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count
from math import nan
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from fakes.logbook import InMemoryLogbook
from logbook.samples import MORNING, TRAIL, file, large_file, new_run
from uncramp.domain.diary import CrampEpisode, Muscle, WeighIn
from uncramp.domain.errors import LogbookError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.runner import Runner
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.home import DATABASE_FILE
from uncramp.logbook.models import ActivityRow, EpisodeRow, OriginalRow, RunnerRow
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import NewRun, Original

in_one_database = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
_names = count()
pytestmark = pytest.mark.django_db


def new_logbook() -> DjangoLogbook:
    """Logbook of one more runner of the same database."""
    return DjangoLogbook(RunnerRow.objects.create(name=f"runner {next(_names)}").pk)


@pytest.fixture
def book() -> DjangoLogbook:
    return new_logbook()


@in_one_database
@given(profile=strategies.runners)
def test_any_profile_comes_back(book: DjangoLogbook, profile: Runner) -> None:
    book.save_runner(profile)
    assert book.runner() == profile


@in_one_database
@given(
    outline=strategies.outlines,
    features=strategies.run_features.map(lambda features: replace(features, version=VERSION)),
    episode=strategies.episodes,
    weigh_in=strategies.weigh_ins(),
    name=st.text(),
    content=st.binary(),
)
def test_any_run_and_its_diary_come_back(  # noqa: PLR0913  # one of each kind
    *,
    outline: Outline,
    features: RunFeatures,
    episode: CrampEpisode,
    weigh_in: WeighIn,
    name: str,
    content: bytes,
) -> None:
    book = new_logbook()
    (number,) = book.keep(Original(name, content), [NewRun(0, outline, features)]).added
    book.add_episode(number, episode)
    book.add_weigh_in(number, weigh_in)
    (run,) = book.runs()
    assert (run.outline, run.features, book.original(number)) == (outline, features, Original(name, content))
    assert (book.episodes()[0].episode, book.weigh_ins()[0].weigh_in) == (episode, weigh_in)


alike_outlines = st.builds(
    lambda minutes, sport, elapsed_time, distance: replace(
        TRAIL, start=MORNING + timedelta(minutes=minutes), sport=sport, elapsed_time=elapsed_time, distance=distance
    ),
    st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 60.0]),
    st.sampled_from([Sport.RUNNING, Sport.WALKING]),
    st.sampled_from([600.0, 660.0, 720.0]),
    st.sampled_from([None, 1000.0, 1049.0, 1101.0]),
)
files_of_alike_runs = st.lists(st.tuples(st.binary(max_size=1), st.lists(alike_outlines, max_size=3)), max_size=8)


@in_one_database
@given(files_of_alike_runs)
def test_what_is_known_on_disk_is_what_is_known_in_memory(files: list[tuple[bytes, list[Outline]]]) -> None:
    on_disk, in_memory = new_logbook(), InMemoryLogbook()
    same: dict[int, int] = {}
    for content, outlines in files:
        runs = [NewRun(place, outline, RunFeatures(VERSION)) for place, outline in enumerate(outlines)]
        kept, expected = (book.keep(file(content=content), runs) for book in (on_disk, in_memory))
        same |= zip(expected.added, kept.added, strict=True)
        assert kept.same_file == expected.same_file
        assert kept.known == tuple(same[number] for number in expected.known)
    assert [run.outline for run in on_disk.runs()] == [run.outline for run in in_memory.runs()]


READS: dict[str, Callable[[DjangoLogbook, int], object]] = {
    "runs": lambda book, _: book.runs(),
    "run": lambda book, number: book.run(number),
    "has": lambda book, _: book.has(file().digest),
    "runner": lambda book, _: book.runner(),
    "episodes": lambda book, _: book.episodes(),
    "weigh_ins": lambda book, _: book.weigh_ins(),
}


@pytest.mark.parametrize("read", READS)
def test_a_read_is_one_query_without_the_files(book: DjangoLogbook, read: str) -> None:
    number = book.keep(file(), [new_run(day, day) for day in range(5)]).added[0]
    with CaptureQueriesContext(connection) as queries:
        READS[read](book, number)
    (query,) = (each["sql"] for each in queries)
    assert '"content"' not in query


def plan_of(query: str) -> str:
    with connection.cursor() as cursor:
        return "\n".join(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())


def test_runs_are_listed_along_the_index_without_sorting(book: DjangoLogbook) -> None:
    with CaptureQueriesContext(connection) as queries:
        book.runs()
    plan = plan_of(queries[0]["sql"])
    assert "USING INDEX runner_start" in plan
    assert "TEMP B-TREE" not in plan


def test_a_known_outing_is_looked_up_by_the_index(book: DjangoLogbook) -> None:
    with CaptureQueriesContext(connection) as queries:
        book.keep(file(), [new_run()])
    (look_up,) = (each["sql"] for each in queries if "BETWEEN" in each["sql"])
    assert "USING INDEX runner_start (runner_id=? AND start>? AND start<?)" in plan_of(look_up)


def test_a_file_is_kept_compressed_with_its_size_and_digest(book: DjangoLogbook) -> None:
    book.keep(file(content=b"<trkpt/>" * 1000), [new_run()])
    row = OriginalRow.objects.get()
    assert (row.size, row.sha256) == (8000, file(content=b"<trkpt/>" * 1000).digest)
    assert len(row.content) < 100


def test_a_file_name_that_is_no_text_is_kept_readable(book: DjangoLogbook) -> None:
    (number,) = book.keep(file("caf\udce9.fit"), [new_run()]).added
    assert book.run(number).file_name == r"caf\udce9.fit"


def test_a_file_that_cannot_be_kept_whole_leaves_nothing(book: DjangoLogbook) -> None:
    with pytest.raises(LogbookError, match="UNIQUE constraint failed"):
        book.keep(file(), [new_run(0, position=0), new_run(1, position=0)])
    assert (OriginalRow.objects.count(), ActivityRow.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "poison",
    [{"elapsed_time": nan}, {"features": RunFeatures(VERSION, mean_heart_rate=nan)}],
    ids=["outline", "features"],
)
def test_a_poisoned_value_is_not_kept(book: DjangoLogbook, poison: dict[str, Any]) -> None:
    with pytest.raises(LogbookError, match="constraint failed"):
        book.keep(file(), [new_run(**poison)])
    assert OriginalRow.objects.count() == 0


def test_features_of_a_shape_long_gone_do_not_shut_the_logbook(book: DjangoLogbook) -> None:
    (number,) = book.keep(file(), [new_run()]).added
    ActivityRow.objects.filter(pk=number).update(features={"version": 0, "gone": 1}, features_version=VERSION + 1)
    assert book.run(number).features == RunFeatures(VERSION + 1)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"version": 99, "value": {}}, "A document of version 99 cannot be read here."),
        ({"version": 1, "value": {"muscle": "calf"}}, "A kept CrampEpisode cannot be read."),
    ],
)
def test_a_document_that_cannot_be_read_is_said(book: DjangoLogbook, document: dict[str, Any], words: str) -> None:
    (number,) = book.keep(file(), [new_run()]).added
    EpisodeRow.objects.create(activity_id=number, document=document)
    with pytest.raises(LogbookError, match=re.escape(words)):
        book.episodes()


def test_features_that_are_no_longer_json_are_said(book: DjangoLogbook) -> None:
    book.keep(file(), [new_run()])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("UPDATE logbook_activityrow SET features = 'gone'")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    with pytest.raises(LogbookError, match=r"^A kept RunFeatures cannot be read\.$"):
        book.runs()


WRITES: dict[str, Callable[[DjangoLogbook, int], object]] = {
    "keep": lambda book, _: book.keep(*large_file(7)),
    "renew_features": lambda book, number: book.renew_features(number, RunFeatures(VERSION)),
    "save_runner": lambda book, _: book.save_runner(Runner(mass=60.0)),
    "add_episode": lambda book, number: book.add_episode(number, CrampEpisode(MORNING, Muscle.CALF)),
    "add_weigh_in": lambda book, number: book.add_weigh_in(number, WeighIn(70.0, 69.0, 0.5, 3600.0)),
}


@pytest.fixture
def kept(home: Path) -> tuple[DjangoLogbook, int]:
    """A logbook on disk, and the number of a run in it."""
    book = open_logbook(home)
    return book, book.keep(file(), [new_run()]).added[0]


@pytest.mark.parametrize("write", WRITES)
def test_while_another_program_writes_a_write_is_refused_and_all_can_be_read(
    home: Path, kept: tuple[DjangoLogbook, int], write: str
) -> None:
    book, number = kept
    with connections[book.database].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(home / DATABASE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogbookError, match=r"^Another program is writing to the logbook /.*; try again"):
            WRITES[write](book, number)
        for read in READS.values():
            read(book, number)
    WRITES[write](book, number)


def test_a_full_disk_keeps_nothing_and_breaks_nothing(kept: tuple[DjangoLogbook, int]) -> None:
    book, number = kept
    with connections[book.database].cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite raises it to the pages that are in use
    with pytest.raises(LogbookError, match=r"^No room is left for the logbook /.*; nothing was written\.$"):
        book.keep(*large_file(7))
    assert [run.number for run in book.runs()] == [number]
    assert book.has(large_file(7)[0].digest) is None
