import tracemalloc
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from logbook.samples import MORNING, file, large_file, new_run
from uncramp.domain.diary import CrampEpisode, Muscle, WeighIn
from uncramp.domain.runner import Runner
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.check import CheckReport, check_logbook
from uncramp.logbook.home import DATABASE_FILE
from uncramp.logbook.models import ActivityRow, EpisodeRow, OriginalRow, RunnerRow, WeighInRow
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.store import DjangoLogbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> DjangoLogbook:
    """A logbook with one file of two runs, a profile and a diary."""
    book = DjangoLogbook(RunnerRow.objects.create(name="own").pk)
    number, _ = book.keep(file(), [new_run(0, 0), new_run(1, 1)]).added
    book.save_runner(Runner(mass=70.0))
    book.add_episode(number, CrampEpisode(MORNING, Muscle.CALF))
    book.add_weigh_in(number, WeighIn(70.0, 69.0, 0.5, 3600.0))
    return book


def found() -> list[tuple[str, str]]:
    """Codes and words of the findings."""
    return [(finding.code, str(finding.sentence)) for finding in check_logbook().findings]


def test_an_empty_logbook_is_well() -> None:
    assert check_logbook() == CheckReport(0, 0, 0, 0, findings=())


def test_a_whole_logbook_is_counted_and_well(book: DjangoLogbook) -> None:
    book.renew_features(book.runs()[0].number, RunFeatures(VERSION + 1))
    assert check_logbook(book.database) == CheckReport(1, 2, 1, 1, findings=())


@pytest.mark.parametrize("content", [b"no zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"], ids=["torn", "another file"])
@pytest.mark.usefixtures("book")
def test_an_original_that_has_changed_is_found(content: bytes) -> None:
    OriginalRow.objects.update(content=content)
    words = "The kept file run.fit is not what it was when it was added; restore the logbook from a backup."
    assert found() == [("original_changed", words)]


@pytest.mark.usefixtures("book")
def test_an_original_without_a_run_is_found() -> None:
    ActivityRow.objects.all().delete()
    assert found() == [("original_without_run", "No run belongs to the kept file run.fit.")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("book")
def test_a_run_without_its_original_is_found() -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM logbook_originalrow")
    sentences = [words for code, words in found() if code == "row_without_owner"]
    assert len(sentences) == 2
    assert all(
        words.endswith("of logbook_activityrow belongs to no row of logbook_originalrow.") for words in sentences
    )
    ActivityRow.objects.all().delete()


def test_a_run_whose_file_is_another_runners_is_found(book: DjangoLogbook) -> None:
    newest = book.runs()[0].number
    ActivityRow.objects.filter(pk=newest).update(runner=RunnerRow.objects.create(name="stranger"))
    assert found() == [("run_of_another_runner", f"Run {newest} and its file belong to different runners.")]


@pytest.mark.usefixtures("book")
def test_every_document_that_cannot_be_read_is_found() -> None:
    broken = {"version": 1, "value": {"gone": 1}}
    RunnerRow.objects.update(profile=broken)
    ActivityRow.objects.update(features=broken)
    EpisodeRow.objects.update(document=broken)
    WeighInRow.objects.update(document=broken)
    kinds = [words.split()[1] for code, words in found() if code == "document_unreadable"]
    assert kinds == ["Runner", "RunFeatures", "RunFeatures", "CrampEpisode", "WeighIn"]


@pytest.mark.usefixtures("book")
def test_another_database_than_sqlite_is_not_asked_sqlites_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with CaptureQueriesContext(connection) as queries:
        check_logbook()
    assert [query for query in queries if "PRAGMA" in query["sql"]] == []


def damaged(path: Path, start: int, end: int) -> None:
    """Write nonsense over some bytes of a file."""
    content = path.read_bytes()
    path.write_bytes(content[:start] + b"\xff" * (end - start) + content[end:])


def test_damage_in_a_file_is_found(home: Path) -> None:
    book = open_logbook(home)
    book.keep(*large_file(0))
    connections[book.database].close()
    size = (home / DATABASE_FILE).stat().st_size
    damaged(home / DATABASE_FILE, size // 2, size // 2 + 4)
    codes = {finding.code for finding in check_logbook(book.database).findings}
    assert codes & {"original_changed", "database_damaged"}


def test_a_database_that_cannot_be_read_is_found_and_not_counted(home: Path) -> None:
    book = open_logbook(home)
    book.keep(*large_file(0))
    connections[book.database].close()
    damaged(home / DATABASE_FILE, 4096, (home / DATABASE_FILE).stat().st_size)
    report = check_logbook(book.database)
    assert report.findings[-1].code == "database_unreadable"
    assert report.originals is None


def test_originals_are_read_one_at_a_time(book: DjangoLogbook) -> None:
    for day in range(1, 21):
        book.keep(*large_file(day))
    tracemalloc.start()
    report = check_logbook()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.originals == 21
    assert peak < 5 * 200_000
