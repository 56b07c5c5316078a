import tracemalloc
from pathlib import Path
from random import Random

import pytest
from django.db import connection, connections

from logbook.books import new_logbook
from logbook.samples import MORNING, file, large_file, new_run, reading
from uncramp.domain.diary import Answer, CrampEpisode, MassReading, Muscle, WeighIn
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.check import CheckReport, check_logbook
from uncramp.logbook.home import DATABASE_FILE
from uncramp.logbook.models import (
    ActivityRow,
    AnswerRow,
    EntryRow,
    EpisodeRow,
    MassRow,
    OriginalRow,
    RunnerRow,
    SetAsideRow,
    WeighInRow,
)
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import Slot


@pytest.fixture
def full(book: DjangoLogbook) -> DjangoLogbook:
    """A logbook with two files of two runs, a profile, a diary, masses, a file set aside and a ledger."""
    ledger = book.begin_import("a.zip")
    number, other = book.keep(file(), reading(new_run(0, 0), new_run(1, 1)), Slot(ledger, 0)).runs
    book.keep(file("copy.tcx", b"copy"), reading(new_run()), Slot(ledger, 1))
    book.keep(file("scale.csv", b"scale"), reading(measurements=(MassReading(MORNING, 70.0),)), Slot(ledger, 2))
    book.set_aside(file("letter.txt", b"letter"), say("it is a letter"), Slot(ledger, 3))
    book.save_runner(Runner(mass=70.0))
    book.add_episode(number, CrampEpisode(MORNING, Muscle.CALF))
    book.add_answer(other, Answer(MORNING))
    book.add_weigh_in(number, WeighIn(70.0, 69.0, 0.5, 3600.0))
    return book


def found(book: DjangoLogbook) -> list[tuple[str, str]]:
    """Codes and words of the findings."""
    return [(finding.code, str(finding.sentence)) for finding in check_logbook(book.database).findings]


def test_an_empty_logbook_is_well(database: str) -> None:
    assert check_logbook(database) == CheckReport(0, 0, 0, 0, findings=())


def test_a_whole_logbook_is_counted_and_well(full: DjangoLogbook) -> None:
    full.renew_features(full.runs()[0], RunFeatures(VERSION + 1), 0)
    assert check_logbook(full.database) == CheckReport(4, 2, 1, 1, findings=())


@pytest.mark.parametrize("content", [b"no zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"], ids=["torn", "another file"])
def test_an_original_that_has_changed_is_found(full: DjangoLogbook, content: bytes) -> None:
    OriginalRow.objects.using(full.database).filter(name="run.fit").update(content=content)
    words = "The kept file run.fit is not what it was when it was added; restore the logbook from a backup."
    assert found(full) == [("original_changed", words)]


def test_a_flipped_bit_in_any_of_a_hundred_kept_files_is_found_and_the_file_named(book: DjangoLogbook) -> None:
    chance = Random(1)  # noqa: S311  # no secret
    for number in range(100):
        content = bytes(chance.choices(b"0123456789,", k=chance.randrange(200, 5000)))
        book.keep(file(f"{number}.csv", content), reading(new_run(number)))
    rows = OriginalRow.objects.using(book.database)
    for pk, kept in list(rows.values_list("pk", "content")):
        hurt = bytearray(kept)
        padding = len(hurt) - 5  # before the checksum at the end; it bears nothing of the file
        hurt[chance.choice([place for place in range(len(hurt)) if place != padding])] ^= 1 << chance.randrange(8)
        rows.filter(pk=pk).update(content=bytes(hurt))
    named = [words.split()[3] for code, words in found(book) if code == "original_changed"]
    assert sorted(named) == sorted(f"{number}.csv" for number in range(100))


def test_an_original_without_a_run_and_runs_without_an_original_are_found(full: DjangoLogbook) -> None:
    numbers = sorted(run.number for run in full.runs())
    ActivityRow.objects.using(full.database).filter(original__name="run.fit").delete()
    first = ("run_without_recording", f"Run {numbers[0]} is taken from no kept file.")
    second = ("run_without_recording", f"Run {numbers[1]} is taken from no kept file.")
    assert found(full) == [("original_without_run", "No run belongs to the kept file run.fit."), first, second]


def test_a_file_of_nothing_is_found(full: DjangoLogbook) -> None:
    MassRow.objects.using(full.database).all().delete()
    SetAsideRow.objects.using(full.database).all().delete()
    assert sorted(words.split()[-1] for _, words in found(full)) == ["letter.txt.", "scale.csv."]


@pytest.mark.django_db(transaction=True)
def test_a_run_without_its_original_is_found() -> None:
    new_logbook().keep(file(), reading(new_run(0, 0), new_run(1, 1)))
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM logbook_originalrow")
    sentences = [str(each.sentence) for each in check_logbook().findings if each.code == "row_without_owner"]
    assert len(sentences) == 2
    assert {words.split(" of ", 1)[1] for words in sentences} == {
        "logbook_activityrow belongs to no row of logbook_originalrow."
    }
    ActivityRow.objects.all().delete()


def test_a_run_whose_file_is_another_runners_is_found(full: DjangoLogbook) -> None:
    newest = ActivityRow.objects.using(full.database).filter(run=full.runs()[0].number)
    newest.update(runner=new_logbook(full.database).runner_id)
    (finding,) = found(full)
    number = newest.get().run_id
    assert finding == ("run_of_another_runner", f"Run {number} and its file belong to different runners.")


def test_every_document_that_cannot_be_read_is_found(full: DjangoLogbook) -> None:
    broken = {"version": 1, "value": {"gone": 1}}
    RunnerRow.objects.using(full.database).update(profile=broken)
    ActivityRow.objects.using(full.database).update(features=broken)
    EpisodeRow.objects.using(full.database).update(document=broken)
    AnswerRow.objects.using(full.database).update(document=broken)
    WeighInRow.objects.using(full.database).update(document=broken)
    EntryRow.objects.using(full.database).filter(place=2).update(document=broken)
    kinds = [words.split()[1] for code, words in found(full) if code == "document_unreadable"]
    assert kinds == ["Runner", *["RunFeatures"] * 3, "CrampEpisode", "Answer", "WeighIn", "Entry"]


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
    for day in range(21):
        book.keep(*large_file(day))
    tracemalloc.start()
    report = check_logbook(book.database)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.originals == 21
    assert peak < 5 * 200_000
