from dataclasses import replace
from datetime import UTC, datetime

import pytest

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.exposure.features import features_of
from uncramp.exposure.outings import richness_of
from uncramp.usecases.ports import Logbook, NewRun, Original, Reading
from uncramp.usecases.reading import CLOCK_WITHOUT_ZONE, place_runs
from usecases.world import MUNICH, Files, outing, take_in

NO_ZONE = Finding(CLOCK_WITHOUT_ZONE, say("its times are local and it does not say where"))
AT_SEA = (0.0, 0.0)


def at(start: datetime, place: tuple[float, float] | None = None, zone: str | None = None) -> Activity:
    """A run that starts then, or when a clock without a zone shows it."""
    own = outing(1, place=place)
    findings = () if start.tzinfo else (NO_ZONE,)
    outline = replace(own.outline, start=start.replace(tzinfo=UTC), time_zone=zone)
    return replace(own, outline=outline, findings=findings)


def placed(activity: Activity, home_zone: str | None = None) -> tuple[str, str | None, bool]:
    """Start in UTC, zone, and whether that is sure."""
    outline, is_sure = Files().reader(home_zone).placed(activity)
    return f"{outline.start:%d %H:%M}", outline.time_zone, is_sure


SUMMER = datetime(2030, 7, 1, 6, 0)  # noqa: DTZ001  # a clock without a zone
MOMENT = SUMMER.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "told", "home", "zone"),
    [
        (MUNICH, "Asia/Tokyo", "America/New_York", "Europe/Berlin"),
        (AT_SEA, "Asia/Tokyo", "America/New_York", "Asia/Tokyo"),
        (None, "+09:00", "America/New_York", "+09:00"),
        (AT_SEA, None, "America/New_York", "America/New_York"),
        (None, None, None, None),
    ],
    ids=["by the place", "by the file at sea", "by the file indoors", "by the runner", "by nothing"],
)
def test_the_time_zone_is_that_of_the_place_else_of_the_file_else_the_runners_own(
    place: tuple[float, float] | None, told: str | None, home: str | None, zone: str | None
) -> None:
    assert placed(at(MOMENT, place, told), home) == ("01 06:00", zone, True)


@pytest.mark.parametrize(
    ("place", "home", "start"),
    [(MUNICH, None, "01 04:00"), (None, "America/New_York", "01 10:00"), (None, "Asia/Kathmandu", "01 00:15")],
)
def test_a_clock_without_a_zone_shows_the_time_of_the_place(
    place: tuple[float, float] | None, home: str | None, start: str
) -> None:
    # Offsets of July in the IANA database: UTC+2 in Berlin, UTC-4 in New York, UTC+5:45 in Kathmandu.
    told_start, zone, is_sure = placed(at(SUMMER, place), home)
    assert (told_start, zone is None, is_sure) == (start, False, False)


def test_a_clock_without_a_zone_anywhere_is_taken_as_utc_and_is_not_sure() -> None:
    assert placed(at(SUMMER)) == ("01 06:00", None, False)


def test_all_that_is_kept_of_a_file_is_read_from_it() -> None:
    activity = replace(at(SUMMER, MUNICH), details={"name": "Run"})
    files = Files(monday=activity)
    kept = files.reader()(Original("monday", b"monday", {"gear": "old shoes"}))
    outline, _ = files.reader().placed(activity)
    said = {"name": "Run", "gear": "old shoes"}
    features, richness = features_of(activity), richness_of(activity)
    assert kept == Reading((NewRun(0, outline, features, richness, said, is_clock_sure=False, findings=(NO_ZONE,)),))


def test_a_file_with_nothing_to_keep_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^empty: it holds no activity$"):
        Files(empty=()).reader()(Original("empty", b"empty"))


def test_runs_get_their_zone_once_the_runner_tells_where_home_is(logbook: Logbook) -> None:
    files = Files(indoors=at(SUMMER), outdoors=at(SUMMER.replace(day=2), MUNICH), sure=at(MOMENT.replace(day=3)))
    take_in(files, logbook)
    files.read.clear()
    assert place_runs(logbook, files.reader("America/New_York")) == 2
    assert [(f"{run.outline.start:%d %H:%M}", run.outline.time_zone) for run in logbook.runs()] == [
        ("03 06:00", "America/New_York"),
        ("02 04:00", "Europe/Berlin"),
        ("01 10:00", "America/New_York"),
    ]
    assert sorted(files.read) == ["indoors", "sure"]
    assert place_runs(logbook, files.reader("Asia/Tokyo")) == 0


def test_the_right_one_of_many_activities_of_a_file_is_placed(logbook: Logbook) -> None:
    files = Files(both=(at(MOMENT, MUNICH), at(MOMENT.replace(day=2))))
    take_in(files, logbook)
    place_runs(logbook, files.reader("Asia/Tokyo"))
    assert [run.outline.time_zone for run in logbook.runs()] == ["Asia/Tokyo", "Europe/Berlin"]


def test_while_home_is_unknown_nothing_is_placed(logbook: Logbook) -> None:
    files = Files(indoors=at(SUMMER))
    take_in(files, logbook)
    assert place_runs(logbook, files.reader()) == 0
    assert logbook.runs()[0].outline.time_zone is None
