import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest

from formats.archives.exports import ENGLISH, GERMAN, line, table
from formats.archives.zips import budget, patched, zipped
from uncramp.domain.outline import Outline, Sport
from uncramp.formats.archives.bounds import BOUNDS, Bounds
from uncramp.formats.archives.catalogue import Catalogue, Entry, Listing
from uncramp.formats.archives.directory import listing_of
from uncramp.formats.archives.strava import strava_catalogue
from uncramp.formats.runs_csv import read
from uncramp.formats.track import sport_of

FILES = {"activities/9.fit.gz": b"9", "activities/10.fit.gz": b"10", "activities/8.gpx": b"8"}


def told(day: int, file: str, **more: str) -> list[str]:
    """A line of the table."""
    return line(ENGLISH, {"Activity Date": f"Apr {day}, 2027, 7:00:00 AM", "Filename": file, **more})


def catalogue(files: Mapping[str, bytes], bounds: Bounds = BOUNDS) -> Catalogue | None:
    return strava_catalogue(listing_of("export.zip", BytesIO(zipped(files)), budget(bounds=bounds)))


def export(*lines: list[str], bounds: Bounds = BOUNDS) -> Catalogue:
    """An export with a table and three files."""
    found = catalogue({"activities.csv": table(ENGLISH, *lines), **FILES}, bounds)
    assert found is not None
    return found


def refusals(found: Catalogue) -> list[str]:
    return [str(error) for error in found.troubles]


def test_the_newest_run_comes_first_and_what_the_table_does_not_tell_of_is_left_to_others() -> None:
    found = export(told(2, "activities/8.gpx"), told(1, "activities/10.fit.gz"), line(ENGLISH, {"Filename": "x"}))
    assert [entry.path for entry in found.entries] == ["activities/8.gpx", "activities/10.fit.gz"]
    assert {entry.path for entry in found.rest} == {"activities/9.fit.gz", "activities.csv"}


def test_a_file_bears_what_the_table_says_of_it() -> None:
    found = export(told(1, "activities\\8.gpx", **{"Activity Name": "Dawn"}))
    assert found.said == {"activities/8.gpx": {"start": "2027-04-01T07:00:00+00:00", "name": "Dawn"}}


def test_a_run_without_a_date_is_still_told_of() -> None:
    found = export(line(ENGLISH, {"Activity Date": "?", "Filename": "activities/8.gpx"}))
    assert found.said == {"activities/8.gpx": {"start_as_written": "?"}}
    assert found.entries[-1].path == "activities/8.gpx"


BY_HAND = {"Activity Type": "Trail Run", "Elapsed Time": "1800"}


def by_hand(day: int, **more: str) -> list[str]:
    """A line without a file, with the distance in the second block as Strava has it."""
    cells = told(day, "", **{**BY_HAND, **more})
    cells[ENGLISH.index("Distance", ENGLISH.index("Filename"))] = "5000.0"
    return cells


def test_a_run_entered_by_hand_is_a_small_table_of_its_own() -> None:
    found = export(by_hand(2, **{"Activity ID": "77", "Activity Name": "Dusk"}), told(1, "activities/8.gpx"))
    assert found.entries[0].path == "activities.csv/77"
    assert found.said["activities.csv/77"]["name"] == "Dusk"
    (run,) = read("77", found.entries[0].open().read())
    assert run.outline == Outline(
        Sport.RUNNING, datetime(2027, 4, 2, 7, 0, tzinfo=UTC), 1800.0, 1800.0, "trail", None, 5000.0
    )
    assert (run.findings, refusals(found)) == ((), [])


def test_a_run_entered_by_hand_is_the_same_bytes_in_a_later_export() -> None:
    first = export(by_hand(2))
    later = export(told(3, "activities/8.gpx"), by_hand(2))
    assert first.entries[0].open().read() == later.entries[1].open().read()


def test_a_dutch_run_entered_by_hand_is_one() -> None:
    """As in a public test of another program after its author's own export, without the columns that it leaves out."""
    header = (
        "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Beschrijving,Verstreken tijd,Afstand,"
        "Bestandsnaam,Gewicht,Fiets,Verstreken tijd,Beweegtijd,Afstand\n"
    )
    only = '125,"8 mrt. 2024 09:00:00",Rondje lopen,Hardloopsessie,,1800,5,,,,1800.0,1750.0,5000.0\n'
    found = catalogue({"activities.csv": f"{header}{only}".encode()})
    assert found is not None
    (run,) = read("125", found.entries[0].open().read())
    assert (run.outline.sport, run.outline.start) == (Sport.RUNNING, datetime(2024, 3, 8, 9, tzinfo=UTC))
    assert (run.outline.elapsed_time, run.outline.distance) == (1800.0, 5000.0)


@pytest.mark.parametrize(
    "more", [{"Elapsed Time": ""}, {"Elapsed Time": "0"}, {"Activity Date": "?"}, {"Activity Date": "1 Apr 1927, 1:00"}]
)
def test_what_does_not_tell_when_or_how_long_is_counted_in_one_sentence(more: Mapping[str, str]) -> None:
    found = export(line(ENGLISH, {**BY_HAND, "Activity Date": "Apr 1, 2027, 7:00:00 AM", **more}), by_hand(2))
    words = "it was entered by hand without telling when or how long it was (such in all: 1)"
    assert refusals(found) == [f"export.zip/activities.csv/row 2: {words}"]
    assert found.said.keys() == {"activities.csv/row 3"}


def test_two_lines_of_one_number_are_not_taken_for_one_run() -> None:
    found = export(by_hand(1, **{"Activity ID": "7"}), by_hand(2, **{"Activity ID": "7"}))
    assert (len(found.said), len(found.troubles)) == (1, 1)


@pytest.mark.parametrize("sport", ["E-Bike Ride", "Weight Training", "", "Lauf", "Run " * 30])
def test_every_sport_entered_by_hand_is_written_so_that_it_is_read_again(sport: str) -> None:
    found = export(by_hand(1, **{"Activity Type": sport}))
    (run,) = read("1", found.entries[0].open().read())
    assert run.outline.sport is (Sport.RUNNING if "u" in sport else sport_of(sport)[0])


def test_files_that_are_missing_are_counted_in_one_sentence() -> None:
    found = export(told(1, "activities/7.fit"), told(2, "activities/6.fit\x1b"), told(3, "activities/8.gpx"))
    words = "activities.csv names it, but it is not there, and the table does not tell when or how long it was"
    assert refusals(found) == [f"export.zip/activities/7.fit: {words} (such in all: 2)"]


def test_a_run_whose_file_is_missing_is_taken_from_the_table() -> None:
    cells = by_hand(2, **{"Activity ID": "5", "Filename": "activities/5.fit.gz"})
    cells[len(ENGLISH) - ENGLISH[::-1].index("Average Heart Rate") - 1] = "151.5"
    found = export(cells, told(3, "activities/8.gpx"))
    words = "activities.csv names it, but it is not there; what the table tells of it was taken (such in all: 1)"
    assert refusals(found) == [f"export.zip/activities/5.fit.gz: {words}"]
    (run,) = read("5", found.entries[1].open().read())
    assert (run.outline.start, run.outline.distance) == (datetime(2027, 4, 2, 7, 0, tzinfo=UTC), 5000.0)
    assert run.details["mean_heart_rate"] == 151.5


def test_planned_routes_are_no_runs() -> None:
    lines = table(ENGLISH, told(1, "activities/8.gpx"))
    found = catalogue({"activities.csv": lines, **FILES, "routes/1.gpx": b"", "my routes/2.gpx": b""})
    assert found is not None
    assert "routes/1.gpx" not in [entry.path for entry in found.rest]
    assert "my routes/2.gpx" in [entry.path for entry in found.rest]
    assert found.skipped == 1


def test_an_export_may_lie_deeper_and_beside_another() -> None:
    files = {
        "export_1/Activities.CSV": table(ENGLISH, told(1, "activities/1.fit")),
        "export_1/activities/1.fit": b"",
        "export_1/routes/1.gpx": b"",
        "b/activities.csv": table(GERMAN, line(GERMAN, {"Filename": "activities/2.fit", "Activity Name": "Lauf"})),
        "b/activities/2.fit": b"",
        "routes/2.gpx": b"",
    }
    found = catalogue(files)
    assert found is not None
    assert found.said.keys() == {"export_1/activities/1.fit", "b/activities/2.fit"}
    assert (found.skipped, found.troubles) == (1, [])


@pytest.mark.parametrize(
    "files", [{}, {"a.csv": b""}, {"activities.csv": b"Date,Title\n1,2\n"}, {"old activities.csv": b"Filename\n1\n"}]
)
def test_a_listing_without_an_export_is_left_to_others(files: Mapping[str, bytes]) -> None:
    assert catalogue(files) is None


def test_a_table_that_is_too_large_is_told_and_the_files_are_kept() -> None:
    found = export(told(1, "activities/8.gpx"), bounds=replace(BOUNDS, most_table_bytes=9))
    assert refusals(found) == ["export.zip/activities.csv: it has more than 0 MB, which is too much to be opened"]
    assert len(found.rest) == 4
    assert found.said == {}


def test_a_damaged_table_is_told() -> None:
    content = patched(
        zipped({"activities.csv": table(ENGLISH, told(1, "activities/8.gpx"))}), b"PK\x01\x02", 16, "<L", 1
    )
    found = strava_catalogue(listing_of("export.zip", BytesIO(content), budget()))
    assert found is not None
    assert refusals(found) == ["export.zip/activities.csv: it is damaged: its checksum does not match"]


def test_a_table_that_is_none_from_somewhere_on_is_told_and_read_up_to_there() -> None:
    endless = random.Random(1).randbytes(100_000).hex()  # noqa: S311  # no secret
    found = export(told(1, "activities/8.gpx"), *[["x"]] * 1000, told(2, "", **{"Activity Description": endless}))
    assert refusals(found) == ["export.zip/activities.csv: it is no well-formed table throughout"]
    assert found.said.keys() == {"activities/8.gpx"}


def test_lines_beyond_the_bound_are_not_read() -> None:
    found = export(told(1, "activities/8.gpx"), told(2, "activities/9.fit.gz"), bounds=replace(BOUNDS, most_entries=5))
    assert len(found.said) == 2
    few = replace(BOUNDS, most_entries=4)
    assert len(export(*[told(1, "activities/8.gpx")] * 4, told(2, "activities/9.fit.gz"), bounds=few).said) == 1


def test_a_table_that_the_system_does_not_give_is_told() -> None:
    def refuse() -> BytesIO:
        raise PermissionError(13, "Permission denied")

    found = strava_catalogue(Listing("runs", [Entry("activities.csv", refuse)], BOUNDS))
    assert found is not None
    assert refusals(found) == ["runs/activities.csv: cannot be opened (Permission denied)."]
