import re

import pytest
from django.core.exceptions import ValidationError

from uncramp.domain.diary import Muscle, Side
from uncramp.domain.units import IMPERIAL, parse_distance
from uncramp.web.fields import AnswerField, MemberField, ParsedField, UnitsForm


class Form(UnitsForm):
    way = ParsedField(parse_distance, required=False)


def test_a_bare_number_is_in_the_readers_unit_and_nothing_is_unknown() -> None:
    form = Form(IMPERIAL, {"way": " 2 "})
    assert form.is_valid()
    assert form.cleaned_data == {"way": 3218.688}
    assert Form(IMPERIAL, {"way": ""}).fields["way"].clean("  ") is None


def test_one_readers_unit_is_not_the_next_ones() -> None:
    assert Form(IMPERIAL, {"way": "1"}).is_valid()
    assert ParsedField(parse_distance).clean("1") == 1000.0


def test_what_cannot_be_read_is_an_error_in_words() -> None:
    with pytest.raises(ValidationError, match="“far” is not a distance above 0; write it like"):
        ParsedField(parse_distance).clean("far")


@pytest.mark.parametrize(("choice", "value"), [("yes", True), ("no", False), ("", None)])
def test_an_answer_is_yes_no_or_not_said(choice: str, value: bool | None) -> None:  # noqa: FBT001  # a parameter of the test
    assert AnswerField().clean(choice) is value
    assert AnswerField().prepare_value(value) in {choice, None}


def test_any_other_answer_is_refused() -> None:
    with pytest.raises(ValidationError):
        AnswerField().clean("maybe")


def test_a_member_is_chosen_by_its_label() -> None:
    field = MemberField(Muscle)
    assert re.findall(r"<option[^>]*>([^<]*)", field.widget.render("muscle", None))[0] == "calf"
    assert field.clean("foot") is Muscle.FOOT
    with pytest.raises(ValidationError):
        field.clean("tail")


def test_a_member_that_need_not_be_said_may_stay_open() -> None:
    field = MemberField(Side, required=False)
    assert re.findall(r"<option[^>]*>([^<]*)", field.widget.render("side", None))[0] == "not said"
    assert field.clean("") is None
    assert field.clean("both") is Side.BOTH
