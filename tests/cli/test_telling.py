import pytest

from uncramp.cli.output import console, words
from uncramp.cli.telling import heading, numbered, paragraphs
from uncramp.domain.plan import Step
from uncramp.domain.sentence import say


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


@pytest.fixture(autouse=True)
def _fresh_console() -> None:
    console.cache_clear()


def test_a_heading_has_its_aside(capsys: pytest.CaptureFixture[str]) -> None:
    heading("Pace", aside="weak evidence")
    assert printed(capsys) == ["", "Pace  weak evidence"]


def test_what_looks_like_markup_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    paragraphs([say("[bold]{name}[/]", name="run[1].fit")], words())
    assert printed(capsys) == ["  [bold]run[1].fit[/]"]


def test_steps_are_numbered_with_their_time(capsys: pytest.CaptureFixture[str]) -> None:
    numbered([Step(say("Walk."), 300.0), Step(say("Run."))], words())
    assert printed(capsys) == ["  1. Walk.  5 min", "  2. Run."]
