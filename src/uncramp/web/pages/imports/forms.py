"""The form for a run that no watch recorded."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uncramp.domain.runner import Runner
from uncramp.domain.units import parse_distance
from uncramp.formats.runs_csv import TypedRun
from uncramp.web.fields import ParsedField, UnitsForm, as_clock, as_date, as_duration


class RunForm(UnitsForm):
    """A run in twenty seconds."""

    date = ParsedField(as_date, label=_("Day"), widget=forms.DateInput({"type": "date"}))
    time = ParsedField(as_clock, label=_("Start"), widget=forms.TimeInput({"type": "time"}))
    distance = ParsedField(parse_distance, label=_("Distance"), help_text=_("10km, 6.2mi, half"))
    duration = ParsedField(as_duration, label=_("Time"), help_text=_("1:05 is 1 hour 5; or 52min"))

    def __init__(self, runner: Runner, data: Any = None) -> None:  # noqa: ANN401  # as Django declares it
        super().__init__(runner.units, data)
        self._time_zone = runner.time_zone

    def run(self) -> TypedRun:
        """The run that the valid form tells of; raises ``InvalidValueError``."""
        said = self.cleaned_data
        start = datetime.combine(said["date"], said["time"])
        return TypedRun(start, said["duration"], said["distance"], time_zone=self._time_zone)
