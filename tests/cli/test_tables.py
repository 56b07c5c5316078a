import pytest

from uncramp.cli.output import console, words
from uncramp.cli.tables import show_pace, show_splits
from uncramp.domain.plan import PacePlan, Split


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    console.cache_clear()


def test_all_splits_of_a_marathon_fit_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    splits = [Split(1000.0 * number, 1000.0, 300.0) for number in range(1, 43)]
    show_pace(PacePlan((*splits, Split(42195.0, 195.0, 58.5))), words())
    shown = capsys.readouterr().out
    assert "…" not in shown
    for cell in ("42.2 km", "3:30:58", "1:15:00", "5:00"):
        assert cell in shown


def test_kilometres_of_a_run_are_read_down_then_across(capsys: pytest.CaptureFixture[str]) -> None:
    show_splits([300.0, 310.0, 320.0, 330.0], words())
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if "5:00" in line or "5:10" in line]
    assert rows == [["1", "5:00", "3", "5:20"], ["2", "5:10", "4", "5:30"]]


def test_a_run_without_kilometres_has_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    show_splits([], words())
    assert capsys.readouterr().out == ""
