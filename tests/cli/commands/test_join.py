import json

from cli.conftest import Uncramp


def test_two_runs_become_one_and_the_number_of_the_other_is_gone(uncramp: Uncramp) -> None:
    for start in ("07:30", "18:00"):
        uncramp("add", "10km", "52min", "--date", "2026-05-01", "--start", start)
    assert uncramp("join", 1, 2).stdout == "Run 2 is part of run 1 now.\n"
    assert [run["number"] for run in json.loads(uncramp("runs", "--json").stdout)] == [1]
    refused = uncramp("join", 1, 2)
    assert (refused.returncode, "There is no run 2" in refused.stderr) == (4, True)
