import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from cli.conftest import Uncramp

SOON = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
MARATHON = ("plan", "--distance", "42.2km", "--date", SOON, "--start", "09:00", "--temperature", "18")


def test_a_plan_has_every_part(sampled: Uncramp) -> None:
    finished = sampled(*MARATHON, "--goal", "3:45")
    assert finished.returncode == 0, finished.stderr
    for part in ("Pace", "Drink", "Warm-up", "Cool-down", "How likely is a cramp?", "At most"):
        assert part in finished.stdout


def test_the_splits_add_up_to_the_goal(sampled: Uncramp) -> None:
    splits = json.loads(sampled(*MARATHON, "--goal", "3:45", "--json").stdout)["plan"]["pace"]["splits"]
    assert sum(split["duration"] for split in splits) == pytest.approx(3.75 * 3600)
    assert splits[-1]["end"] == 42200.0
    assert splits[0]["duration"] >= splits[-2]["duration"]


def test_a_runner_without_a_profile_gets_no_number_to_drink(uncramp: Uncramp) -> None:
    report = json.loads(uncramp(*MARATHON, "--goal", "3:45", "--json").stdout)
    assert report["plan"]["drink"]["ceiling"] is None
    assert report["prediction"] is None


def test_miles_and_fluid_ounces_when_asked(sampled: Uncramp) -> None:
    text = sampled(*MARATHON, "--goal", "3:45", "--units", "imperial").stdout
    assert "fl oz/h" in text
    assert "Plan for 26.2 mi" in text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--distance", "42.2km", "--date", "2027-02-30", "--goal", "3:45"), "2027-02-30"),
        (("--distance", "42.2km", "--date", "18.4.2027", "--goal", "3:45"), "18.4.2027"),
        (("--distance", "42.2km", "--date", "2020-01-05", "--goal", "3:45"), "2020-01-05"),
        (("--distance", "far", "--date", SOON, "--goal", "3:45"), "far"),
        (("--distance", "42.2km", "--date", SOON, "--goal", "1:30"), "1:30:00"),
        (("--distance", "42.2km", "--date", SOON, "--goal", "soon"), "soon"),
        (("--distance", "42.2km", "--date", SOON, "--goal", "45:00"), "45:00:00"),
        (("--distance", "42.2km", "--date", SOON, "--goal", "3:45", "--start", "25:00"), "25:00"),
        (("--distance", "42.2km", "--date", SOON, "--goal", "3:45", "--temperature", "warm"), "warm"),
        (("--distance", "42.2km", "--date", SOON, "--goal", "3:45", "--temperature", "99"), "99"),
        (("--distance", "42.2km", "--date", SOON), "42.2 km"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence_with_the_value(
    uncramp: Uncramp, words: tuple[str, ...], named: str
) -> None:
    finished = uncramp("plan", *words)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert re.fullmatch(r"uncramp: [^\n]+\n", finished.stderr)
    assert named in finished.stderr
