import json

from cli.conftest import Uncramp


def test_a_run_is_entered_in_one_line(uncramp: Uncramp) -> None:
    uncramp("profile", "--time-zone", "Europe/Berlin")
    said = uncramp("add", "10km", "52min", "--date", "2026-05-01", "--start", "07:30", "--name", "Round the lake")
    assert (said.returncode, said.stdout) == (0, "It is run 1.\n")
    (run,) = json.loads(uncramp("runs", "--json").stdout)
    outline = run["outline"]
    assert (outline["start"], outline["distance"], outline["elapsed_time"]) == (
        "2026-05-01T05:30:00+00:00",
        10_000.0,
        3120.0,
    )
    shown = uncramp("run", 1)
    assert shown.returncode == 0
    assert "Round the lake" in shown.stdout


def test_what_cannot_be_meant_is_one_sentence(uncramp: Uncramp) -> None:
    said = uncramp("add", "10km", "52:30", "--date", "2026-05-01", "--start", "07:30")
    assert said.returncode == 2
    assert "cannot be right. Write hours and minutes like 1:05, or minutes like 52min." in said.stderr
