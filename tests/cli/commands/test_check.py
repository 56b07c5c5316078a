import json
import re

from cli.conftest import Uncramp


def test_an_empty_logbook_says_what_it_takes(uncramp: Uncramp) -> None:
    finished = uncramp("check")
    assert finished.returncode == 0, finished.stderr
    text = re.sub(r"\s+", " ", finished.stdout)
    assert "It cannot be told yet." in text
    assert "It takes 20 answered runs and 3 with a cramp at least." in text
    assert "Log score" not in text


def test_the_forecasts_of_the_sample_runner_are_counted_against_simpler_guesses(sampled: Uncramp) -> None:
    finished = sampled("check")
    assert finished.returncode == 0, finished.stderr
    text = re.sub(r"\s+", " ", finished.stdout)
    assert re.search(r"Each of your \d+ answered runs was forecast from those before it alone; [12] of them", text)
    for part in ("This model", "The published share", "Your own frequency so far", "Expected (from … to)"):
        assert part in text
    assert re.search(r"[+−]0\.\d{3} \([+−]0\.\d{3} … [+−]0\.\d{3}\)", text)  # noqa: RUF001  # as it is printed


def test_the_document_has_scores_and_groups(sampled: Uncramp) -> None:
    report = json.loads(sampled("check", "--json").stdout)
    evaluation = report["evaluation"]
    assert evaluation["verdict"] == "cannot tell yet"
    assert sum(group["runs"] for group in evaluation["groups"]) == evaluation["runs"]
    assert sum(group["cramps"] for group in evaluation["groups"]) == evaluation["cramps"] > 0
    assert evaluation["base"]["low"] < evaluation["base"]["mean"] < evaluation["base"]["high"]
