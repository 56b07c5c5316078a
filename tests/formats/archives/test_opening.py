import gzip
import json
import os
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.apple import apple_exports as apple
from formats.archives.exports import ENGLISH, line, table
from formats.archives.zips import Opened, opened, patched, put, zipped
from formats.documented import examples
from formats.fit.fit_bytes import RUN
from formats.real_files import CORPUS, attack_files, need
from uncramp.formats.archives.bounds import BOUNDS
from uncramp.formats.archives.opening import open_sources
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.usecases.ports import Original

GARMIN = Path(__file__).parents[2] / "files" / "garmin"
NOISE = random.Random(1).randbytes(100_000)  # noqa: S311  # no secret
CSV = b"date,mass\n2027-04-18,70\n"
GPX = b'<?xml version="1.0"?><gpx version="1.1"/>'


def test_a_file_is_given_as_it_is_whatever_it_is(tmp_path: Path) -> None:
    for name, content in {"a.fit": RUN, "b.txt": b"hello", "c": b"", ".d.fit": RUN}.items():
        (found,) = opened(tmp_path, content, name).found
        assert (found.name, found.content, found.said) == (name, content, {})


@pytest.mark.parametrize("name", ["run.fit.gz", "run.fit", "run"])
def test_a_packed_file_is_unpacked_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (found,) = opened(tmp_path, gzip.compress(gzip.compress(RUN)), name).found
    assert (found.name, found.content) == (name, RUN)


def test_members_are_named_with_their_archives_and_come_newest_first(tmp_path: Path) -> None:
    inner = zipped({"9.fit": RUN, "10.fit": RUN})
    files = {"b/Uploaded.zip": inner, "b/1.fit.gz": gzip.compress(RUN), "a.fit": RUN}
    result = opened(tmp_path, zipped(files), "export.zip")
    assert result.names == [
        "export.zip/b/Uploaded.zip/10.fit",
        "export.zip/b/Uploaded.zip/9.fit",
        "export.zip/b/1.fit.gz",
        "export.zip/a.fit",
    ]
    assert {found.content for found in result.found} == {RUN}


def test_a_folder_is_gone_through_like_an_archive(tmp_path: Path) -> None:
    folder = put(tmp_path / "runs", {"2026/a.fit": RUN, "2027/b.zip": zipped({"c.fit": RUN}), "d.txt": b"hello"})
    result = Opened(folder)
    assert (result.names, result.skipped) == (["runs/2027/b.zip/c.fit", "runs/2026/a.fit"], 1)


def test_a_folder_is_named_when_it_is_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(put(tmp_path / "runs", {"a.fit": RUN}))
    assert Opened(Path()).names == ["runs/a.fit"]


def test_several_paths_are_opened_newest_first_by_their_names(tmp_path: Path) -> None:
    put(tmp_path, {"9.fit": RUN, "10.fit": RUN})
    assert Opened(tmp_path / "9.fit", tmp_path / "none", tmp_path / "10.fit").names == ["10.fit", "9.fit"]


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("photo.jpg", b"\xff\xd8\xff", 0),
        (".DS_Store", RUN, 0),
        ("__MACOSX/._a.fit", RUN, 0),
        ("table.csv.gz", gzip.compress(b"a,b"), 0),
        ("inner.zip", zipped({"a.txt": b""}), 0),
        ("unnamed", RUN, 1),
        ("broken.fit", b"garbage", 1),
        ("broken.zip", b"garbage", 1),
        ("broken.gpx.gz", gzip.compress(b"garbage"), 1),
    ],
)
def test_in_an_archive_what_neither_is_nor_promises_an_activity_is_skipped_and_counted(
    tmp_path: Path, name: str, content: bytes, count: int
) -> None:
    result = opened(tmp_path, zipped({name: content, "a.fit": RUN}))
    assert (len(result.found) - 1, result.skipped, result.refusals) == (count, 1 - count, [])


@pytest.mark.parametrize("files", [{}, {"a.txt": b"hello"}, {"a/": b""}])
def test_an_archive_without_an_activity_is_refused(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    assert opened(tmp_path, zipped(files)).refusals == ["a.zip: nothing in it looks like an activity file"]
    assert Opened(put(tmp_path / "b", {"c.txt": b""})).refusals == ["b: nothing in it looks like an activity file"]


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    circle, none = tmp_path / "circle", tmp_path / "none"
    assert Opened(tmp_path / "pipe", none, Path("a\0b"), circle).refusals == [
        "a\\x00b: there is no such file.",
        "pipe: it is no file",
        f"{none}: there is no such file.",
        f"{circle}: cannot be opened (Too many levels of symbolic links).",
    ]


def test_a_file_that_is_gone_before_its_turn_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    sources = iter(open_sources([put(tmp_path / "runs", {"a.fit": RUN, "b.fit": RUN, "c.fit": RUN})]))
    next(sources)
    (tmp_path / "runs" / "b.fit").unlink()
    assert str(next(sources)) == "runs/b.fit: cannot be opened (No such file or directory)."
    assert isinstance(next(sources), Original)


def test_exports_of_two_services_in_one_folder_are_both_known(tmp_path: Path) -> None:
    strava = table(ENGLISH, line(ENGLISH, {"Activity Date": "Apr 1, 2027, 7:00:00 AM", "Filename": "activities/1.fit"}))
    folder = put(
        tmp_path / "all",
        {
            "apple/export.xml": apple.export(apple.workout(apple.route())),
            "apple/workout-routes/route_2024-05-01_7.10am.gpx": apple.gpx([(0, 48.0, 100.0)]),
            "strava/activities.csv": strava,
            "strava/activities/1.fit": RUN,
            "other.fit": RUN,
        },
    )
    result = Opened(folder)
    assert result.names == [
        "all/strava/activities/1.fit",
        "all/apple/export.xml/2024-05-01 05.00.00 Running.xml",
        "all/other.fit",
    ]
    assert b"<trkpt" in result.found[1].content
    assert (len(result.found[0].said), result.skipped, result.refusals) == (1, 1, [])  # the table


def test_one_bad_member_does_not_stop_the_next(tmp_path: Path) -> None:
    content = patched(zipped({"a.fit": RUN, "c.csv": CSV, "b.csv": CSV}), b"PK\x01\x02", 16, "<L", 1)
    result = opened(tmp_path, content)
    assert result.names == ["a.zip/a.fit", "a.zip/c.csv"]
    assert result.refusals == ["a.zip/b.csv: it is damaged: its checksum does not match"]


def test_what_shows_its_damage_by_itself_is_left_to_its_reader(tmp_path: Path) -> None:
    content = patched(zipped({"b.fit": RUN, "a.fit": RUN}), b"PK\x01\x02", 16, "<L", 1)
    assert opened(tmp_path, content).names == ["a.zip/b.fit", "a.zip/a.fit"]
    content = patched(zipped({"a.fit": b"garbage"}), b"PK\x01\x02", 16, "<L", 1)
    assert opened(tmp_path, content).refusals == ["a.zip/a.fit: it is damaged: its checksum does not match"]


def test_an_archive_with_a_broken_directory_gives_what_it_has(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.fit": RUN, "b.fit": RUN}))
    content[content.rindex(b"PK\x01\x02")] = 0
    result = opened(tmp_path, bytes(content))
    assert (result.names, len(result.refusals)) == (["a.zip/a.fit"], 1)


def test_a_name_that_is_too_long_is_refused_and_shortened(tmp_path: Path) -> None:
    result = opened(tmp_path, zipped({"n" * 5000 + ".fit": RUN, "a.fit": RUN}))
    (refusal,) = result.refusals
    assert refusal.endswith("n…: its name has more than 1000 characters")
    assert len(refusal) < 1100
    assert result.names == ["a.zip/a.fit"]


def nested(depth: int) -> bytes:
    content = RUN
    for _ in range(depth):
        content = zipped({"a.fit": content})
    return content


def test_archives_lie_in_each_other_up_to_a_depth(tmp_path: Path) -> None:
    assert opened(tmp_path, nested(3)).names == ["a.zip/a.fit/a.fit/a.fit"]
    assert opened(tmp_path, nested(4)).refusals == ["a.zip/a.fit/a.fit/a.fit: more than 3 archives lie in each other"]
    assert len(opened(tmp_path, gzip.compress(nested(3))).refusals) == 1


def test_a_large_zip_in_a_zip_is_gone_through_once_in_the_order_of_its_bytes(tmp_path: Path) -> None:
    few = replace(BOUNDS, most_held_bytes=1000, bytes_in_all=5 * 30 * len(NOISE), ratio_in_all=0)
    inner = zipped({f"{index}.fit": NOISE[index:] for index in range(30)})
    result = opened(tmp_path, zipped({"inner.zip": inner, "2.fit": RUN}), bounds=few)
    assert result.names == [*(f"a.zip/inner.zip/{index}.fit" for index in range(30)), "a.zip/2.fit"]
    assert [found.content for found in result.found] == [*(NOISE[index:] for index in range(30)), RUN]


def test_a_zip_in_gzip_is_opened_if_it_can_be_held(tmp_path: Path) -> None:
    content = gzip.compress(zipped({"a.fit": RUN}))
    assert opened(tmp_path, content, "a.zip.gz").names == ["a.zip.gz/a.fit"]
    few = replace(BOUNDS, most_held_bytes=100)
    assert len(opened(tmp_path, content, "a.zip.gz", few).refusals) == 1


def test_a_file_that_is_too_large_is_refused_however_it_is_packed(tmp_path: Path) -> None:
    small = replace(BOUNDS, most_bytes=1000)
    for content in (NOISE, gzip.compress(NOISE), zipped({"a.fit": NOISE})):
        (refusal,) = opened(tmp_path, content, bounds=small).refusals
        assert refusal.endswith("it has more than 0 MB, which is too much to be opened")


def test_an_archive_that_unpacks_to_too_much_is_left_where_it_is(tmp_path: Path) -> None:
    few = replace(BOUNDS, bytes_in_all=250_000, ratio_in_all=0)
    files = {f"{index}/a.zip": zipped({"a.fit": NOISE}, ZIP_STORED) for index in range(9)}
    result = opened(tmp_path, zipped(files), bounds=few)
    assert result.names == ["a.zip/8/a.zip/a.fit", "a.zip/7/a.zip/a.fit"]
    assert result.refusals == [
        "a.zip: it takes too much unpacking for its size; what had not been opened by then was left out"
    ]


def test_an_archive_in_a_folder_spends_its_own(tmp_path: Path) -> None:
    few = replace(BOUNDS, bytes_in_all=150_000, ratio_in_all=0)
    content = zipped({"a.fit": NOISE, "b.fit": NOISE})
    result = Opened(put(tmp_path / "runs", {"1.zip": content, "2.zip": content}), bounds=few)
    assert result.names == ["runs/2.zip/b.fit", "runs/1.zip/b.fit"]
    assert [refusal.partition(":")[0] for refusal in result.refusals] == ["runs/2.zip", "runs/1.zip"]


def export(folder: Path) -> dict[str, bytes]:
    lines = [
        {"Activity Date": "Apr 1, 2027, 7:00:00 AM", "Filename": "activities/2.fit.gz", "Humidity": "0.5"},
        {"Activity Date": "Apr 2, 2027, 7:00:00 AM", "Filename": "activities/1", "Activity Name": "Dusk"},
        {"Activity Date": "Apr 3, 2027, 7:00:00 AM"},
    ]
    files = {"activities/2.fit.gz": gzip.compress(RUN), "activities/1": b"odd", "routes/1.gpx": GPX, "media/1.jpg": b""}
    return {f"{folder}/{name}": content for name, content in files.items()} | {
        f"{folder}/activities.csv": table(ENGLISH, *(line(ENGLISH, each) for each in lines))
    }


def test_an_export_from_strava_tells_of_its_files(tmp_path: Path) -> None:
    result = opened(tmp_path, zipped(export(Path("export"))))
    assert result.names == ["a.zip/export/activities/1", "a.zip/export/activities/2.fit.gz"]
    assert [found.said for found in result.found] == [
        {"start": "2027-04-02T07:00:00+00:00", "name": "Dusk"},
        {"start": "2027-04-01T07:00:00+00:00", "relative_humidity": 50},
    ]
    assert result.found[1].content == RUN
    assert (len(result.refusals), result.skipped) == (1, 3)


def test_an_export_that_was_unpacked_tells_the_same(tmp_path: Path) -> None:
    packed = opened(tmp_path, zipped(export(Path("export"))))
    folder = Opened(put(tmp_path / "runs", export(Path("export"))))
    again = opened(tmp_path, zipped({"export.zip": zipped(export(Path("x")))}), "b.zip")
    assert [found.said for found in folder.found] == [found.said for found in packed.found]
    assert [found.said for found in again.found] == [found.said for found in packed.found]


def garmin_export() -> dict[str, bytes]:
    """An account's export as Garmin lays it out, with the files of all devices packed once more."""
    uploaded = {"runner@mail.org_9700428229.fit": RUN, "runner@mail.org_10700428229.fit": RUN, "1.txt": b"hello"}
    summaries, masses = "runner_0_summarizedActivities.json", "1_userBioMetrics.json"
    files = {
        "DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip": zipped(uploaded),
        f"DI-Connect-Fitness/{summaries}": (GARMIN / summaries).read_bytes(),
        "DI-Connect-Fitness/runner_gear.json": b'[{"gearDTOS": []}]',
        f"DI-Connect-Wellness/{masses}": (GARMIN / masses).read_bytes(),
        "DI-Connect-Wellness/1_userBioMetricProfileData.json": b'[{"height": 175.0, "weight": 70000.0}]',
        "DI-Connect-User/user_profile.json": b"{}",
    }
    return {f"DI_CONNECT/{name}": content for name, content in files.items()}


def test_an_export_from_garmin_gives_its_files_newest_first_then_its_summaries_and_masses(tmp_path: Path) -> None:
    result = opened(tmp_path, zipped(garmin_export()))
    uploaded = "a.zip/DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip"
    assert result.names == [
        f"{uploaded}/runner@mail.org_10700428229.fit",
        f"{uploaded}/runner@mail.org_9700428229.fit",
        "a.zip/DI_CONNECT/DI-Connect-Wellness/1_userBioMetrics.json",
        "a.zip/DI_CONNECT/DI-Connect-Fitness/runner_0_summarizedActivities.json",
    ]
    assert (result.refusals, result.skipped) == ([], 4)
    assert [len(read_activities(found.name, found.content)) for found in result.found] == [1, 1, 0, 3]
    assert [len(read_measurements(found.name, found.content)) for found in result.found[2:]] == [3, 0]


def test_an_export_from_garmin_that_was_unpacked_gives_the_same(tmp_path: Path) -> None:
    packed, unpacked = opened(tmp_path, zipped(garmin_export())), Opened(put(tmp_path / "a", garmin_export()))
    assert [found.content for found in unpacked.found] == [found.content for found in packed.found]


def test_a_table_of_ones_own_is_found_in_a_folder_by_its_content(tmp_path: Path) -> None:
    table_of_runs, _, masses = examples()
    result = Opened(
        put(tmp_path / "a", {"diary.txt": table_of_runs, "scale": masses, "shop.csv": b"date,price\n1,2\n"})
    )
    assert (result.names, result.skipped) == (["a/scale", "a/diary.txt"], 1)


def test_sources_are_counted_by_their_names(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped(export(Path("export"))), "b.fit": RUN, "c.zip": b"PK\x03\x04"})
    folder = put(tmp_path / "runs", {"a.fit": RUN, "b.txt": b"", ".c.fit": RUN, "d.zip": zipped({"e": RUN, "f": RUN})})
    assert [expected_of(each) for each in (tmp_path / "a.zip", tmp_path / "b.fit", folder)] == [3, 1, 2]
    assert expected_of(tmp_path / "a.zip", tmp_path / "0") == 4


def expected_of(*paths: Path) -> int:
    opening = open_sources(paths)
    next(iter(opening))
    return opening.expected


def test_an_archive_in_another_is_counted_by_its_files_once_it_is_opened(tmp_path: Path) -> None:
    opening = open_sources(
        [put(tmp_path, {"a.zip": zipped({"b.zip": zipped({"c.fit": RUN, "d.fit": RUN})})}) / "a.zip"]
    )
    assert len(list(opening)) == opening.expected == 2


@given(st.dictionaries(st.text(min_size=1, max_size=8).filter(lambda name: "\0" not in name), st.binary(max_size=40)))
def test_whatever_lies_in_an_archive_is_found_refused_or_counted(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    names = [
        name for name in files if not name.endswith(("/", "\\")) and name.encode("utf-8", "ignore").decode() == name
    ]
    result = opened(tmp_path_factory.mktemp("any"), zipped([(name, files[name]) for name in names]))
    refused = [refusal for refusal in result.refusals if "nothing in it" not in refusal]
    assert len(result.found) + len(refused) + result.skipped == len(names)


def test_every_real_file_comes_out_of_one_zip_in_bounded_memory(tmp_path: Path) -> None:
    files = {path.relative_to(CORPUS).as_posix(): path for path in need(CORPUS).rglob("*") if path.is_file()}
    archive = tmp_path / "corpus.zip"
    archive.write_bytes(zipped({name: path.read_bytes() for name, path in files.items()}))
    packed = {name for name, path in files.items() if path.read_bytes().startswith((b"PK", b"\x1f\x8b"))}
    activities = {name for name in files if name.lower().endswith((".fit", ".gpx", ".tcx"))}
    largest = max(path.stat().st_size for path in files.values())
    opening = open_sources([archive])
    found = []
    tracemalloc.start()
    for source in opening:
        assert isinstance(source, Original)
        name = "/".join(source.name.split("/")[1:3])
        is_whole = source.content == files[name].read_bytes()
        assert is_whole or name in packed, name
        found.append(name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) > 400
    assert sorted(found) == sorted(activities)
    assert opening.skipped == len(files) - len(activities)
    assert peak < 5 * largest


OPEN_ALL = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_DATA, (512_000_000, 512_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
from uncramp.formats.archives.opening import open_sources
from uncramp.usecases.ports import Original
from uncramp.formats.readers import FORMATS
outcomes = {}
for name in sys.argv[2:]:
    sources = list(open_sources([Path(sys.argv[1], name)]))
    found = [each.content for each in sources if isinstance(each, Original)]
    outcomes[name] = sum(any(kind.is_it(content) for kind in FORMATS) for content in found), len(sources) - len(found)
print(json.dumps(outcomes))
"""


@pytest.fixture(scope="module")
def attacks(request: pytest.FixtureRequest) -> dict[str, tuple[str, int, int]]:
    """Of each archive made to do harm: what is wanted, and how many activities and refusals it gave in 512 MB."""
    pytest.importorskip("resource")
    folder, wanted = attack_files(request.config)
    names = [name for name in wanted if name.endswith((".zip", ".gz")) or name == "zip_as.fit"]
    command = [sys.executable, "-c", OPEN_ALL, str(folder), *names]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return {name: (wanted[name], *outcome) for name, outcome in json.loads(ran.stdout).items()}


def test_archives_made_to_do_harm_end_as_they_should(attacks: dict[str, tuple[str, int, int]]) -> None:
    assert len(attacks) >= 19
    assert {name: ends for name, ends in attacks.items() if ends[0] == "accept" and ends[1] == 0} == {}
    assert {name: ends for name, ends in attacks.items() if ends[0] == "refuse" and (ends[1] or not ends[2])} == {}


@pytest.mark.parametrize(
    ("name", "activities", "refused"),
    [
        ("slip.zip", 4, 0),
        ("unicode_names.zip", 6, 0),
        ("dup_names.zip", 3, 0),
        ("symlink.zip", 1, 1),
        ("zip_as.fit", 1, 0),
    ],
)
def test_what_only_looks_like_harm_is_read(
    attacks: dict[str, tuple[str, int, int]], name: str, activities: int, refused: int
) -> None:
    assert attacks[name][1:] == (activities, refused)
