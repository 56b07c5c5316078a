from typing import Any

import pytest
from hypothesis import given

from strategies import runners
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.web.pages.profile.forms import UNITS, ProfileForm


def posted(form: ProfileForm) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    sent = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        if value is not None and value is not False:
            sent[name] = [str(each) for each in value] if isinstance(value, list) else str(value)
    return sent


@given(
    runners.filter(lambda runner: runner.mass is None or 26.0 < runner.mass < 299.0)
)  # clear of the bounds by a rounding
def test_a_profile_sent_back_untouched_is_the_same(runner: Runner) -> None:
    form = ProfileForm(runner, posted(ProfileForm(runner)))
    assert form.is_valid(), form.errors
    assert form.runner() == runner


@pytest.mark.parametrize("zone", ["+05:45", "UTC", "Etc/GMT-3", "Asia/Kathmandu"])
def test_a_zone_from_the_command_line_survives_whatever_is_saved(zone: str) -> None:
    runner = Runner(time_zone=zone)
    form = ProfileForm(runner, posted(ProfileForm(runner)) | {"birth_year": "1980"})
    assert form.is_valid(), form.errors
    assert form.runner() == Runner(time_zone=zone, birth_year=1980)


def test_a_zone_that_nobody_chose_is_not_offered() -> None:
    form = ProfileForm(Runner(), posted(ProfileForm(Runner())) | {"time_zone": "+05:45"})
    assert form.errors["time_zone"]


def test_a_bare_mass_is_in_the_unit_chosen_with_it() -> None:
    form = ProfileForm(Runner(), {f"{name}_unit": getattr(IMPERIAL, name) for name in UNITS} | {"mass": "150"})
    assert form.is_valid(), form.errors
    assert form.runner() == Runner(mass=150 * 0.45359237, units=IMPERIAL)


def test_every_unit_of_the_domain_can_be_chosen() -> None:
    fields = ProfileForm(Runner()).fields
    offered = {name: tuple(value for value, _ in fields[f"{name}_unit"].choices) for name in UNITS}  # type: ignore[attr-defined]  # a choice field
    assert offered == dict(UNITS)
    assert offered["distance"] == ("km", "mi")
