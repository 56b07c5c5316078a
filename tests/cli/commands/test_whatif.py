import json
import re
from datetime import UTC, datetime, timedelta

from cli.conftest import Uncramp

SOON = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
MARATHON = ("whatif", "--distance", "marathon", "--date", SOON, "--temperature", "22C", "--goal", "3:15")


def test_what_is_shown_to_lower_it_stands_apart_from_what_is_not(sampled: Uncramp) -> None:
    finished = sampled(*MARATHON)
    assert finished.returncode == 0, finished.stderr
    text = re.sub(r"\s+", " ", finished.stdout)
    lower, doubtful = text.split("Cannot be shown to matter")
    assert re.search(r"put at \d+ % \([\d.]+ to [> \d]+ %\)", lower)
    assert "What would change it?" in lower
    assert "points (" in lower
    assert "Two easy days" in doubtful


def test_the_document_has_each_change_with_its_interval(sampled: Uncramp) -> None:
    report = json.loads(sampled(*MARATHON, "--json").stdout)
    assert report["forecast"]["probability"]["low"] < report["forecast"]["probability"]["high"]
    levers = [each["lever"] for each in report["what_ifs"]]
    assert "slower first third" in levers
    assert len(set(levers)) == len(levers)
    for each in report["what_ifs"]:
        assert each["change"]["low"] <= each["change"]["median"] <= each["change"]["high"]
        assert each["probability"]["low"] <= each["probability"]["median"] <= each["probability"]["high"]


def test_where_no_chance_is_known_this_is_said(uncramp: Uncramp) -> None:
    finished = uncramp("whatif", "--distance", "5km", "--date", SOON, "--goal", "0:25")
    assert finished.returncode == 0, finished.stderr
    assert "for runs of 10 to 161 km" in finished.stdout
    refused = uncramp("whatif", "--distance", "5km", "--date", "2027-02-30", "--goal", "0:25")
    assert refused.returncode == 2
    assert "2027-02-30" in refused.stderr
