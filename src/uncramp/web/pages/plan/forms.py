"""The form for a run to come."""

from datetime import date, timedelta, tzinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from uncramp.domain.outline import on_the_clock
from uncramp.domain.plan import Race
from uncramp.domain.units import (
    parse_distance,
    parse_temperature,
)
from uncramp.domain.weather import Weather
from uncramp.usecases.plan import PlanRequest
from uncramp.web.fields import ParsedField, UnitsForm, as_clock, as_date, as_duration

SUNDAY, WEEK = 6, 7


class PlanForm(UnitsForm):
    """What the runner asks."""

    distance = ParsedField(parse_distance, label=_("Distance"), help_text=_("42.2km, 26.2mi, half, marathon"))
    date = ParsedField(as_date, label=_("Day"), widget=forms.DateInput({"type": "date"}))
    time = ParsedField(as_clock, label=_("Start"), widget=forms.TimeInput({"type": "time"}))
    temperature = ParsedField(
        parse_temperature, required=False, label=_("Temperature"), help_text=_("in the shade, 18C or 64F, if known")
    )
    goal = ParsedField(
        as_duration, required=False, label=_("Goal"), help_text=_("3:45 is 3 hours 45; empty: what your runs support")
    )

    training = forms.BooleanField(required=False, label=_("A training run at your usual pace, no race"))

    def request(self, zone: tzinfo) -> PlanRequest:
        """The valid form as a request, its start on the clock of a zone."""
        said = self.cleaned_data
        start = on_the_clock(said["date"], said["time"], zone)
        weather = None if said["temperature"] is None else Weather(said["temperature"])
        return PlanRequest(Race(said["distance"], start, said["goal"]), weather, is_training=said["training"])


def usual(today: date) -> dict[str, str]:
    """What the form proposes: a half marathon on a Sunday, one to two weeks away."""
    sunday = today + timedelta(days=WEEK + (SUNDAY - today.weekday()))
    return {"distance": "half", "date": sunday.isoformat(), "time": "09:00"}
