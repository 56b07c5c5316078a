import json

from cli.conftest import Uncramp


def cramped_run(sampled: Uncramp) -> int:
    runs = json.loads(sampled("runs", "--last", 400, "--json").stdout)
    races = [run for run in runs if "half-marathon" in run["file_name"]]
    half = max(races, key=lambda run: run["features"]["mean_temperature"] or 0.0)
    number: int = half["number"]
    return number


def test_a_run_shows_its_risk_its_splits_and_its_diary(sampled: Uncramp) -> None:
    finished = sampled("run", cramped_run(sampled))
    assert finished.returncode == 0, finished.stderr
    assert "How likely is a cramp?" in finished.stdout
    for heading in ("What it asked", "Against what came before", "What happened in it", "Splits"):
        assert heading in finished.stdout
    assert "Cramp: calf" in finished.stdout


def test_a_risk_never_stands_without_its_interval(sampled: Uncramp) -> None:
    report = json.loads(sampled("run", cramped_run(sampled), "--json").stdout)
    chance = report["forecast"]["probability"]
    assert chance["low"] < chance["median"] < chance["high"]


def test_a_run_that_is_not_there_is_not_found(sampled: Uncramp) -> None:
    finished = sampled("run", 9999)
    assert finished.returncode == 4
    assert "9999" in finished.stderr
