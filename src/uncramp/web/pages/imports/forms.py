"""The form for a run that no watch recorded."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uncramp.domain.runner import Runner
from uncramp.domain.units import UnitChoice, parse_clock, parse_date, parse_distance, parse_duration
from uncramp.formats.runs_csv import TypedRun
from uncramp.web.fields import ParsedField, UnitsForm


def _as_date(text: str, _units: UnitChoice) -> date:
    return parse_date(text)


def _as_clock(text: str, _units: UnitChoice) -> time:
    return parse_clock(text)


def _as_duration(text: str, _units: UnitChoice) -> float:
    return parse_duration(text)


class RunForm(UnitsForm):
    """A run in twenty seconds."""

    date = ParsedField(_as_date, label=_("Day"), widget=forms.DateInput({"type": "date"}))
    time = ParsedField(_as_clock, label=_("Start"), widget=forms.TimeInput({"type": "time"}))
    distance = ParsedField(parse_distance, label=_("Distance"), help_text=_("10km, 6.2mi, half"))
    duration = ParsedField(_as_duration, label=_("Time"), help_text=_("1:05 is 1 hour 5; or 52min"))

    def __init__(self, runner: Runner, data: Any = None) -> None:  # noqa: ANN401  # as Django declares it
        super().__init__(runner.units, data)
        self._time_zone = runner.time_zone

    def run(self) -> TypedRun:
        """The run that the valid form tells of; raises ``InvalidValueError``."""
        said = self.cleaned_data
        start = datetime.combine(said["date"], said["time"])
        return TypedRun(start, said["duration"], said["distance"], time_zone=self._time_zone)
