import pytest

from uncramp.domain.experiment import Question
from uncramp.web.pages.experiments.forms import BlockForm, RunForm, StartForm, TwitchForm


def test_a_question_becomes_a_member_and_a_day_a_date() -> None:
    form = StartForm({"question": "slower_start", "start": "2030-01-07"})
    assert form.is_valid()
    assert form.cleaned_data["question"] is Question.SLOWER_START
    assert form.cleaned_data["start"].isoformat() == "2030-01-07"
    assert form.cleaned_data["agreed"] is False


@pytest.mark.parametrize(("text", "seconds"), [("", None), ("1.5", 90.0), ("60", 3600.0)])
def test_minutes_become_seconds_and_nothing_stays_nothing(text: str, seconds: float | None) -> None:
    form = TwitchForm({"went_on": "no", "followed": "yes", "minutes": text})
    assert form.is_valid()
    assert form.cleaned_data["minutes"] == seconds
    assert form.cleaned_data["went_on"] is False
    assert form.cleaned_data["followed"] is True


@pytest.mark.parametrize("text", ["-0.1", "60.1", "nan", "inf", "soon"])
def test_minutes_that_cannot_be_are_refused(text: str) -> None:
    assert "minutes" in TwitchForm({"went_on": "no", "followed": "yes", "minutes": text}).errors


@pytest.mark.parametrize("form", [RunForm, BlockForm])
def test_what_has_the_turn_is_named(form: type[RunForm | BlockForm]) -> None:
    name = "run" if form is RunForm else "block"
    assert form({name: "3", "followed": "no"}).is_valid()
    for wrong in ("0", "", "x"):
        assert name in form({name: wrong, "followed": "no"}).errors
    assert "followed" in form({name: "3", "followed": "maybe"}).errors
