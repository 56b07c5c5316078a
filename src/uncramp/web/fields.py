"""Forms for what people type and choose."""

from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.sentence import say
from uncramp.domain.units import METRIC, UnitChoice, parse_clock, parse_date, parse_duration
from uncramp.presentation.labels import label
from uncramp.presentation.words import Words

LONGEST_TEXT = 40
NOT_SAID = say("not said")
YES, NO = "yes", "no"

Parse = Callable[[str, UnitChoice], object]
"""From text to a value, bare numbers in the given units; raises ``InvalidValueError``."""


def as_date(text: str, _units: UnitChoice) -> date:
    """A day, which has no unit."""
    return parse_date(text)


def as_clock(text: str, _units: UnitChoice) -> time:
    """A time of day, which has no unit."""
    return parse_clock(text)


def as_duration(text: str, _units: UnitChoice) -> float:
    """A duration, s, which says its own unit."""
    return parse_duration(text)


class ParsedField(forms.CharField):
    """What somebody types, read as a value of the house; None if it was left empty."""

    units = METRIC

    def __init__(self, parse: Parse, **options: Any) -> None:  # noqa: ANN401  # those of a field
        super().__init__(max_length=LONGEST_TEXT, **options)
        self.parse = parse

    def clean(self, value: Any) -> Any:  # noqa: ANN401  # as Django declares it
        """Value of the text; raises ``ValidationError`` with the sentence of the parser."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.parse(text, self.units)
        except InvalidValueError as error:
            raise ValidationError(Words(translate=gettext)(error.sentence)) from error


class MemberField(forms.TypedChoiceField):
    """A member of one of the house's enumerations; None where nothing was said and nothing has to be."""

    def __init__(self, kind: type[StrEnum], *, required: bool = True, **options: Any) -> None:  # noqa: ANN401  # as above
        super().__init__(
            choices=lambda: _members(kind, may_be_empty=not required),
            coerce=kind,
            empty_value=None,
            required=required,
            **options,
        )


class AnswerField(forms.TypedChoiceField):
    """Yes, no, or None where nothing was said."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as above
        super().__init__(choices=_answers, coerce=YES.__eq__, empty_value=None, required=False, **options)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401  # as Django declares it
        """The choice that stands for a value."""
        return {True: YES, False: NO}.get(value, value)


class UnitsForm(forms.Form):
    """A form in which bare numbers are in the reader's units."""

    def __init__(self, units: UnitChoice, data: Any = None, initial: Any = None) -> None:  # noqa: ANN401  # as Django declares it
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            if isinstance(field, ParsedField):
                field.units = units


def _members(kind: type[StrEnum], *, may_be_empty: bool) -> list[tuple[str, str]]:
    words = Words(translate=gettext)
    members = [(member.value, words(label(member))) for member in kind]
    return [("", words(NOT_SAID)), *members] if may_be_empty else members


def _answers() -> list[tuple[str, str]]:
    words = Words(translate=gettext)
    return [("", words(NOT_SAID)), (YES, words(say("yes"))), (NO, words(say("no")))]
