from datetime import UTC, datetime

import pytest
from django.test import Client

from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.units import UnitChoice
from uncramp.usecases.ports import Logbook

UNITS = {"distance_unit": "km", "altitude_unit": "m", "mass_unit": "kg", "temperature_unit": "°C", "fluid_unit": "L"}
RUNNER = Runner(
    mass=61.23456,
    sex=Sex.FEMALE,
    birth_year=1986,
    resting_heart_rate=48.0,
    max_heart_rate=186.0,
    cramp_history=True,
    family_history=False,
    injury_12_months=None,
    strength_work=True,
    writes_every_cramp=False,
    conditions=frozenset({Condition.STATIN, Condition.NSAID}),
    units=UnitChoice(distance="mi", fluid="fl oz"),
)


def test_an_untouched_profile_says_nothing_for_the_runner(logbook: Logbook, client: Client) -> None:
    page = client.get("/profile/").content.decode()
    assert "checked" not in page
    assert page.count('<option value="" selected>not said</option>') == 7
    client.post("/profile/", UNITS)
    assert logbook.runner() == Runner()


def test_all_that_is_said_is_kept(logbook: Logbook, client: Client) -> None:
    said = {
        "mass": "135 lb",
        "sex": "female",
        "birth_year": "1986",
        "resting_heart_rate": "48",
        "max_heart_rate": "186",
        "cramp_history": "yes",
        "family_history": "no",
        "strength_work": "yes",
        "writes_every_cramp": "no",
        "conditions": ["statin", "nsaid"],
    }
    response = client.post("/profile/", said | UNITS | {"distance_unit": "mi", "fluid_unit": "fl oz"})
    assert (response.status_code, response["Location"]) == (302, "/profile/?saved")
    kept = logbook.runner()
    assert kept.mass == pytest.approx(61.235, abs=0.001)  # 135 lb
    assert kept == Runner(**{name: getattr(RUNNER, name) for name in RUNNER.__slots__} | {"mass": kept.mass})
    assert "Saved." in client.get("/profile/?saved").content.decode()


@pytest.mark.parametrize(
    ("said", "kept", "shown"),
    [
        ("yes", True, "Yes: if I write nothing, nothing cramped"),
        ("no", False, "No: if I write nothing, it means nothing"),
        ("", None, "not said"),
    ],
)
def test_what_silence_means_is_chosen_in_words(
    logbook: Logbook,
    client: Client,
    said: str,
    kept: bool | None,  # noqa: FBT001  # a case
    shown: str,
) -> None:
    logbook.save_runner(RUNNER)
    client.post("/profile/", UNITS | {"writes_every_cramp": said})
    assert logbook.runner().writes_every_cramp is kept
    page = client.get("/profile/").content.decode()
    chosen = page.partition('name="writes_every_cramp"')[2].partition("</select>")[0]
    assert f'<option value="{said}" selected>{shown}</option>' in chosen
    assert "what silence about a run means" in page


def test_none_of_these_is_an_answer(logbook: Logbook, client: Client) -> None:
    client.post("/profile/", UNITS | {"no_conditions": "on"})
    assert logbook.runner().conditions == frozenset()
    assert 'name="no_conditions" id="id_no_conditions" checked' in client.get("/profile/").content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"mass": "heavy"}, "“heavy” is not a body mass"),
        ({"birth_year": "soon"}, "Enter a whole number."),
        ({"birth_year": str(datetime.now(UTC).year)}, "cannot be your year of birth."),
        ({"conditions": "statin", "no_conditions": "on"}, "only one can be."),
        ({"distance_unit": "versts"}, "versts is not one of the available choices."),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_lost(
    logbook: Logbook, client: Client, said: dict[str, str], sentence: str
) -> None:
    logbook.save_runner(RUNNER)
    page = client.post("/profile/", UNITS | {"family_history": "yes"} | said).content.decode()
    assert sentence in page
    assert '<option value="yes" selected>' in page
    assert logbook.runner() == RUNNER


def test_a_form_from_another_site_is_refused(logbook: Logbook) -> None:
    logbook.save_runner(RUNNER)
    assert Client(enforce_csrf_checks=True).post("/profile/", UNITS).status_code == 403
    assert logbook.runner() == RUNNER
