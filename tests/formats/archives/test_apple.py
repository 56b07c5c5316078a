from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from formats.apple.apple_exports import archive, beats, export, gpx, note, record, route, ways, workout
from formats.archives.zips import Opened, budget, opened, patched, put, zipped
from formats.fit.fit_bytes import RUN
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats import readers
from uncramp.formats.apple.read import is_apple, read, read_measurements
from uncramp.formats.archives import opening
from uncramp.formats.archives.apple import apple_catalogue, lone_export
from uncramp.formats.archives.bounds import BOUNDS, Bounds, SpentError
from uncramp.formats.archives.catalogue import Catalogue, Entry, Listing
from uncramp.formats.archives.directory import listing_of
from uncramp.formats.readers import Format

FOLDER = "apple_health_export"
POINTS = [(0, 48.0, 100.0), (10, 48.0001, 101.0)]
BERLIN = note("HKTimeZone", "Europe/Berlin")
WHOLE = export(beats(120, 130), workout(BERLIN, route()), workout(start=3000, end=3600), workout(kind="Cycling"))


def catalogue(content: bytes, bounds: Bounds = BOUNDS) -> Catalogue:
    found = apple_catalogue(listing_of("export.zip", BytesIO(content), budget(bounds=bounds)))
    assert found is not None
    return found


def paths(entries: Iterable[Entry]) -> list[str]:
    return [entry.path for entry in entries]


def test_the_newest_run_comes_first_and_body_masses_last() -> None:
    found = catalogue(
        archive(export(workout(start=0), workout(start=3000, end=3600), record("BodyMass", 0, 0, 70, "kg")))
    )
    assert paths(found.entries) == [
        f"{FOLDER}/export.xml/2024-05-01 05.50.00 Running.xml",
        f"{FOLDER}/export.xml/2024-05-01 05.00.00 Running.xml",
        f"{FOLDER}/export.xml/0 BodyMass.xml",
    ]
    assert found.said.keys() == set(paths(found.entries))
    assert paths(found.rest) == [f"{FOLDER}/export_cda.xml"]


@pytest.mark.parametrize("name", ["export.xml", "Export.xml", "Exportieren.xml", "exportación.xml", "导出.XML"])
def test_an_export_is_known_in_any_language(name: str) -> None:
    assert len(catalogue(archive(WHOLE, name=name)).said) == 2


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"export.xml": b"<gpx/>"},
        {"a.fit": RUN},
        {"export.xml": b""},
        {"__MACOSX/export.xml": WHOLE},
        {"export": WHOLE},
    ],
)
def test_a_listing_without_an_export_is_left_to_others(files: Mapping[str, bytes]) -> None:
    assert apple_catalogue(listing_of("a.zip", BytesIO(zipped(files)), budget())) is None


def test_a_run_has_the_points_of_its_route() -> None:
    late, early, *_ = catalogue(archive(WHOLE, gpx(POINTS))).entries
    assert early.open().read().count(b"<trkpt") == 2
    assert late.open().read().count(b"<trkpt") == 0
    assert is_apple(early.open().read())


def test_routes_of_other_sports_are_no_runs_and_other_files_are_kept() -> None:
    files = {
        f"{FOLDER}/export.xml": WHOLE,
        f"{FOLDER}/workout-routes/route_2024-05-01_7.10am.gpx": gpx(POINTS),
        f"{FOLDER}/workout-routes/ride.gpx": gpx(POINTS),
        "mine/workout-routes/own.gpx": gpx(POINTS),
        "run.fit": RUN,
    }
    found = catalogue(zipped(files))
    assert paths(found.rest) == ["mine/workout-routes/own.gpx", "run.fit"]
    assert found.skipped == 2  # a ride, and its route


@pytest.mark.parametrize("content", [None, b"PK\x03\x04"])
def test_a_run_whose_route_cannot_be_had_is_still_a_run(content: bytes | None) -> None:
    files = {"export.xml": WHOLE, "workout-routes/route_2024-05-01_7.10am.gpx": gpx(POINTS)}
    damaged = patched(zipped(files), b"PK\x01\x02", 16, "<L", 1) if content else zipped({"export.xml": WHOLE})
    part = catalogue(damaged).entries[1].open().read()
    (activity,) = read("a", part)
    assert [each.code for each in activity.findings] == ["route-missing"]


def test_a_later_export_gives_the_same_bytes() -> None:
    early = catalogue(archive(WHOLE, gpx(POINTS))).entries[1].open().read()
    longer = export(
        beats(120, 130), ways(0.1, 0.1), workout(BERLIN, route(), device="0x99"), workout(start=9000, end=9600)
    )
    later = [
        entry.open().read()
        for entry in catalogue(archive(longer.replace(beats(120).encode(), b""), gpx(POINTS))).entries[:2]
    ]
    assert early not in later  # for it lacks a beat
    same = export(beats(120, 130), workout(BERLIN, route(), device="0x99"), workout(start=9000, end=9600))
    assert early in [entry.open().read() for entry in catalogue(archive(same, gpx(POINTS, "2025"))).entries[:2]]


def test_a_cut_export_is_told_and_read_up_to_there() -> None:
    found = catalogue(archive(export(workout(), end="")))
    assert [str(each) for each in found.troubles] == [
        f"export.zip/{FOLDER}/export.xml: the file ends in the middle; all that is whole before that was read"
    ]
    assert len(found.said) == 1


def test_a_damaged_export_is_told_and_kept() -> None:
    content = patched(zipped({"export.xml": WHOLE}), b"PK\x01\x02", 16, "<L", 1)
    found = catalogue(content)
    assert [str(each) for each in found.troubles] == [
        "export.zip/export.xml: it is damaged: its checksum does not match"
    ]
    assert len(found.said) == 2


def test_entities_are_refused() -> None:
    found = catalogue(archive(export(workout(), dtd='<!DOCTYPE HealthData [<!ENTITY a "&b;&b;">]>')))
    assert [str(each.reason) for each in found.troubles] == ["it declares entities, which an activity has no need of"]
    assert not found.said


def test_an_export_that_the_system_does_not_give_is_told_if_it_is_one() -> None:
    def refuse() -> BytesIO:
        raise PermissionError(13, "Permission denied")

    listing = Listing("runs", [Entry("a.xml", refuse), Entry("export.xml", lambda: BytesIO(WHOLE))], BOUNDS)
    found = apple_catalogue(listing)
    assert found is not None
    assert [str(each) for each in found.troubles] == ["runs/a.xml: cannot be opened (Permission denied)."]


def test_routes_within_a_packed_archive_are_read_in_the_order_of_their_places() -> None:
    found = catalogue(archive(WHOLE, gpx(POINTS)))
    late, early = found.entries[:2]
    assert early.place > late.place


def test_what_takes_too_much_unpacking_is_left_to_the_bounds_of_archives() -> None:
    def refuse() -> BytesIO:
        raise SpentError("export.zip", say("it takes too much unpacking"))

    path = "workout-routes/route_2024-05-01_7.10am.gpx"
    found = apple_catalogue(Listing("a", [Entry("export.xml", lambda: BytesIO(WHOLE)), Entry(path, refuse)], BOUNDS))
    assert found is not None
    with pytest.raises(SpentError):
        found.entries[1].open()


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    formats = (*readers.FORMATS, Format(is_apple, read, read_measurements))
    monkeypatch.setattr(opening, "KINDS", (*opening.KINDS, apple_catalogue))
    monkeypatch.setattr(opening, "FORMATS", formats)
    monkeypatch.setattr(readers, "FORMATS", formats)


@pytest.mark.usefixtures("wired")
def test_a_dropped_export_becomes_runs_that_can_be_read(tmp_path: Path) -> None:
    result = opened(tmp_path, archive(WHOLE, gpx(POINTS)), "Export.zip")
    assert (len(result.found), result.refusals, result.skipped) == (2, [], 2)
    runs = [readers.read_activities(each.name, each.content) for each in result.found]
    assert [len(each) for each in runs] == [1, 1]


@pytest.mark.usefixtures("wired")
def test_an_unpacked_export_is_read_like_its_zip(tmp_path: Path) -> None:
    files = {"export.xml": WHOLE, "workout-routes/route_2024-05-01_7.10am.gpx": gpx(POINTS)}
    zip_ = opened(tmp_path, zipped(files))
    folder = Opened(put(tmp_path / FOLDER, files))
    assert [each.digest for each in folder.found] == [each.digest for each in zip_.found]


@pytest.mark.usefixtures("wired")
def test_what_unpacks_to_far_more_is_left_to_the_bounds_of_archives(tmp_path: Path) -> None:
    bomb = export(" " * 3_000_000, workout())
    result = opened(tmp_path, zipped({"export.xml": bomb}), bounds=replace(BOUNDS, highest_ratio=100))
    assert result.refusals == ["a.zip/export.xml: it unpacks to more than 100 times its size, as no activity does"]


def test_an_export_in_no_archive_is_a_listing_of_its_own() -> None:
    found = apple_catalogue(lone_export("export.xml", BytesIO(WHOLE), BOUNDS))
    assert found is not None
    assert paths(found.entries) == [
        "export.xml/2024-05-01 05.50.00 Running.xml",
        "export.xml/2024-05-01 05.00.00 Running.xml",
    ]


def test_a_lone_export_that_is_refused_says_why() -> None:
    stream = BytesIO(export(dtd="<!DOCTYPE HealthData [<!ENTITY a 'b'>]>"))
    found = apple_catalogue(lone_export("export.xml", stream, BOUNDS))
    assert found is not None
    assert [type(each) for each in found.troubles] == [UnreadableFileError]
