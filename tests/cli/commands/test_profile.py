import json

from cli.conftest import Uncramp


def test_what_was_not_said_stays_unknown(uncramp: Uncramp) -> None:
    uncramp("profile", "--mass", "150lb", "--no-strength-work")
    profile = json.loads(uncramp("profile", "--json").stdout)
    assert profile["mass"] == 150 * 0.45359237
    assert profile["strength_work"] is False
    assert profile["sex"] is None
    assert profile["conditions"] is None
    assert profile["max_heart_rate"] is None


def test_heart_rates_are_kept_and_shown(uncramp: Uncramp) -> None:
    shown = uncramp("profile", "--resting-heart-rate", "48", "--max-heart-rate", "186").stdout
    assert "48 bpm" in shown
    assert "186 bpm" in shown


def test_none_of_the_illnesses_is_an_answer(uncramp: Uncramp) -> None:
    assert json.loads(uncramp("profile", "--no-conditions", "--json").stdout)["conditions"] == []


def test_a_profile_is_shown_in_words(uncramp: Uncramp) -> None:
    shown = uncramp("profile", "--mass", "68", "--sex", "female", "--condition", "nsaid").stdout
    assert "68.0 kg" in shown
    assert "anti-inflammatory painkillers" in shown
    assert "not said" in shown


def test_an_impossible_mass_is_refused_with_the_value(uncramp: Uncramp) -> None:
    finished = uncramp("profile", "--mass", "6kg")
    assert finished.returncode == 2
    assert "6kg" in finished.stderr


def test_saying_a_condition_and_none_contradicts(uncramp: Uncramp) -> None:
    assert uncramp("profile", "--condition", "statin", "--no-conditions").returncode == 2


def test_whether_every_cramp_is_written_down_is_asked_and_may_stay_open(uncramp: Uncramp) -> None:
    assert json.loads(uncramp("profile", "--json").stdout)["writes_every_cramp"] is None
    assert json.loads(uncramp("profile", "--every-cramp", "--json").stdout)["writes_every_cramp"] is True
    assert json.loads(uncramp("profile", "--mass", "70", "--json").stdout)["writes_every_cramp"] is True
    assert json.loads(uncramp("profile", "--not-every-cramp", "--json").stdout)["writes_every_cramp"] is False
    assert "Every cramp is written down" in uncramp("profile").stdout
