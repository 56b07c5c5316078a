"""Files and what becomes of them, in both databases."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from logbook.books import kept, new_logbook
from logbook.samples import FEATURES, MORNING, TRAIL, file, new_run, reading
from uncramp.domain.activity import Finding
from uncramp.domain.diary import Answer, CrampEpisode, MassReading, Muscle, Onset, ToldWeighIn, WeighIn
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.outline import Sport
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.check import check_logbook
from uncramp.logbook.models import ActivityRow, OriginalRow
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import Entry, KeptRun, NewRun, Original, Outcome, Reading, Recording, Slot

WATCH, SERVICE = file("watch.fit", b"watch"), file("service.tcx", b"service")
DRY = WeighIn(before=70.5, after=69.0, drunk=0.5, duration=3600.0, urine=0.25)
BEATS = tuple(150.0 + number for number in range(16))
HEARTY = replace(FEATURES, heart_rate_course=BEATS)
CRAMP = CrampEpisode(MORNING, Muscle.CALF)
NIGHT = replace(CRAMP, onset=Onset.NIGHT)
NONE = Answer(MORNING + timedelta(hours=9))
Told = Answer | CrampEpisode
NOWHERE = say("it is no activity file")
TORN = Finding("cut-short", say("records are missing"), offset=7)
ODD = Finding("odd", say("the clock was not set"))


def told(local_start: datetime, weigh_in: WeighIn = DRY) -> ToldWeighIn:
    return ToldWeighIn(local_start.replace(tzinfo=None), weigh_in)


def mass(day: int, kilograms: float = 70.0) -> MassReading:
    return MassReading(MORNING + timedelta(days=day), kilograms)


def words(entry: Entry) -> list[str]:
    return [str(reason) for reason in entry.reasons]


def keep_both(book: DjangoLogbook, one: NewRun, other: NewRun) -> int:
    """Keep two files of one outing; gives the number of its run."""
    (number,) = book.keep(WATCH, reading(one)).runs
    assert book.keep(SERVICE, reading(other)).outcome is Outcome.SAME_ACTIVITY
    return number


def test_a_new_file_gives_a_row_and_a_run_with_all_that_was_told(book: DjangoLogbook) -> None:
    run = new_run(position=3, said={"name": "Evening run", "air_temperature": 21.5})
    entry = book.keep(file("a.fit"), reading(run))
    (number,) = entry.runs
    assert entry == Entry(0, "a.fit", Outcome.READ, (number,), added=1, is_used=True)
    (there,) = book.runs()
    assert there == KeptRun(number, "a.fit", 3, run.outline, FEATURES, run.said, there.recording, there.original)
    assert book.run(number) == book.runs()[0]


def test_what_was_not_recorded_stays_unknown(book: DjangoLogbook) -> None:
    run = new_run(features=RunFeatures(VERSION), sub_sport=None, time_zone=None, distance=None)
    (number,) = book.keep(file(), reading(run)).runs
    assert (book.run(number).outline, book.run(number).features) == (run.outline, run.features)


def test_the_runs_of_one_file_are_numbered_in_its_order(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(new_run(5, 0), new_run(1, 1)))
    assert [book.run(number).position for number in entry.runs] == [0, 1]


def test_the_same_bytes_under_another_name_change_nothing(book: DjangoLogbook) -> None:
    first = book.keep(file("a.fit"), reading(new_run(0, 0), new_run(1, 1)))
    again = book.keep(file("b.fit"), reading(new_run(5)))
    assert again == Entry(0, "b.fit", Outcome.ALREADY_THERE, first.runs)
    assert [run.file_name for run in book.runs()] == ["a.fit", "a.fit"]


def test_a_file_is_known_by_its_bytes(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(new_run(0, 0), new_run(1, 1)))
    assert book.has(file("other name.fit").digest) == entry.runs
    assert book.has(file(content=b"other").digest) is None


def test_another_file_of_a_known_outing_becomes_a_recording_of_it(book: DjangoLogbook) -> None:
    (number,) = book.keep(WATCH, reading(new_run())).runs
    later = MORNING + timedelta(seconds=20)
    entry = book.keep(SERVICE, reading(new_run(start=later)))
    assert entry == Entry(0, "service.tcx", Outcome.SAME_ACTIVITY, (number,))
    assert [run.number for run in book.runs()] == [number]
    one, other = book.recordings(number)
    assert one == Recording(one.number, "watch.fit", is_used=True, start=MORNING, time_zone="Europe/Berlin")
    assert other == Recording(other.number, "service.tcx", is_used=False, start=later, time_zone="Europe/Berlin")
    assert book.has(SERVICE.digest) == (number,)


@pytest.mark.parametrize("richest_first", [True, False])
def test_a_run_is_taken_from_its_richest_recording_whichever_came_first(
    book: DjangoLogbook,
    richest_first: bool,  # noqa: FBT001  # a case
) -> None:
    rich = new_run(position=4, richness=9000, distance=10_020.0, said={"gear": "old shoes"})
    poor = new_run(position=2, richness=8999, distance=10_000.0)
    number = keep_both(book, *((rich, poor) if richest_first else (poor, rich)))
    name = "watch.fit" if richest_first else "service.tcx"
    (run,) = book.runs()
    assert (run.file_name, run.position, run.outline, run.said) == (name, 4, rich.outline, rich.said)
    assert book.original(number).name == name
    assert [recording.is_used for recording in book.recordings(number)] == [richest_first, not richest_first]


def test_of_recordings_that_tell_as_much_the_first_is_used(book: DjangoLogbook) -> None:
    number = keep_both(book, new_run(richness=5), new_run(richness=5))
    assert book.run(number).file_name == "watch.fit"


def test_the_diary_stays_with_a_run_that_gets_a_richer_recording(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.add_episode(number, CrampEpisode(MORNING, Muscle.CALF))
    book.add_weigh_in(number, DRY)
    book.keep(SERVICE, reading(new_run(richness=5)))
    assert [each.run for each in book.episodes()] == [each.run for each in book.weigh_ins()] == [number]
    assert book.run(number).file_name == "service.tcx"


@pytest.mark.parametrize("recording", [1, 2])
def test_two_files_are_separated_whichever_is_used(book: DjangoLogbook, recording: int) -> None:
    number = keep_both(book, new_run(distance=10_000.0), new_run(distance=10_020.0))
    book.add_episode(number, CrampEpisode(MORNING, Muscle.CALF))
    own = book.separate(number, book.recordings(number)[recording - 1].number)
    names = ["watch.fit", "service.tcx"]
    assert book.run(own).file_name == names[recording - 1]
    assert book.run(number).file_name == names[2 - recording]
    assert [each.run for each in book.episodes()] == [number]
    assert [len(book.recordings(each)) for each in (number, own)] == [1, 1]
    assert check_logbook(book.database).findings == ()


def test_of_the_recordings_that_stay_the_richest_is_used(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    for name, richness in (("best", 9), ("worst", 1), ("good", 5)):
        book.keep(file(name, name.encode()), reading(new_run(richness=richness)))
    book.separate(number, book.recordings(number)[1].number)
    assert book.run(number).file_name == "good"


def test_what_was_separated_stays_so_when_its_file_comes_again(book: DjangoLogbook) -> None:
    number = keep_both(book, new_run(), new_run())
    own = book.separate(number, book.recordings(number)[1].number)
    assert book.keep(SERVICE, reading(new_run())).runs == (own,)
    assert len(book.runs()) == 2


@pytest.mark.parametrize("recording", [0, 99_999, -1])
def test_a_recording_that_is_not_there_is_named(book: DjangoLogbook, recording: int) -> None:
    number = keep_both(book, new_run(), new_run())
    with pytest.raises(NotFoundError, match=rf"^Run {number} has no file {recording} beside others\.$"):
        book.separate(number, recording)


def test_the_only_file_of_a_run_cannot_be_separated_from_it(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    (only,) = book.recordings(number)
    with pytest.raises(NotFoundError, match=rf"^Run {number} has no file {only.number} beside others\.$"):
        book.separate(number, only.number)


def test_a_file_with_known_and_new_outings_names_the_new_ones(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    archive = file("all.tcx", b"other")
    entry = book.keep(archive, reading(new_run(0, 0), new_run(1, 1)))
    (new,) = entry.runs
    assert (entry.outcome, new != number) == (Outcome.READ, True)
    assert book.has(archive.digest) == (number, new)
    assert book.original(new) == archive


def test_an_outing_that_one_file_tells_twice_is_one_run(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(new_run(0, 0, richness=1), new_run(0, 1, richness=2)))
    (number,) = entry.runs
    assert (entry.outcome, book.run(number).position) == (Outcome.READ, 1)
    assert len(book.recordings(number)) == 2


def test_of_two_known_outings_alike_the_nearest_by_the_clock_has_it(book: DjangoLogbook) -> None:
    hours = timedelta(hours=2)
    far = book.keep(file(content=b"far"), reading(new_run(features=HEARTY, start=MORNING + hours, distance=10_001.0)))
    near = kept(book, 0)
    assert far.runs != (near,)
    entry = book.keep(SERVICE, reading(new_run(features=HEARTY)))
    assert entry.runs == (near,)


def test_other_sports_at_the_same_time_are_other_outings(book: DjangoLogbook) -> None:
    ride = new_run(sport=Sport.CYCLING, features=HEARTY)
    assert len(book.keep(file(), reading(new_run(), replace(ride, position=1))).runs) == 2


@pytest.mark.parametrize(("hours", "word"), [(2.0, "later"), (-5.5, "earlier"), (5.75, "later")])
def test_a_wrong_time_zone_is_found_and_said(book: DjangoLogbook, hours: float, word: str) -> None:
    (number,) = book.keep(WATCH, reading(new_run(features=HEARTY))).runs
    entry = book.keep(SERVICE, reading(new_run(features=HEARTY, start=MORNING + timedelta(hours=hours))))
    assert (entry.outcome, entry.runs) == (Outcome.SAME_ACTIVITY, (number,))
    assert words(entry) == [f"its times are {abs(hours):g} h {word} than in another file of the same run"]


@pytest.mark.parametrize("sure_first", [True, False])
def test_a_clock_without_a_zone_is_set_by_one_that_is_sure(
    book: DjangoLogbook,
    sure_first: bool,  # noqa: FBT001  # a case
) -> None:
    wrong = MORNING + timedelta(hours=2)
    sure = new_run(features=HEARTY, richness=1)
    unsure = new_run(features=HEARTY, start=wrong, is_clock_sure=False, richness=2)
    number = keep_both(book, *((sure, unsure) if sure_first else (unsure, sure)))
    assert [recording.start for recording in book.recordings(number)] == [MORNING, MORNING]
    assert book.run(number).outline.start == MORNING


@pytest.mark.parametrize("is_clock_sure", [True, False])
def test_of_two_clocks_as_sure_as_each_other_neither_is_set(
    book: DjangoLogbook,
    is_clock_sure: bool,  # noqa: FBT001  # a case
) -> None:
    wrong = MORNING + timedelta(hours=2)
    one, other = (new_run(features=HEARTY, start=start, is_clock_sure=is_clock_sure) for start in (MORNING, wrong))
    number = keep_both(book, one, other)
    assert [recording.start for recording in book.recordings(number)] == [MORNING, wrong]


def test_a_damaged_file_is_recovered_and_says_what_is_lost(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(new_run(0, 0, findings=(TORN, ODD)), new_run(1, 1, findings=(TORN,))))
    assert (entry.outcome, len(entry.runs), words(entry)) == (Outcome.RECOVERED, 2, ["At byte 7: records are missing"])


def test_an_odd_file_that_is_whole_is_read(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(new_run(findings=(ODD,))))
    assert (entry.outcome, entry.reasons) == (Outcome.READ, ())


def test_masses_come_back_newest_first(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(measurements=(mass(1), mass(3), mass(2, 71.5))))
    assert (entry.outcome, entry.runs, entry.masses) == (Outcome.READ, (), 3)
    assert book.masses() == [mass(3), mass(2, 71.5), mass(1)]
    assert book.has(file().digest) == ()


def test_a_reading_of_mass_in_several_files_is_kept_once(book: DjangoLogbook) -> None:
    book.keep(file(content=b"one"), reading(measurements=(mass(1), mass(2), mass(2))))
    entry = book.keep(file(content=b"two"), reading(measurements=(mass(1), mass(2, 71.0), mass(3))))
    assert entry.masses == 2
    assert book.masses() == [mass(3), mass(2, 71.0), mass(2), mass(1)]


def test_a_file_that_tells_only_what_others_told_is_not_kept(book: DjangoLogbook) -> None:
    book.keep(file(content=b"one"), reading(measurements=(mass(1), mass(2))))
    entry = book.keep(file(content=b"two"), reading(measurements=(mass(2),)))
    assert (entry.outcome, entry.masses) == (Outcome.ALREADY_THERE, 0)
    assert check_logbook(book.database).findings == ()
    assert OriginalRow.objects.using(book.database).count() == 1


@pytest.mark.django_db
def test_more_masses_are_kept_than_sqlite_takes_parameters() -> None:
    book = new_logbook()
    many = tuple(mass(day) for day in range(33_000))
    assert book.keep(file(), reading(measurements=many)).masses == 33_000
    assert book.keep(file(content=b"again"), reading(measurements=many)).masses == 0


def test_a_weigh_in_goes_to_the_run_at_its_start_on_the_clock_of_its_place(book: DjangoLogbook) -> None:
    kept(book, 0)
    number = kept(book, 1)
    start = (MORNING + timedelta(days=1, hours=2, minutes=10)).replace(tzinfo=None)  # 06:00 UTC is 08:00 in Berlin
    entry = book.keep(SERVICE, reading(measurements=(told(start),)))
    assert (entry.outcome, entry.weigh_ins) == (Outcome.READ, 1)
    assert [(each.run, each.weigh_in) for each in book.weigh_ins()] == [(number, DRY)]
    assert book.has(SERVICE.digest) == ()


def test_a_weigh_in_of_another_file_is_written_down_once(book: DjangoLogbook) -> None:
    kept(book, 0)
    start = MORNING + timedelta(hours=2)
    book.keep(SERVICE, reading(measurements=(told(start),)))
    entry = book.keep(file(content=b"copy"), reading(measurements=(told(start),)))
    assert (entry.outcome, entry.weigh_ins, len(book.weigh_ins())) == (Outcome.ALREADY_THERE, 0, 1)
    assert check_logbook(book.database).findings == ()


def test_a_weigh_in_without_a_run_is_set_aside_with_its_reason_until_the_run_is_there(book: DjangoLogbook) -> None:
    wanted = reading(measurements=(told(MORNING + timedelta(days=1, hours=2)),))
    entry = book.keep(SERVICE, wanted)
    assert (entry.outcome, words(entry)) == (Outcome.REFUSED, ["no run was found for the weigh-in of 2026-05-02 08:00"])
    assert (book.weigh_ins(), book.set_aside_files()) == ([], [SERVICE.digest])
    number = kept(book, 1)
    assert book.keep(SERVICE, wanted) == Entry(0, "service.tcx", Outcome.READ, weigh_ins=1)
    assert ([each.run for each in book.weigh_ins()], book.set_aside_files()) == ([number], [])


def test_a_file_some_of_whose_weigh_ins_have_no_run_is_read_again_when_it_comes_again(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    wanted = reading(measurements=(told(MORNING + timedelta(hours=2)), told(MORNING + timedelta(days=1, hours=2))))
    entry = book.keep(SERVICE, wanted)
    assert (entry.outcome, entry.weigh_ins, len(entry.reasons)) == (Outcome.RECOVERED, 1, 1)
    assert book.has(SERVICE.digest) is None
    later = kept(book, 1)
    entry = book.keep(SERVICE, wanted)
    assert (entry.outcome, entry.weigh_ins, entry.reasons) == (Outcome.READ, 1, ())
    assert [each.run for each in book.weigh_ins()] == [later, number]
    assert check_logbook(book.database).findings == ()


def test_a_table_without_one_good_row_is_set_aside_with_what_is_odd_in_it(book: DjangoLogbook) -> None:
    entry = book.keep(file(), Reading(findings=(ODD, TORN)))
    assert (entry.outcome, words(entry)) == (
        Outcome.REFUSED,
        ["At byte 7: records are missing", "the clock was not set"],
    )
    assert (book.has(file().digest), book.set_aside_files()) == (None, [file().digest])


def test_a_table_of_masses_with_an_odd_row_is_read_and_says_so(book: DjangoLogbook) -> None:
    entry = book.keep(file(), Reading(measurements=(mass(1),), findings=(ODD,)))
    assert (entry.outcome, entry.masses, words(entry)) == (Outcome.READ, 1, ["the clock was not set"])
    assert book.set_aside_files() == []


def test_a_file_that_cannot_be_read_is_set_aside_byte_for_byte(book: DjangoLogbook) -> None:
    entry = book.set_aside(WATCH, NOWHERE)
    assert entry == Entry(0, "watch.fit", Outcome.REFUSED, reasons=(NOWHERE,))
    assert (book.set_aside_files(), book.set_aside_file(WATCH.digest)) == ([WATCH.digest], WATCH)
    assert (book.has(WATCH.digest), book.runs()) == (None, [])


def test_files_set_aside_come_newest_first_and_each_once(book: DjangoLogbook) -> None:
    for each in (WATCH, SERVICE, WATCH):
        book.set_aside(each, NOWHERE)
    assert book.set_aside_files() == [SERVICE.digest, WATCH.digest]


def test_a_file_that_was_set_aside_and_then_read_is_set_aside_no_longer(book: DjangoLogbook) -> None:
    book.set_aside(WATCH, NOWHERE)
    (number,) = book.keep(WATCH, reading(new_run())).runs
    assert (book.set_aside_files(), book.original(number), book.has(WATCH.digest)) == ([], WATCH, (number,))
    with pytest.raises(NotFoundError, match=rf"^No file with the fingerprint {WATCH.digest} was set aside\.$"):
        book.set_aside_file(WATCH.digest)


def test_a_file_that_was_read_is_not_set_aside_by_one_who_cannot_read_it(book: DjangoLogbook) -> None:
    (number,) = book.keep(WATCH, reading(new_run())).runs
    book.set_aside(WATCH, NOWHERE)
    assert (book.set_aside_files(), book.has(WATCH.digest)) == ([], (number,))


def test_a_file_that_was_set_aside_and_has_changed_is_refused(book: DjangoLogbook) -> None:
    book.set_aside(WATCH, NOWHERE)
    OriginalRow.objects.using(book.database).update(content=b"?")
    with pytest.raises(LogbookError, match=r"^The kept file watch\.fit is not what it was"):
        book.set_aside_file(WATCH.digest)


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 1000, b"<gpx/>"])
def test_the_original_comes_back_byte_for_byte(book: DjangoLogbook, content: bytes) -> None:
    (number,) = book.keep(Original("a b.gpx", content), reading(new_run())).runs
    assert book.original(number) == Original("a b.gpx", content)


@pytest.mark.parametrize("content", [b"no zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"], ids=["torn", "another file"])
def test_an_original_that_has_changed_is_refused(book: DjangoLogbook, content: bytes) -> None:
    number = kept(book, 0)
    OriginalRow.objects.using(book.database).update(content=content)
    with pytest.raises(LogbookError, match=r"^The kept file run\.fit is not what it was"):
        book.original(number)


def test_a_file_is_kept_compressed_with_its_size_and_digest(book: DjangoLogbook) -> None:
    book.keep(file(content=b"<trkpt/>" * 1000), reading(new_run()))
    row = OriginalRow.objects.using(book.database).get()
    assert (row.size, row.sha256) == (8000, file(content=b"<trkpt/>" * 1000).digest)
    assert len(row.content) < 100


@pytest.mark.parametrize(("name", "shown"), [("caf\udce9.fit", r"caf\udce9.fit"), ("a\0b.fit", r"a\x00b.fit")])
def test_a_name_that_is_no_text_is_kept_readable(book: DjangoLogbook, name: str, shown: str) -> None:
    ledger = book.begin_import(name)
    (number,) = book.keep(file(name), reading(new_run(said={name: name})), Slot(ledger, 0)).runs
    book.keep(file(name), reading(), Slot(ledger, 1))
    book.set_aside(file(name, b"other"), say("its title is {title}", title=name), Slot(ledger, 2))
    assert (book.run(number).file_name, book.run(number).said) == (shown, {shown: shown})
    assert (book.ledger(ledger).label, {entry.name for entry in book.entries(ledger)}) == (shown, {shown})
    assert words(book.entries(ledger)[2]) == [f"its title is {shown}"]


def test_a_file_that_cannot_be_kept_whole_leaves_nothing(book: DjangoLogbook) -> None:
    ledger = book.begin_import("a.zip")
    with pytest.raises(LogbookError, match=re.compile("unique constraint", re.IGNORECASE)):
        book.keep(file(), reading(new_run(0, position=0), new_run(1, position=0)), Slot(ledger, 0))
    left = OriginalRow.objects.using(book.database).count(), ActivityRow.objects.using(book.database).count()
    assert (left, book.entries(ledger)) == ((0, 0), [])


def entered(book: DjangoLogbook, ledger: int, sources: Iterable[tuple[Original, NewRun]]) -> list[Entry]:
    return [book.keep(original, reading(run), Slot(ledger, place)) for place, (original, run) in enumerate(sources)]


def test_each_file_has_its_row_in_the_ledger_and_the_same_outing_may_come_in_many(book: DjangoLogbook) -> None:
    ledger = book.begin_import("a.zip")
    rows = entered(book, ledger, [(WATCH, new_run()), (SERVICE, new_run()), (WATCH, new_run()), (file(), new_run(1))])
    aside = book.set_aside(file(content=b"?"), NOWHERE, Slot(ledger, 4))
    assert book.entries(ledger) == [*rows, aside]
    assert [row.outcome for row in (*rows, aside)] == [
        Outcome.READ,
        Outcome.SAME_ACTIVITY,
        Outcome.ALREADY_THERE,
        Outcome.READ,
        Outcome.REFUSED,
    ]


def test_a_stranger_sees_nothing_and_may_keep_the_same_file(book: DjangoLogbook) -> None:
    number = keep_both(book, new_run(), new_run())
    book.keep(file(), reading(measurements=(mass(1),)))
    book.set_aside(file(content=b"?"), NOWHERE)
    stranger = new_logbook(book.database)
    seen = (stranger.runs(), stranger.masses(), stranger.set_aside_files(), stranger.has(WATCH.digest))
    assert seen == ([], [], [], None)
    for call in (stranger.recordings, stranger.original):
        with pytest.raises(NotFoundError):
            call(number)
    with pytest.raises(NotFoundError):
        stranger.separate(number, 2)
    with pytest.raises(NotFoundError):
        stranger.set_aside_file(file(content=b"?").digest)
    (theirs,) = stranger.keep(WATCH, reading(new_run())).runs
    assert ([run.number for run in book.runs()], [run.number for run in stranger.runs()]) == ([number], [theirs])
    assert stranger.run(theirs).outline == TRAIL


def test_alike_lines_of_one_table_are_runs_of_their_own(book: DjangoLogbook) -> None:
    entry = book.keep(file(), reading(new_run(0, 0), new_run(0, 1, elapsed_time=3620.0)))
    assert (len(entry.runs), entry.added) == (2, 2)


def test_a_file_that_knows_the_sport_is_used_before_a_richer_one(book: DjangoLogbook) -> None:
    number = keep_both(book, new_run(richness=1), new_run(richness=9, sport=Sport.OTHER))
    assert book.run(number).file_name == "watch.fit"


def test_a_whole_file_is_used_before_a_part_of_it_that_has_more_columns(book: DjangoLogbook) -> None:
    part = new_run(richness=9, elapsed_time=1700.0, timer_time=1700.0, distance=5000.0)
    number = keep_both(book, part, new_run(richness=5))
    assert book.run(number).file_name == "service.tcx"


def test_what_all_files_of_a_run_say_is_known_of_it(book: DjangoLogbook) -> None:
    number = keep_both(
        book,
        new_run(said={"rpe": 7.0, "name": "service"}),
        new_run(richness=5, said={"name": "watch", "calories": 600}),
    )
    assert book.run(number).said == {"rpe": 7.0, "name": "watch", "calories": 600}
    assert book.runs()[0].said == book.run(number).said


def test_what_an_archive_says_of_a_file_that_is_there_is_added(book: DjangoLogbook) -> None:
    (number,) = book.keep(WATCH, reading(new_run(said={"name": "Run"}))).runs
    book.tell(replace(WATCH, name="export.zip/watch.fit", said={"temperature": 21.5}))
    assert book.run(number).said == {"name": "Run", "temperature": 21.5}


def test_what_an_archive_says_of_a_file_is_set_aside_with_it(book: DjangoLogbook) -> None:
    book.set_aside(replace(WATCH, said={"rpe": 7.0}), NOWHERE)
    assert book.set_aside_file(WATCH.digest).said == {"rpe": 7.0}


def test_a_file_kept_by_older_code_is_not_replaced_before_it_was_read_again(book: DjangoLogbook) -> None:
    (number,) = book.keep(WATCH, reading(new_run(features=RunFeatures(VERSION - 1)))).runs
    assert book.keep(SERVICE, reading(new_run(richness=5))).runs == (number,)
    assert book.run(number).file_name == "watch.fit"


def test_runs_are_joined_with_their_files_and_their_diary(book: DjangoLogbook) -> None:
    number = keep_both(book, new_run(richness=1), new_run(richness=2))
    own = book.separate(number, book.recordings(number)[1].number)
    book.add_episode(own, CrampEpisode(MORNING, Muscle.CALF))
    book.add_weigh_in(own, DRY)
    book.join(number, own)
    assert [run.number for run in book.runs()] == [number]
    assert book.run(number).file_name == "service.tcx"
    assert [each.run for each in book.episodes()] == [each.run for each in book.weigh_ins()] == [number]
    assert check_logbook(book.database).findings == ()
    for one, other in ((number, own), (own, number), (number, number)):
        with pytest.raises(NotFoundError):
            book.join(one, other)


@pytest.mark.parametrize(
    ("told", "told_of_other"),
    [((NONE,), ()), ((), (NONE,)), ((NONE,), (NONE,)), ((NONE, NIGHT), (NONE,)), ((NONE,), (NIGHT,))],
)
def test_the_answer_goes_along_where_runs_are_joined(
    book: DjangoLogbook, told: tuple[Told, ...], told_of_other: tuple[Told, ...]
) -> None:
    number, own = two_apart(book, told, told_of_other)
    book.join(number, own)
    assert [each.run for each in book.answers()] == [number]
    assert check_logbook(book.database).findings == ()


@pytest.mark.parametrize(("told", "told_of_other"), [((NONE,), (CRAMP,)), ((CRAMP,), (NONE,))])
def test_where_one_says_none_and_the_other_holds_a_cramp_the_cramp_stays_and_the_answer_goes(
    book: DjangoLogbook, told: tuple[Told, ...], told_of_other: tuple[Told, ...]
) -> None:
    number, own = two_apart(book, told, told_of_other)
    book.join(number, own)
    assert [(each.run, each.episode) for each in book.episodes()] == [(number, CRAMP)]
    assert book.answers() == []


def test_the_answer_of_the_run_stays_where_both_were_answered(book: DjangoLogbook) -> None:
    number, own = two_apart(book, (NONE,), (Answer(MORNING + timedelta(days=1)),))
    book.join(number, own)
    assert [each.answer for each in book.answers()] == [NONE]


@pytest.mark.parametrize("recording", [1, 2])
def test_the_answer_stays_with_its_run_whichever_file_is_separated(book: DjangoLogbook, recording: int) -> None:
    number = keep_both(book, new_run(richness=1), new_run(richness=2))
    book.add_answer(number, NONE)
    own = book.separate(number, book.recordings(number)[recording - 1].number)
    assert [each.run for each in book.answers()] == [number]
    book.join(own, number)
    assert [each.run for each in book.answers()] == [own]


def two_apart(book: DjangoLogbook, told: tuple[Told, ...], told_of_other: tuple[Told, ...]) -> tuple[int, int]:
    """Two runs that are one outing, and what the diary says of each."""
    number = keep_both(book, new_run(richness=1), new_run(richness=2))
    own = book.separate(number, book.recordings(number)[1].number)
    for run, entries in ((number, told), (own, told_of_other)):
        for each in entries:
            if isinstance(each, Answer):
                book.add_answer(run, each)
            else:
                book.add_episode(run, each)
    return number, own


def test_a_run_whose_clock_was_set_right_is_joined_with_its_twin(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    (other,) = book.keep(SERVICE, reading(new_run(5, richness=9))).runs
    book.replace_outline(book.run(other), book.run(number).outline)
    book.relink(other)
    assert [run.number for run in book.runs()] == [number]
    assert book.run(number).file_name == "service.tcx"


def test_a_weigh_in_goes_to_the_run_and_not_to_the_ride_of_the_hour(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    book.keep(SERVICE, reading(new_run(start=MORNING + timedelta(minutes=10), sport=Sport.CYCLING)))
    start = (MORNING + timedelta(hours=2, minutes=10)).replace(tzinfo=None)
    book.keep(file(content=b"scale"), reading(measurements=(told(start),)))
    assert [each.run for each in book.weigh_ins()] == [number]
