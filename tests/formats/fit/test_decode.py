import math
from typing import Any

import numpy as np
import pytest
from garmin_fit_sdk import Decoder, Stream

from formats.fit.fit_bytes import RECORD, RUN, START, Shape, fit
from formats.real_files import CORPUS, consensus, fit_file, need
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.fit.decode import decode
from uncramp.formats.fit.messages import Table
from uncramp.formats.fit.profile import Kind, kinds

FIELDS = (
    "heart_rate",
    "distance",
    "speed",
    "enhanced_speed",
    "altitude",
    "enhanced_altitude",
    "position_lat",
    "position_long",
    "cadence",
    "power",
    "temperature",
)
DIFFERENCES = {
    (
        "fit/chiptime__input.fit",
        "enhanced_speed",
    ): "one record holds speed 60 and enhanced_speed 70: the others let the "
    "plain value overwrite the enhanced one that was recorded, here the enhanced one stays",
    ("fit/chiptime__input.fit", "enhanced_altitude"): "as enhanced_speed: altitude 100, enhanced_altitude 105",
}
"""Where the consensus is not followed, and why."""


def test_the_files_that_others_agree_on_are_there() -> None:
    assert need(CORPUS / "consensus.json").is_file()


@pytest.mark.parametrize("name", consensus())
def test_count_and_sums_of_the_records_are_those_that_others_agree_on(name: str) -> None:
    records = decode(name, (CORPUS / name).read_bytes()).get("record")
    agreed = consensus()[name]
    assert (0 if records is None else len(records)) == agreed["records"]
    for field, (count, total) in agreed["fields"].items():
        assert field in FIELDS
        assert records is not None
        values = records.numbers(field)[~np.isnan(records.numbers(field))]
        same = len(values) == count and math.isclose(values.sum(), total, rel_tol=1e-6, abs_tol=1e-6)
        assert same == ((name, field) not in DIFFERENCES), (field, len(values), values.sum())


@pytest.mark.parametrize(
    "name",
    [
        "python-fitparse__garmin-fenix-5-run",
        "Fit-File-Faker__activity_multisport",
        "fit__chained_Activity_activity_poolswim",
        "python-fitparse__20170518-191602-1740899583",
        "elevate__20171011_run_2088390344",
        "22_chiptime__input",
        "36_chiptime__input",
    ],
)
def test_all_messages_are_those_of_garmins_sdk(name: str) -> None:
    content = fit_file(name)
    theirs: Any
    theirs, errors = Decoder(Stream.from_byte_array(bytearray(content))).read(
        convert_types_to_strings=False, convert_datetimes_to_dates=False, merge_heart_rates=False
    )
    assert not errors
    ours = decode(name, content)
    for kind in kinds().values():
        rows = theirs.get(f"{kind.name}_mesgs", [])
        assert len(ours.get(kind.name, ())) == len(rows), kind.name
        if rows:
            compare(kind, ours[kind.name], rows)
            compare_developer_fields(ours[kind.name], rows, theirs.get("field_description_mesgs", []))


def compare(kind: Kind, ours: Table, theirs: list[dict[str, Any]]) -> None:
    for field in kind.fields.values():
        if field.array or field.name == "sweat_loss_hint":  # arrays come expanded from the SDK; the other it ignores
            continue
        expected = [plain(row.get(field.name), text=field.text) for row in theirs]
        if field.text:
            assert [*ours.columns.get(field.name, [""] * len(ours))] == expected, field.name
        else:
            np.testing.assert_allclose(ours.numbers(field.name), np.array(expected, float), 1e-9, err_msg=field.name)


def compare_developer_fields(ours: Table, theirs: list[dict[str, Any]], descriptions: list[dict[str, Any]]) -> None:
    """The SDK leaves values unscaled and, of integers, the invalid one in."""
    for index, row in enumerate(theirs):
        for key, value in row.get("developer_fields", {}).items():
            description = descriptions[key]
            own = ours.developer[plain(description["field_name"], text=True)][index]
            if isinstance(value, str):
                assert own == value
            else:
                assert np.isnan(own) or own == pytest.approx(value / (description.get("scale") or 1)), description


def plain(value: Any, *, text: bool) -> Any:  # noqa: ANN401  # the SDK's values
    """The first element of a list, and the marks of nothing."""
    if isinstance(value, list | tuple):
        value = value[0]
    return (value or "").strip() if text else np.nan if value is None else value


def test_chained_recordings_follow_each_other() -> None:
    assert decode("a.fit", RUN + RUN)["record"].numbers("heart_rate").tolist() == [140, 141, 142, 143, 144] * 2


def test_big_endian_messages_are_read() -> None:
    rows = [(START + second, 140 + second) for second in range(3)]
    big = decode("a.fit", fit(Shape(20, RECORD.fields, order=">").messages(*rows)))["record"]
    assert big.numbers("timestamp").tolist() == [time for time, _ in rows]
    assert big.numbers("heart_rate").tolist() == [rate for _, rate in rows]


def test_more_values_than_any_outing_has_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="more than any outing"):
        decode("a.fit", fit(Shape(20, ()).definition(), bytes(1_000_001)))
