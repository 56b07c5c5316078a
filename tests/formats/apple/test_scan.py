import random
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from formats.apple.apple_exports import beats, clock, export, note, record, total, ways, workout
from formats.apple.bounded import ends
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.apple import scan as scanning
from uncramp.formats.apple.markup import HEAD
from uncramp.formats.apple.samples import LATEST
from uncramp.formats.apple.scan import Export, scan

VALID = "<!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]>\n"


def scanned(*inner: str, end: str = "</HealthData>\n") -> Export:
    return scan("export.xml", BytesIO(export(*inner, end=end)))


def values(found: Export) -> list[bytes]:
    return [row[4] for _, row in found.samples.within(0, LATEST)]


def test_it_finds_what_a_parser_finds() -> None:
    rng = random.Random(7)  # noqa: S311  # no secret
    kinds = ("HeartRate", "StepCount", "ActiveEnergyBurned", "RunningPower", "VO2Max")
    records = [
        record(rng.choice(kinds), second, second, rng.randrange(1, 10**6), "W", rng.choice(["A &amp; B", "Zoë"]))
        for second in (rng.randrange(600) for _ in range(3000))
    ]
    content = export(*records, workout(), dtd=VALID)
    theirs = sorted(
        (each.attrib["type"], each.attrib["sourceName"], each.attrib["value"])
        for each in ET.fromstring(content).iter("Record")  # noqa: S314  # our own
        if each.attrib["type"].endswith(("HeartRate", "StepCount", "RunningPower"))
    )
    ours = sorted(
        (f"HKQuantityTypeIdentifier{kind.decode()}", row[0].decode().replace("&amp;", "&"), row[4].decode())
        for kind, row in scan("a", BytesIO(content)).samples.within(0, LATEST)
    )
    assert len(ours) > 1500
    assert ours == theirs


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_it_does_not_matter_where_the_chunks_end(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = (beats(120, 130), workout(note("a", "b")), workout(kind="Walking", start=700, end=800), workout(start=900))
    whole = scanned(*inner)
    monkeypatch.setattr(scanning, "CHUNK", size)
    monkeypatch.setattr("uncramp.formats.apple.scan.HEAD", 2000)
    parted = scanned(*inner)
    assert (values(parted), parted.workouts) == (values(whole), whole.workouts)
    assert [each.sport for each in whole.workouts] == ["Walking", "Running"]


def test_attributes_may_come_in_another_order_and_other_quotes() -> None:
    odd = (
        f"<Record endDate='{clock(9)}' value = '77' unit='count/min' startDate=\"{clock(9)}\" sourceName='a\"b'\n"
        ' type="HKQuantityTypeIdentifierHeartRate"><MetadataEntry key="k" value="5"/></Record>'
    )
    (row,) = [row for _, row in scanned(odd, workout()).samples.within(0, LATEST)]
    assert row == (b"a&quot;b", b"count/min", b"2024-05-01 05:00:09 +0000", b"2024-05-01 05:00:09 +0000", b"77")


def test_records_without_value_or_of_no_use_are_passed_over() -> None:
    sleep = (
        f'<Record type="HKCategoryTypeIdentifierSleepAnalysis" startDate="{clock(1)}" endDate="{clock(2)}" value="x"/>'
    )
    bare = f'<Record type="HKQuantityTypeIdentifierHeartRate" startDate="{clock(1)}" endDate="{clock(2)}"/>'
    assert values(scanned(sleep, bare, beats(99), workout())) == [b"99"]


def test_the_iphone_of_2015_wrote_attributes_with_spaces_in_their_names() -> None:
    row = beats(120).replace(" value=", ' Health Mate App Version="2.6.0" value=')
    assert values(scanned(row, workout())) == [b"120"]


def test_workouts_of_other_sports_are_counted() -> None:
    found = scanned(workout(kind="Cycling"), workout(kind="Hiking", start=9), workout(kind="SwimBikeRun"))
    assert ([each.sport for each in found.workouts], found.others) == (["Hiking", "SwimBikeRun"], 1)


def test_a_workout_told_twice_counts_once() -> None:
    assert len(scanned(workout(device="0x1a"), workout(device="0x2b")).workouts) == 1


def test_workouts_and_records_without_a_time_are_told() -> None:
    found = scanned(workout().replace("startDate=", "beginDate="), beats(1).replace("2024-05-01", "2024-55-01"))
    assert [str(each) for each in found.troubles] == [
        "workouts in it without a time: 1",
        "measurements in it without a time: 1",
    ]


@pytest.mark.parametrize(
    "end", ["", ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="W', '<Workout a="b"> <']
)
def test_a_file_that_ends_in_the_middle_keeps_what_came_before(end: str) -> None:
    found = scanned(beats(120, 130), workout(), end=end)
    assert (values(found), len(found.workouts)) == ([b"120", b"130"], 1)
    assert found.troubles == [say("the file ends in the middle; all that is whole before that was read")]


def test_a_file_whose_bytes_cannot_all_be_had_keeps_what_came_before() -> None:
    class Damaged(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > HEAD:
                raise UnreadableFileError("export.xml", say("its packed data are damaged"))
            return super().read(size)

    content = export(beats(120), workout(), *[ways(*[0.01] * 100)] * 10)
    found = scan("export.xml", Damaged(content))
    assert (values(found)[0], found.troubles) == (b"120", [say("its packed data are damaged")])


def test_a_stream_may_give_less_than_it_is_asked_for() -> None:
    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 99))

    found = scan("export.xml", Slow(export(beats(120), workout())))
    assert (values(found), len(found.workouts)) == ([b"120"], 1)


def test_what_is_no_character_in_xml_is_no_obstacle() -> None:
    found = scanned(beats(120, source="Zo\x0be"), workout(note("HKFoo", "a\x0bb &bad; \x00")), total("A", 1, "m"))
    assert (values(found), len(found.workouts)) == ([b"120"], 1)
    assert b'"ab &amp;bad; "' in found.workouts[0].element


@pytest.mark.parametrize(
    ("bound", "most", "reason"),
    [("MOST_WORKOUTS", 1, "more than 1 workouts"), ("MOST_HELD", 1000, "a workout in it has more than 0 MB")],
)
def test_too_much_is_refused(bound: str, most: int, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, bound, most)
    monkeypatch.setattr(scanning, "CHUNK", 500)
    with pytest.raises(UnreadableFileError, match=reason):
        scanned(workout(), workout(note("a", "b") * 9000))


def test_of_workouts_that_never_end_each_is_looked_at_but_once() -> None:
    assert ends("""
from io import BytesIO
from uncramp.formats.apple.scan import scan
for part in (b"<Workout >", b"<Workout a='", b"<Workout><WorkoutEvent>"):
    scan("a", BytesIO(b"<HealthData>" + part * 100_000))
""")


def test_a_workout_without_an_end_does_not_hide_the_next() -> None:
    assert len(scanned('<Workout workoutActivityType="HKWorkoutActivityTypeRunning">', workout()).workouts) == 1
