import json

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
