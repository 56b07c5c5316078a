import json
import re
from datetime import UTC, datetime, timedelta

from cli.conftest import Uncramp

SOON = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
MARATHON = ("risk", "--distance", "marathon", "--date", SOON, "--temperature", "18C", "--goal", "3:45")


def test_how_likely_where_why_and_which_muscle(sampled: Uncramp) -> None:
    finished = sampled(*MARATHON)
    assert finished.returncode == 0, finished.stderr
    text = re.sub(r"\s+", " ", finished.stdout)
    assert re.search(r"put at \d+ % \([\d.]+ to \d+ %\)", text)
    for part in ("If one comes, it comes between", "from your diary", "Why", "It takes the calf most often",
                 "Every reason, and how much it weighs", "Against an average entrant's run of this length",
                 "Cramped before", "strong evidence"):  # fmt: skip
        assert part in text


def test_the_document_has_an_interval_for_each_chance_and_every_reason(sampled: Uncramp) -> None:
    report = json.loads(sampled(*MARATHON, "--json").stdout)
    assert report.keys() == {"forecast", "explanation", "muscles", "diary"}
    chance = report["forecast"]["probability"]
    assert 0.0 < chance["low"] < chance["median"] < chance["high"] < 1.0
    assert len(report["forecast"]["cumulative"]) == 3
    assert report["explanation"]["usual_runs"] == 0  # the sample runner has run no marathon
    assert report["diary"]["cramps"] == 2


def test_where_no_chance_is_known_this_is_said(sampled: Uncramp) -> None:
    finished = sampled("risk", "--distance", "5km", "--date", SOON, "--goal", "0:25")
    assert finished.returncode == 0, finished.stderr
    assert "for runs of 10 to 161 km" in finished.stdout
    assert "%" not in finished.stdout


def test_what_cannot_be_meant_is_one_sentence(uncramp: Uncramp) -> None:
    finished = uncramp("risk", "--distance", "far", "--date", SOON)
    assert finished.returncode == 2
    assert re.fullmatch(r"uncramp: [^\n]*far[^\n]*\n", finished.stderr)
