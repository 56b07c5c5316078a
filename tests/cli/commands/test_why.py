import json
import re

import pytest

from cli.commands.test_run import cramped_run
from cli.conftest import Uncramp
from uncramp.risk.hindsight import Suspect


def test_a_cramp_is_looked_back_at_and_no_cause_is_named(sampled: Uncramp) -> None:
    finished = sampled("why", cramped_run(sampled), "--suspect", "dehydration")
    assert finished.returncode == 0, finished.stderr
    text = re.sub(r"\s+", " ", finished.stdout)
    for part in ("Cramp: calf", "of the risk of this run lay behind you", "No single cramp can be traced to a cause",
                 "What could be said before it", "What stood out", "What did not stand out", "What you suspect",
                 "Not supported:", "Sources:"):  # fmt: skip
        assert part in text


def test_the_document_has_the_verdict_and_an_interval_for_each_kilometre(sampled: Uncramp) -> None:
    report = json.loads(sampled("why", cramped_run(sampled), "--suspect", "tired legs", "--json").stdout)
    assert report.keys() == {"forecast", "hindsight", "verdict"}
    assert report["verdict"]["is_supported"] is True
    low, mean, high = report["hindsight"]["per_kilometre"]
    assert len(low) == len(mean) == len(high) == 22
    assert all(a <= b <= c for a, b, c in zip(low, mean, high, strict=True))


def test_a_run_without_a_cramp_has_nothing_to_explain(sampled: Uncramp) -> None:
    newest = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]["number"]
    finished = sampled("why", newest)
    assert finished.returncode == 0, finished.stderr
    assert f"The diary holds no cramp in run {newest}." in finished.stdout


@pytest.mark.parametrize("suspect", ["witchcraft", "DEHYDRATION", ""])
def test_who_suspects_something_else_is_told_what_there_is(uncramp: Uncramp, suspect: str) -> None:
    finished = uncramp("why", 1, "--suspect", suspect)
    assert finished.returncode == 2
    said = re.sub(r"[│\s]+", " ", finished.stderr)
    assert ", ".join(each.value for each in Suspect) in said


def test_a_run_that_is_not_there_is_not_found(uncramp: Uncramp) -> None:
    finished = uncramp("why", 9999)
    assert finished.returncode == 4
    assert "9999" in finished.stderr
