import json

import pytest

from cli.conftest import Uncramp


def test_a_cramp_is_written_down_and_shown_with_its_run(sampled: Uncramp) -> None:
    newest = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]["number"]
    finished = sampled("cramp", newest, "hamstring", "--at", "1.5km", "--severity", "mild", "--note", "downhill")
    assert finished.returncode == 0, finished.stderr
    assert "Cramp: hamstring, mild, during the run, 1.5 km. downhill" in sampled("run", newest).stdout


def test_a_cramp_beyond_the_end_is_refused_with_the_value(sampled: Uncramp) -> None:
    newest = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]["number"]
    finished = sampled("cramp", newest, "calf", "--at", "90km")
    assert finished.returncode == 2
    assert "90 km" in finished.stderr


def newest(uncramp: Uncramp) -> int:
    number: int = json.loads(uncramp("runs", "--last", 1, "--json").stdout)[0]["number"]
    return number


def test_that_nothing_cramped_is_written_down_and_taken_back(sampled: Uncramp) -> None:
    run = newest(sampled)
    assert sampled("cramp", run, "--none").stdout.startswith("Nothing cramped in it or within six hours after it")
    assert json.loads(sampled("run", run, "--json").stdout)["answer"]["reported"]
    assert sampled("cramp", run, "--take-back").stdout.startswith("Taken back: Nothing cramped in it")
    assert json.loads(sampled("run", run, "--json").stdout)["answer"] is None
    finished = sampled("cramp", run, "--take-back")
    assert (finished.returncode, finished.stderr) == (4, f"uncramp: The diary holds nothing of run {run}.\n")


def test_a_cramp_after_the_answer_takes_its_place_and_this_is_told(sampled: Uncramp) -> None:
    run = newest(sampled)
    sampled("cramp", run, "--none")
    assert "is taken back" in sampled("cramp", run, "calf", "--at", "1km").stdout
    refused = sampled("cramp", run, "--none")
    assert refused.returncode == 2
    assert f"The diary holds a cramp (calf, at 1 km) of run {run}." in refused.stderr
    assert f"uncramp cramp {run} --take-back" in refused.stderr
    assert sampled("cramp", run, "--take-back").stdout == "Taken back: Cramp: calf, during the run, 1 km.\n"
    assert sampled("cramp", run, "--none").returncode == 0


def test_a_cramp_given_twice_is_refused(sampled: Uncramp) -> None:
    run = newest(sampled)
    first, second = (sampled("cramp", run, "foot", "--when", "after") for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 2)
    assert second.stderr == "uncramp: The diary holds a cramp (foot) of this run already.\n"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ((), "Say which muscle cramped, or --none, or --take-back."),
        (("calf", "--none"), "calf and --none contradict each other."),
        (("--none", "--take-back"), "--none and --take-back contradict each other."),
        (("--none", "--at", "3km"), "--none takes no description of a cramp."),
        (("--take-back", "--when", "night"), "--take-back takes no description of a cramp."),
    ],
)
def test_what_says_nothing_or_two_things_is_refused(uncramp: Uncramp, said: tuple[str, ...], sentence: str) -> None:
    finished = uncramp("cramp", 1, *said)
    assert (finished.returncode, finished.stderr) == (2, f"uncramp: {sentence}\n")


def test_of_a_run_that_is_not_there_nothing_is_written_down(uncramp: Uncramp) -> None:
    assert uncramp("cramp", 4711, "--none").returncode == 4


def test_the_answer_is_one_json_document(sampled: Uncramp) -> None:
    assert list(json.loads(sampled("cramp", newest(sampled), "--none", "--json").stdout)) == ["reported"]
