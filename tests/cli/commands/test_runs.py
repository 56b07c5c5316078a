import json

from cli.conftest import Uncramp


def test_runs_are_listed_newest_first_with_their_cramps(sampled: Uncramp) -> None:
    finished = sampled("runs", "--last", 400)
    assert finished.returncode == 0
    lines = [line for line in finished.stdout.splitlines() if " run " in line]
    days = [line.split()[1] for line in lines]
    assert days == sorted(days, reverse=True)
    assert sum(line.rstrip().endswith("cramp") for line in lines) == 3


def test_miles_when_asked(sampled: Uncramp) -> None:
    assert " /mi" in sampled("runs", "--units", "imperial").stdout
    assert " /km" in sampled("runs").stdout


def test_json_holds_what_is_shown(sampled: Uncramp) -> None:
    runs = json.loads(sampled("runs", "--last", 2, "--json").stdout)
    assert len(runs) == 2
    assert runs[0]["outline"]["sport"] == "running"
    assert runs[0]["outline"]["time_zone"] == "Europe/Berlin"


def test_an_empty_logbook_says_how_to_fill_it(uncramp: Uncramp) -> None:
    assert "uncramp import" in uncramp("runs").stdout
