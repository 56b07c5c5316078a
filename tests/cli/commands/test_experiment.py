import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from cli.conftest import Uncramp

TOMORROW = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


def healthy(uncramp: Uncramp) -> None:
    uncramp("profile", "--no-conditions", "--no-injury", "--birth-year", 1990)


def test_what_may_be_tested_is_listed_with_what_stands_in_the_way(uncramp: Uncramp) -> None:
    shown = uncramp("experiment").stdout
    for question in ("strength_work", "slower_start", "pickle_juice"):
        assert question in shown
    assert "Say in your profile first" in shown
    listed = json.loads(uncramp("experiment", "--json").stdout)
    assert [bool(each["refusals"]) for each in listed["offers"]] == [True, True, True]
    assert listed["experiments"] == []


def test_blocks_go_into_the_calendar_with_the_same_names_each_time(uncramp: Uncramp, tmp_path: Path) -> None:
    healthy(uncramp)
    first, again = tmp_path / "a.ics", tmp_path / "b.ics"
    begun = uncramp("experiment", "start", "strength_work", "--from", TOMORROW, "--calendar", first)
    assert begun.returncode == 0, begun.stderr
    assert "Cannot tell yet" in begun.stdout
    assert uncramp("experiment", "show", 1, "--calendar", again).returncode == 0
    assert first.read_bytes() == again.read_bytes()
    events = Calendar.from_ical(first.read_bytes()).walk("VEVENT")
    assert len(events) == 8
    assert events[0].decoded("dtstart").isoformat() == TOMORROW


def test_the_lot_of_a_twitch_is_seen_when_its_turn_comes_and_not_before(uncramp: Uncramp) -> None:
    healthy(uncramp)
    assert uncramp("experiment", "start", "pickle_juice").returncode == 0
    shown = uncramp("experiment", "show", 1)
    assert "At this twitch" not in shown.stdout
    report = json.loads(uncramp("experiment", "show", 1, "--json").stdout)
    assert report["seed"] is None
    drawn = uncramp("experiment", "next", 1).stdout
    assert "Turn 1 of at most 60." in drawn
    assert "At this twitch" in drawn
    written = uncramp("experiment", "log", 1, "--let-go", "--minutes", 1.5, "--did-other", "--json")
    entry = json.loads(written.stdout)
    assert (entry["turn"], entry["release"], entry["went_on"]) == (0, 90.0, False)
    coming = json.loads(uncramp("experiment", "show", 1, "--json").stdout)["coming"]
    assert (coming["turn"], coming["arm"]) == (1, None)
    assert "One sip a run at most" in uncramp("experiment", "next", 1).stderr
    assert "In 1 of 1 turns the other was done." in uncramp("experiment", "stop", 1).stdout
    assert "The order was drawn from the number" in uncramp("experiment", "show", 1).stdout


def test_a_run_takes_a_turn(sampled: Uncramp) -> None:
    healthy(sampled)
    assert sampled("experiment", "start", "slower_start").returncode == 0
    newest = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]["number"]
    refused = sampled("experiment", "log", 1, "--run", newest)
    assert refused.returncode == 2
    assert "The lot of turn 1 was not drawn" in refused.stderr
    drawn = sampled("experiment", "next", 1)
    assert "for the first long run from now on" in " ".join(drawn.stdout.split())
    refused = sampled("experiment", "log", 1, "--run", newest)
    assert "had begun before the lot" in refused.stderr or "too short" in refused.stderr


def test_an_illness_told_later_suspends_it(uncramp: Uncramp) -> None:
    healthy(uncramp)
    assert uncramp("experiment", "start", "pickle_juice").returncode == 0
    assert uncramp("profile", "--condition", "kidney_disease").returncode == 0
    shown = uncramp("experiment", "show", 1).stdout
    assert "suspended" in shown
    assert "not offered with an illness" in shown
    refused = uncramp("experiment", "next", 1)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "not offered with an illness" in refused.stderr


def test_what_cannot_be_meant_is_refused(uncramp: Uncramp, tmp_path: Path) -> None:
    healthy(uncramp)
    assert "has passed" in uncramp("experiment", "start", "slower_start", "--from", "2020-01-01").stderr
    assert uncramp("experiment", "start", "slower_start").returncode == 0
    assert "One thing at a time" in uncramp("experiment", "start", "pickle_juice").stderr
    assert "Say one of" in uncramp("experiment", "log", 1).stderr
    assert "Say one of" in uncramp("experiment", "log", 1, "--run", 1, "--block", 1).stderr
    assert "belongs to a twitch" in uncramp("experiment", "log", 1, "--run", 1, "--minutes", 2).stderr
    assert uncramp("experiment", "show", 9).returncode == 4
    nowhere = uncramp("experiment", "show", 1, "--calendar", tmp_path / "no" / "a.ics")
    assert nowhere.returncode == 2
    assert "cannot be written" in nowhere.stderr
    assert uncramp("experiment", "log", 1, "--block", 1).returncode == 2
    assert "each turn is a run" in uncramp("experiment", "log", 1, "--cramped").stderr


def test_help_is_there_for_each_part(uncramp: Uncramp) -> None:
    for part in ((), ("start",), ("show",), ("next",), ("log",), ("stop",)):
        text = uncramp("experiment", *part, "--help").stdout
        assert "--json" in text
