import json
import re

from cli.conftest import Uncramp


def test_a_weigh_in_is_kept_and_told(sampled: Uncramp) -> None:
    run = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]
    hours = run["outline"]["elapsed_time"] / 3600
    finished = sampled("weigh", run["number"], "--before", "68.0", "--after", "67.5", "--drunk", "0.3")
    assert finished.returncode == 0, finished.stderr
    (told,) = re.findall(r"You sweated about ([\d.]+) L/h \(([\d.]+) to ([\d.]+) L/h\)", finished.stdout)
    rate, low, high = map(float, told)
    assert low < rate < high
    assert rate < 0.8 / hours  # some of what the scale lost was breath, and perhaps urine


def test_what_was_passed_and_wet_clothes_are_kept_as_told(sampled: Uncramp) -> None:
    run = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]["number"]
    masses = ("--before", "68.0", "--after", "67.5", "--drunk", "0.3", "--json")
    untold = json.loads(sampled("weigh", run, *masses).stdout)
    told = json.loads(sampled("weigh", run, *masses, "--urine", "0", "--wet-clothes").stdout)
    nude = json.loads(sampled("weigh", run, *masses, "--undressed").stdout)
    assert (untold["urine"], untold["wet_clothes"]) == (None, None)
    assert (told["urine"], told["wet_clothes"]) == (0.0, True)
    assert nude["wet_clothes"] is False


def test_who_lost_no_more_than_breath_and_fuel_is_told_no_sweat_rate_and_why(sampled: Uncramp) -> None:
    finished = sampled("weigh", 1, "--before", "68.0", "--after", "68.0", "--drunk", "0.02")
    assert finished.returncode == 0, finished.stderr
    said = " ".join(finished.stdout.split())
    assert said.endswith("no more was lost than breath, fuel and urine account for.")
    assert "L/h" not in said


def test_a_run_of_nine_minutes_is_told_no_sweat_rate_and_why(uncramp: Uncramp) -> None:
    uncramp("profile", "--time-zone", "Europe/Berlin")
    assert uncramp("add", "1.5km", "9min", "--date", "2026-05-01", "--start", "07:30").returncode == 0
    finished = uncramp("weigh", 1, "--before", "70.0", "--after", "69.8", "--drunk", "0")
    assert finished.returncode == 0, finished.stderr
    said = " ".join(finished.stdout.split())
    assert said == "The weigh-in is kept, but no sweat rate can be told from 9:00: it takes 10:00 at least."


def test_a_mass_that_no_scale_shows_is_refused(sampled: Uncramp) -> None:
    finished = sampled("weigh", 1, "--before", "680", "--after", "67.5", "--drunk", "0.3")
    assert finished.returncode == 2
    assert "680" in finished.stderr
