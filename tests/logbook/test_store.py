"""Runs, profile and diary in both databases, and what only SQLite can get wrong."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from math import nan
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from logbook.books import kept, new_logbook
from logbook.samples import FEATURES, MORNING, TRAIL, file, large_file, new_run, reading
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset, Severity, Side, WeighIn
from uncramp.domain.errors import InvalidValueError, LogbookError, NotFoundError
from uncramp.domain.outline import Outline
from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.units import IMPERIAL
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.home import DATABASE_FILE
from uncramp.logbook.models import ActivityRow, EpisodeRow, OriginalRow
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import KeptAnswer, KeptWeighIn, NewRun, Original

CALF = CrampEpisode(MORNING, Muscle.CALF, Onset.AFTER, Severity.MODERATE, Side.LEFT, 9000.5, "“aïe”")
FOOT = CrampEpisode(MORNING, Muscle.FOOT)
NIGHT = CrampEpisode(MORNING, Muscle.CALF, Onset.NIGHT)
NONE = Answer(MORNING + timedelta(hours=9))
DRY = WeighIn(before=70.5, after=69.0, drunk=0.5, duration=3600.0, urine=0.25)
WET = WeighIn(before=70.0, after=70.0, drunk=0.0, duration=600.0)
NOBODYS = 2**70
in_one_database = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_the_newest_run_comes_first_whenever_it_was_added(book: DjangoLogbook) -> None:
    numbers = {day: kept(book, day) for day in (2, 0, 1)}
    assert [run.number for run in book.runs()] == [numbers[2], numbers[1], numbers[0]]


def test_of_runs_with_one_start_the_last_added_comes_first(book: DjangoLogbook) -> None:
    one, other = new_run(position=0), new_run(position=1, elapsed_time=1800.0, timer_time=1800.0)
    first, second = book.keep(file(), reading(one, other)).runs
    assert [run.number for run in book.runs()] == [second, first]


def test_renewed_features_replace_the_old(book: DjangoLogbook) -> None:
    number, other = kept(book, 0), kept(book, 1)
    newer = RunFeatures(VERSION, mean_temperature=17.5)
    book.renew_features(book.run(number), newer, 5)
    assert (book.run(number).features, book.run(other).features) == (newer, FEATURES)


def test_of_features_of_another_version_only_the_version_is_known(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.renew_features(book.run(number), RunFeatures(VERSION + 1, mean_heart_rate=150.0), 5)
    assert book.run(number).features == RunFeatures(VERSION + 1)
    assert [run.features for run in book.runs()] == [RunFeatures(VERSION + 1)]


def test_what_is_renewed_is_the_recording_that_was_read_though_the_run_is_taken_from_another_by_now(
    book: DjangoLogbook,
) -> None:
    number = kept(book, 0)
    before = book.run(number)
    richer = new_run(richness=1, distance=10_010.0)
    book.keep(file(content=b"richer"), reading(richer))
    book.renew_features(before, RunFeatures(VERSION), 0)
    book.replace_outline(before, replace(TRAIL, time_zone="Asia/Kathmandu"))
    assert (book.run(number).outline, book.run(number).features) == (richer.outline, FEATURES)
    own = book.separate(number, before.recording)
    assert (book.run(own).outline.time_zone, book.run(own).features) == ("Asia/Kathmandu", RunFeatures(VERSION))


def test_a_recording_that_is_gone_is_left_alone(book: DjangoLogbook) -> None:
    run = book.run(kept(book, 0))
    other = new_logbook(book.database)
    other.renew_features(run, RunFeatures(VERSION), 0)
    other.replace_outline(run, replace(TRAIL, time_zone=None))
    assert book.runs() == [run]


def test_recordings_without_a_zone_come_file_by_file(book: DjangoLogbook) -> None:
    book.keep(file(), reading(*(new_run(day, day, time_zone=None) for day in (3, 1))))
    kept(book, 2)
    assert [run.position for run in book.unplaced()] == [1, 3]


def test_an_outline_is_replaced_whole(book: DjangoLogbook) -> None:
    number, other = kept(book, 0), kept(book, 1)
    outline = replace(TRAIL, time_zone="+05:45", distance=None, sub_sport=None)
    book.replace_outline(book.run(number), outline)
    assert book.run(number).outline == outline
    assert book.run(other).outline.time_zone == "Europe/Berlin"


def test_a_runner_who_said_nothing_was_asked_nothing(book: DjangoLogbook) -> None:
    assert book.runner() == Runner()


@pytest.mark.parametrize("conditions", [None, frozenset(), frozenset({Condition.NSAID, Condition.STATIN})])
def test_the_profile_is_replaced_whole(book: DjangoLogbook, conditions: frozenset[Condition] | None) -> None:
    book.save_runner(Runner(mass=70.0, birth_year=1980))
    new = Runner(sex=Sex.FEMALE, cramp_history=False, conditions=conditions, units=IMPERIAL, time_zone="Asia/Tokyo")
    book.save_runner(new)
    assert book.runner() == new


def test_cramps_come_back_newest_run_first_and_as_written_down(book: DjangoLogbook) -> None:
    old, new = kept(book, 0), kept(book, 1)
    book.add_episode(old, FOOT)
    book.add_episode(new, CALF)
    book.add_episode(new, FOOT)
    assert cramps(book) == [(new, CALF), (new, FOOT), (old, FOOT)]


def cramps(book: DjangoLogbook) -> list[tuple[int, CrampEpisode]]:
    """Runs and cramps in the diary."""
    return [(each.run, each.episode) for each in book.episodes()]


def test_a_cramp_is_taken_back_by_its_number_and_the_others_stay(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.add_episode(number, CALF)
    book.add_episode(number, FOOT)
    calf = book.episodes()[0].number
    book.remove_episode(calf)
    assert cramps(book) == [(number, FOOT)]
    with pytest.raises(NotFoundError, match=rf"^There is no cramp {calf} in the diary\.$"):
        book.remove_episode(calf)


@pytest.mark.parametrize("number", [0, -1, NOBODYS])
def test_a_number_that_no_cramp_has_is_named(book: DjangoLogbook, number: int) -> None:
    with pytest.raises(NotFoundError, match=rf"^There is no cramp {number} in the diary\.$"):
        book.remove_episode(number)


def test_nobody_takes_back_what_another_told(book: DjangoLogbook) -> None:
    one, other = kept(book, 0), kept(book, 1)
    book.add_episode(one, CALF)
    book.add_answer(other, NONE)
    stranger = new_logbook(book.database)
    with pytest.raises(NotFoundError):
        stranger.remove_episode(book.episodes()[0].number)
    with pytest.raises(NotFoundError):
        stranger.remove_answer(other)
    assert (cramps(book), book.answers()) == ([(one, CALF)], [KeptAnswer(other, NONE)])


def test_the_same_cramp_told_twice_is_refused_and_kept_once(book: DjangoLogbook) -> None:
    number, other = kept(book, 0), kept(book, 1)
    book.add_episode(number, CALF)
    with pytest.raises(InvalidValueError, match=r"^The diary holds a cramp .calf, at 9000\.5 m. of this run"):
        book.add_episode(number, replace(CALF, reported=MORNING + timedelta(seconds=1)))
    book.add_episode(other, CALF)
    assert cramps(book) == [(other, CALF), (number, CALF)]


def test_answers_come_back_newest_run_first_and_as_given(book: DjangoLogbook) -> None:
    old, new = kept(book, 0), kept(book, 1)
    later = Answer(MORNING + timedelta(days=3, microseconds=1))
    book.add_answer(old, later)
    book.add_answer(new, NONE)
    assert book.answers() == [KeptAnswer(new, NONE), KeptAnswer(old, later)]
    assert book.episodes() == []


def test_of_two_answers_the_first_stays(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.add_answer(number, NONE)
    book.add_answer(number, Answer(MORNING + timedelta(days=1)))
    assert book.answers() == [KeptAnswer(number, NONE)]


def test_an_answer_is_taken_back_once(book: DjangoLogbook) -> None:
    number, other = kept(book, 0), kept(book, 1)
    book.add_answer(number, NONE)
    book.add_answer(other, NONE)
    book.remove_answer(number)
    assert book.answers() == [KeptAnswer(other, NONE)]
    with pytest.raises(NotFoundError, match=rf"^The diary holds no answer of run {number}\.$"):
        book.remove_answer(number)


def test_no_answer_stands_beside_a_cramp_of_the_run(book: DjangoLogbook) -> None:
    number, other = kept(book, 0), kept(book, 1)
    book.add_answer(other, NONE)
    assert not book.add_episode(number, FOOT)
    with pytest.raises(InvalidValueError, match=rf"^The diary holds a cramp .foot. of run {number}\. If it was none,"):
        book.add_answer(number, NONE)
    assert book.answers() == [KeptAnswer(other, NONE)]
    assert book.add_episode(other, FOOT)
    assert (book.answers(), cramps(book)) == ([], [(other, FOOT), (number, FOOT)])


def test_a_night_cramp_stands_beside_the_answer_whichever_came_first(book: DjangoLogbook) -> None:
    one, other = kept(book, 0), kept(book, 1)
    book.add_answer(one, NONE)
    assert not book.add_episode(one, NIGHT)
    book.add_episode(other, NIGHT)
    book.add_answer(other, NONE)
    assert [each.run for each in book.answers()] == [each.run for each in book.episodes()] == [other, one]


def test_weigh_ins_come_back_newest_run_first_and_as_written_down(book: DjangoLogbook) -> None:
    old, new = kept(book, 0), kept(book, 1)
    book.add_weigh_in(old, WET)
    book.add_weigh_in(new, DRY)
    book.add_weigh_in(new, WET)
    assert book.weigh_ins() == [KeptWeighIn(new, DRY), KeptWeighIn(new, WET), KeptWeighIn(old, WET)]


def test_what_is_told_of_a_run_with_several_files_is_told_once(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.keep(file(content=b"richer"), reading(new_run(richness=1)))
    book.add_episode(number, CALF)
    book.add_weigh_in(number, DRY)
    assert (len(book.runs()), cramps(book), book.weigh_ins()) == (
        1,
        [(number, CALF)],
        [KeptWeighIn(number, DRY)],
    )


CALLS: dict[str, Callable[[DjangoLogbook, int], object]] = {
    "run": lambda book, number: book.run(number),
    "original": lambda book, number: book.original(number),
    "recordings": lambda book, number: book.recordings(number),
    "separate": lambda book, number: book.separate(number, 1),
    "join": lambda book, number: book.join(number, number),
    "add_episode": lambda book, number: book.add_episode(number, CALF),
    "add_answer": lambda book, number: book.add_answer(number, NONE),
    "remove_answer": lambda book, number: book.remove_answer(number),
    "add_weigh_in": lambda book, number: book.add_weigh_in(number, DRY),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [0, -1, NOBODYS])
def test_a_number_that_no_run_has_is_named(book: DjangoLogbook, call: str, number: int) -> None:
    kept(book, 0)
    with pytest.raises(NotFoundError, match=rf"^There is no run {number} in the logbook\.$"):
        CALLS[call](book, number)


@pytest.mark.parametrize("call", CALLS)
def test_a_run_of_another_runner_is_no_run(book: DjangoLogbook, call: str) -> None:
    number = kept(book, 0)
    with pytest.raises(NotFoundError, match=rf"^There is no run {number} in the logbook\.$"):
        CALLS[call](new_logbook(book.database), number)
    assert (book.run(number).features, len(book.recordings(number))) == (FEATURES, 1)


def test_a_stranger_sees_nothing(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.add_episode(number, CALF)
    book.add_weigh_in(number, DRY)
    book.add_answer(kept(book, 1), NONE)
    book.save_runner(Runner(mass=70.0))
    stranger = new_logbook(book.database)
    seen = stranger.runs(), stranger.episodes(), stranger.answers(), stranger.weigh_ins(), stranger.runner()
    assert seen == ([], [], [], [], Runner())


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
    answer=strategies.answers,
    weigh_in=strategies.weigh_ins(),
    name=st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    content=st.binary(),
)
def test_any_run_and_its_diary_come_back(  # noqa: PLR0913  # one of each kind
    database: str,
    *,
    outline: Outline,
    features: RunFeatures,
    episode: CrampEpisode,
    answer: Answer,
    weigh_in: WeighIn,
    name: str,
    content: bytes,
) -> None:
    book = new_logbook(database)
    episode = replace(episode, note=episode.note.replace("\0", ""))  # nobody types it, and PostgreSQL keeps none
    (number,) = book.keep(Original(name, content), reading(NewRun(0, outline, features))).runs
    book.add_answer(number, answer)
    assert book.answers() == [KeptAnswer(number, answer)]
    book.add_episode(number, episode)
    book.add_weigh_in(number, weigh_in)
    (run,) = book.runs()
    assert (run.outline, run.features, book.original(number)) == (outline, features, Original(name, content))
    assert (book.episodes()[0].episode, book.weigh_ins()[0].weigh_in) == (episode, weigh_in)


@pytest.mark.parametrize(
    "poison",
    [{"elapsed_time": nan}, {"distance": nan}, {"features": RunFeatures(VERSION, mean_heart_rate=nan)}],
    ids=["duration", "distance", "features"],
)
def test_a_poisoned_value_is_not_kept(book: DjangoLogbook, poison: dict[str, Any]) -> None:
    with pytest.raises(LogbookError, match=r"constraint failed|is nan cannot be kept|input syntax .* json"):
        book.keep(file(), reading(new_run(**poison)))
    assert OriginalRow.objects.using(book.database).count() == 0


def test_features_of_a_shape_long_gone_do_not_shut_the_logbook(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    rows = ActivityRow.objects.using(book.database).filter(run=number)
    rows.update(features={"version": 0, "gone": 1}, features_version=VERSION + 1)
    assert book.run(number).features == RunFeatures(VERSION + 1)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"version": 99, "value": {}}, "A document of version 99 cannot be read here."),
        ({"version": 1, "value": {"muscle": "calf"}}, "A kept CrampEpisode cannot be read."),
    ],
)
def test_a_document_that_cannot_be_read_is_said(book: DjangoLogbook, document: dict[str, Any], words: str) -> None:
    EpisodeRow.objects.using(book.database).create(run_id=kept(book, 0), document=document)
    with pytest.raises(LogbookError, match=re.escape(words)):
        book.episodes()


READS: dict[str, Callable[[DjangoLogbook, int], object]] = {
    "runs": lambda book, _: book.runs(),
    "run": lambda book, number: book.run(number),
    "recordings": lambda book, number: book.recordings(number),
    "has": lambda book, _: book.has(file().digest),
    "runner": lambda book, _: book.runner(),
    "episodes": lambda book, _: book.episodes(),
    "answers": lambda book, _: book.answers(),
    "weigh_ins": lambda book, _: book.weigh_ins(),
    "masses": lambda book, _: book.masses(),
    "imports": lambda book, _: book.imports(),
    "set_aside_files": lambda book, _: book.set_aside_files(),
}


@pytest.mark.parametrize("read", READS)
def test_a_read_is_a_query_or_two_without_the_files(book: DjangoLogbook, read: str) -> None:
    number = book.keep(file(), reading(*(new_run(day, day) for day in range(5)))).runs[0]
    with CaptureQueriesContext(connections[book.database]) as queries:
        READS[read](book, number)
    asked = [each["sql"] for each in queries]
    assert 1 <= len(asked) <= 2
    assert not any('"content"' in query for query in asked)


def plan_of(query: str) -> str:
    with connection.cursor() as cursor:
        return "\n".join(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())


@pytest.mark.django_db
def test_runs_are_listed_along_the_index_without_sorting() -> None:
    with CaptureQueriesContext(connection) as queries:
        new_logbook().runs()
    plan = plan_of(queries[-1]["sql"])
    assert "USING INDEX runner_start" in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan


@pytest.mark.django_db
def test_a_known_outing_is_looked_up_by_the_index() -> None:
    book = new_logbook()
    with CaptureQueriesContext(connection) as queries:
        book.keep(file(), reading(new_run()))
    (look_up,) = (each["sql"] for each in queries if "BETWEEN" in each["sql"])
    assert "USING INDEX runner_start (runner_id=? AND start>? AND start<?)" in plan_of(look_up)


@pytest.mark.django_db
def test_features_that_are_no_longer_json_are_said() -> None:
    book = new_logbook()
    kept(book, 0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("UPDATE logbook_activityrow SET features = 'gone'")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    with pytest.raises(LogbookError, match=r"^A kept RunFeatures cannot be read\.$"):
        book.runs()


WRITES: dict[str, Callable[[DjangoLogbook, int], object]] = {
    "keep": lambda book, _: book.keep(*large_file(7)),
    "begin_import": lambda book, _: book.begin_import("a.zip"),
    "renew_features": lambda book, number: book.renew_features(book.run(number), RunFeatures(VERSION), 0),
    "save_runner": lambda book, _: book.save_runner(Runner(mass=60.0)),
    "add_episode": lambda book, number: book.add_episode(number, FOOT),
    "add_answer": lambda book, number: book.add_answer(number, NONE),
    "add_weigh_in": lambda book, number: book.add_weigh_in(number, DRY),
}


@pytest.fixture
def on_disk(home: Path) -> tuple[DjangoLogbook, int]:
    """A logbook on disk, and the number of a run in it."""
    book = open_logbook(home)
    return book, kept(book, 0)


@pytest.mark.parametrize("write", WRITES)
def test_while_another_program_writes_a_write_is_refused_and_all_can_be_read(
    home: Path, on_disk: tuple[DjangoLogbook, int], write: str
) -> None:
    book, number = on_disk
    with connections[book.database].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(home / DATABASE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogbookError, match=r"^Another program is writing to the logbook /.*; try again"):
            WRITES[write](book, number)
        for read in READS.values():
            read(book, number)
    WRITES[write](book, number)


def test_of_presses_at_one_moment_one_counts_and_no_answer_stands_beside_a_cramp(
    on_disk: tuple[DjangoLogbook, int],
) -> None:
    book, number = on_disk

    def press(place: int) -> bool:
        try:
            book.add_episode(number, CALF) if place % 2 else book.add_answer(number, NONE)
        except InvalidValueError:
            return False
        finally:
            connections[book.database].close()
        return True

    with ThreadPoolExecutor(8) as people:
        counted = list(people.map(press, range(8)))
    assert sum(counted[1::2]) == 1
    assert (cramps(book), book.answers()) == ([(number, CALF)], [])


def test_a_full_disk_keeps_nothing_and_breaks_nothing(on_disk: tuple[DjangoLogbook, int]) -> None:
    book, number = on_disk
    with connections[book.database].cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite raises it to the pages that are in use
    with pytest.raises(LogbookError, match=r"^No room is left for the logbook /.*; what was kept before is safe\.$"):
        book.keep(*large_file(7))
    assert [run.number for run in book.runs()] == [number]
    assert book.has(large_file(7)[0].digest) is None
