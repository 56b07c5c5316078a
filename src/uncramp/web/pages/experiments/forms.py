"""Forms for beginning an experiment and for writing its turns down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uncramp.domain.experiment import Question
from uncramp.web.fields import ParsedField, as_date

SECONDS_A_MINUTE = 60.0
MOST_MINUTES = 60.0


class MinutesField(forms.FloatField):
    """Minutes that somebody types, as a time in s; None if it was left empty."""

    def clean(self, value: Any) -> float | None:  # noqa: ANN401  # as Django declares it
        """The time, s."""
        minutes: float | None = super().clean(value)
        return None if minutes is None else minutes * SECONDS_A_MINUTE


class StartForm(forms.Form):
    """Which question, and from when."""

    question = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Question], coerce=Question, widget=forms.HiddenInput
    )
    start = ParsedField(as_date, label=_("From"), widget=forms.DateInput({"type": "date"}))
    agreed = forms.BooleanField(required=False, label=_("I have asked who treats me, and they agree"))


class LotForm(forms.Form):
    """That the lot is to be drawn."""


class TurnForm(forms.Form):
    """Whether the lot was kept to."""

    followed = forms.TypedChoiceField(
        choices=[("yes", _("as it was drawn")), ("no", _("the other"))],
        coerce="yes".__eq__,
        label=_("What did you do?"),
        widget=forms.Select,
    )


class RunForm(TurnForm):
    """A run that had the turn."""

    run = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class BlockForm(TurnForm):
    """A block, by its number."""

    block = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class TwitchForm(TurnForm):
    """What became of a twitch."""

    went_on = forms.TypedChoiceField(
        choices=[("no", _("it let go")), ("yes", _("it went on to a full cramp"))],
        coerce="yes".__eq__,
        label=_("What became of the twitch?"),
    )
    minutes = MinutesField(
        required=False,
        min_value=0.0,
        max_value=MOST_MINUTES,
        label=_("Minutes until it let go"),
        help_text=_("if known"),
    )
