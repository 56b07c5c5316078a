import re

import pytest
from garmin_fit_sdk.profile import Profile

from uncramp.formats.fit.profile import Field, Kind, kinds, names

UNPUBLISHED = {"sweat_loss_hint"}


def published(kind: Kind, field: Field) -> dict[str, object]:
    entry: dict[str, object] = Profile["messages"][kind.number]["fields"][field.number]
    return entry


FIELDS = [(kind, field) for kind in kinds().values() for field in kind.fields.values() if field.name not in UNPUBLISHED]
COMPOSED = [(kind, field) for kind, field in FIELDS if field.packed or field.expands]


def called(value: Kind | Field) -> str:
    return value.name


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=called)
def test_number_name_scale_and_offset_are_those_of_garmins_profile(kind: Kind, field: Field) -> None:
    theirs = published(kind, field)
    assert theirs["name"] == field.name
    assert (theirs["type"] == "string") == field.text
    if not field.packed and field.name != "event_timestamp_12":
        assert (theirs["scale"], theirs["offset"]) == ([field.scale], [field.offset])
    if not field.text:
        assert theirs["array"] == ("true" if field.array else "false")


@pytest.mark.parametrize(("kind", "field"), COMPOSED, ids=called)
def test_components_are_those_of_garmins_profile(kind: Kind, field: Field) -> None:
    theirs = published(kind, field)
    fields = Profile["messages"][kind.number]["fields"]
    assert isinstance(theirs["components"], list)
    targets = [fields[number] for number in theirs["components"]]
    if field.expands:
        assert [target["name"] for target in targets] == [field.expands]
    else:
        assert [target["name"] for target in targets] == [part.name for part in field.packed]
        assert theirs["bits"] == [part.bits for part in field.packed]
        assert theirs["scale"] == [part.scale for part in field.packed]
        assert [target["is_accumulated"] for target in targets] == [part.counts for part in field.packed]


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if kind.subfields], ids=called)
def test_subfields_are_those_of_garmins_profile(kind: Kind) -> None:
    for ours in kind.subfields:
        (field,) = (field for field in kind.fields.values() if field.name == ours.of)
        subfields = Profile["messages"][kind.number]["fields"][field.number]["sub_fields"]
        (theirs,) = (each for each in subfields if each["name"] == ours.name)
        assert {(each["name"], each["raw_value"]) for each in theirs["map"]} == {(ours.when, n) for n in ours.among}


@pytest.mark.parametrize("of", ["sport", "sub_sport", "lap_trigger"])
def test_names_are_those_of_garmins_profile(of: str) -> None:
    theirs = Profile["types"][of]
    assert names(of) == {number: theirs[number] for number in names(of) if number is not None}


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().replace("forerunner ", "fr").replace("small", "s"))


@pytest.mark.parametrize("of", ["manufacturer", "garmin_product"])
def test_makers_and_watches_are_those_of_garmins_profile(of: str) -> None:
    for number, name in names(of).items():
        ours, theirs = plain(name), plain(Profile["types"][of][number])
        assert ours.startswith(theirs) or theirs.startswith(ours), (number, name)
