"""The form for the profile. What is not said stays unknown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args, get_type_hints
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.sentence import say
from uncramp.domain.units import UnitChoice, parse_mass
from uncramp.presentation.labels import label
from uncramp.presentation.words import Words
from uncramp.web.fields import NO, NOT_SAID, YES, AnswerField, MemberField, ParsedField, UnitsForm

UNITS: Mapping[str, tuple[str, ...]] = {name: get_args(kind) for name, kind in get_type_hints(UnitChoice).items()}
"""Units to choose from, by the quantity."""
CHOICES = {name: [(unit, unit) for unit in units] for name, units in UNITS.items()}
HEART_RATES = ("resting_heart_rate", "max_heart_rate")
ANSWERS = ("cramp_history", "family_history", "injury_12_months", "strength_work", "writes_every_cramp")


def _conditions() -> list[tuple[str, str]]:
    words = Words(translate=gettext)
    return [(each.value, words(label(each))) for each in Condition]


def _zones(present: str | None) -> list[tuple[str, str]]:
    """Zones to choose from, and the present one, which the command line may have set to any other."""
    names = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    offered = sorted(names if present is None else names | {present})
    return [("", Words(translate=gettext)(NOT_SAID)), *((name, name.replace("_", " ")) for name in offered)]


def _habits() -> list[tuple[str, str]]:
    words = Words(translate=gettext)
    return [
        ("", words(NOT_SAID)),
        (YES, words(say("Yes: if I write nothing, nothing cramped"))),
        (NO, words(say("No: if I write nothing, it means nothing"))),
    ]


class HabitField(AnswerField):
    """An answer whose words say what it means."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # those of a field
        super().__init__(**options)
        self.choices = _habits


class ProfileForm(UnitsForm):
    """A runner's profile to fill in; bare numbers are in the units chosen in the same form."""

    mass = ParsedField(parse_mass, required=False, label=_("Body mass"), help_text=_("like 68.5kg or 150lb"))
    sex = MemberField(Sex, required=False, label=_("Sex, as the studies recorded it"))
    birth_year = forms.IntegerField(required=False, label=_("Year of birth"))
    resting_heart_rate = forms.FloatField(
        required=False, label=_("Resting heart rate"), help_text=_("of a rested morning, beats per minute")
    )
    max_heart_rate = forms.FloatField(
        required=False, label=_("Highest heart rate"), help_text=_("that you ever reach, beats per minute")
    )
    cramp_history = AnswerField(label=_("A cramp in one of your last ten races, or within two years?"))
    family_history = AnswerField(label=_("Does a parent, brother or sister cramp in sport?"))
    injury_12_months = AnswerField(label=_("A running injury within the last twelve months?"))
    strength_work = AnswerField(label=_("Regular strength work for the legs?"))
    writes_every_cramp = HabitField(
        label=_("Do you write down every cramp?"),
        help_text=_("Your diary tells how often you cramp only if it is known what silence about a run means."),
    )
    conditions = forms.MultipleChoiceField(
        required=False, choices=_conditions, widget=forms.CheckboxSelectMultiple, label=_("Illnesses and medicines")
    )
    no_conditions = forms.BooleanField(required=False, label=_("None of these"))
    time_zone = forms.ChoiceField(
        required=False,
        label=_("Where you run"),
        help_text=_("for files that tell neither a place nor a time zone"),
    )
    distance_unit = forms.ChoiceField(label=_("Distance"), choices=CHOICES["distance"])
    altitude_unit = forms.ChoiceField(label=_("Altitude"), choices=CHOICES["altitude"])
    mass_unit = forms.ChoiceField(label=_("Body mass"), choices=CHOICES["mass"])
    temperature_unit = forms.ChoiceField(label=_("Temperature"), choices=CHOICES["temperature"])
    fluid_unit = forms.ChoiceField(label=_("Drink"), choices=CHOICES["fluid"])

    def __init__(self, runner: Runner, data: Any = None) -> None:  # noqa: ANN401  # as Django declares it
        super().__init__(_chosen(runner.units, data or {}), data, _initial(runner))
        self.fields["time_zone"].choices = _zones(runner.time_zone)  # type: ignore[attr-defined]  # a choice field
        self._before = runner

    def clean(self) -> dict[str, Any]:
        """Refuse illnesses together with "none of these"."""
        said = super().clean() or self.cleaned_data
        if said.get("conditions") and said.get("no_conditions"):
            raise ValidationError(gettext("You ticked an illness or medicine and “None of these”: only one can be."))
        return said

    def runner(self) -> Runner:
        """The profile that the valid form tells of; a mass that nobody touched is not rounded."""
        said = self.cleaned_data
        conditions = frozenset(Condition(each) for each in said["conditions"])
        return Runner(
            mass=said["mass"] if "mass" in self.changed_data else self._before.mass,
            sex=said["sex"],
            birth_year=said["birth_year"],
            **{name: said[name] for name in (*HEART_RATES, *ANSWERS)},
            conditions=conditions if conditions or said["no_conditions"] else None,
            time_zone=said["time_zone"] or None,
            units=_chosen(self._before.units, said),
        )


def _chosen(units: UnitChoice, said: Mapping[str, Any]) -> UnitChoice:
    """The units, changed as said where that is a unit."""
    changes: dict[str, Any] = {name: said[f"{name}_unit"] for name in UNITS if said.get(f"{name}_unit") in UNITS[name]}
    return replace(units, **changes)


def _initial(runner: Runner) -> dict[str, Any]:
    words, conditions = Words(runner.units), runner.conditions
    return {
        "mass": None if runner.mass is None else words.quantity("mass", runner.mass),
        "sex": runner.sex,
        "birth_year": runner.birth_year,
        "time_zone": runner.time_zone,
        **{name: getattr(runner, name) for name in (*HEART_RATES, *ANSWERS)},
        "conditions": sorted(conditions or ()),
        "no_conditions": conditions == frozenset(),
        **{f"{name}_unit": getattr(runner.units, name) for name in UNITS},
    }
