from collections.abc import Sequence
from datetime import UTC, datetime
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.archives.exports import ENGLISH, FIRST, FRENCH, GERMAN, UNSEEN, WEATHER, line, table
from uncramp.domain.quantities import quantity_kinds
from uncramp.formats.archives.catalogue import Said
from uncramp.formats.archives.strava_table import Table, columns, moment, sport_as_written

RIDE = {
    "Activity ID": "9041865559",
    "Activity Date": "May 9, 2023, 10:09:29 AM",
    "Activity Name": "🎵🎶",
    "Activity Description": 'far,\nand „windy“ "again"',
    "Activity Gear": "Topstone",
    "Filename": "activities/9700428229.fit.gz",
    "Athlete Weight": "71.5",
    "Perceived Exertion": "6.0",
    "Cloud Cover": "0.75",
    **WEATHER,
}
SAID: Said = {
    "strava_id": "9041865559",
    "start": "2023-05-09T10:09:29+00:00",
    "name": "🎵🎶",
    "description": 'far,\nand „windy“ "again"',
    "gear": "Topstone",
    "mass": 71.5,
    "rpe": 6,
    "temperature": 13.390000343322754,
    "apparent_temperature": 12.199999809265137,
    "dew_point": 0.23999999463558197,
    "relative_humidity": 40.99999964237213,
    "wind_speed": 4.949999809265137,
    "cloud_cover": 0.75,
}


MONTHS = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
)
"""English, German, Dutch, French, Spanish, Italian, Portuguese, as Unicode's CLDR abbreviates them."""


def only(content: bytes) -> Said:
    (found,) = Table(content).lines()
    return found.said


@pytest.mark.parametrize("header", [ENGLISH, GERMAN, FRENCH, UNSEEN])
def test_the_table_is_read_in_every_language(header: Sequence[str]) -> None:
    content = table(header, line(header, RIDE))
    (found,) = Table(content).lines()
    assert found.file == "activities/9700428229.fit.gz"
    assert found.start == datetime(2023, 5, 9, 10, 9, 29, tzinfo=UTC)
    assert found.said == pytest.approx(SAID)


@pytest.mark.parametrize("header", [ENGLISH, GERMAN, FRENCH])
def test_columns_are_found_by_name_wherever_they_stand(header: Sequence[str]) -> None:
    assert only(table(header[::-1], line(header, RIDE)[::-1])) == pytest.approx(SAID)


def test_the_table_of_2020_had_fewer_columns() -> None:
    left_out = {ENGLISH.index("Max Heart Rate"), ENGLISH.index("Activity Private Note")}
    cells = [cell for place, cell in enumerate(line(ENGLISH, RIDE)) if place not in left_out]
    header = [label for place, label in enumerate(UNSEEN) if place not in left_out]
    assert only(table(header, cells)) == pytest.approx(SAID)


def test_the_table_of_2018_had_ten_columns() -> None:
    ride = {
        "id": "1836776031",
        "date": "2018-09-12 15:02:23",
        "name": "Evening",
        "gear": "Merida",
        "filename": "activities/1.gpx",
    }
    assert only(table(FIRST, line(FIRST, ride))) == {
        "strava_id": "1836776031",
        "start": "2018-09-12T15:02:23+00:00",
        "name": "Evening",
        "gear": "Merida",
    }


def test_humidity_is_a_percentage_and_agrees_with_the_dew_point_beside_it() -> None:
    """Magnus' formula with the constants of Alduchov and Eskridge (1996), 17.625 and 243.04 °C."""
    said = only(table(ENGLISH, line(ENGLISH, RIDE)))
    temperature, humidity = float(said["temperature"]), float(said["relative_humidity"])
    saturation = log(humidity / 100) + 17.625 * temperature / (243.04 + temperature)
    assert 243.04 * saturation / (17.625 - saturation) == pytest.approx(float(said["dew_point"]), abs=0.5)
    assert humidity / 100 == pytest.approx(exp(saturation) / exp(17.625 * temperature / (243.04 + temperature)))


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "cp1252"), (",", "utf-8-sig")])
def test_a_table_that_a_spreadsheet_saved_again_is_read(delimiter: str, encoding: str) -> None:
    lauf = {**RIDE, "Activity Name": "Läufchen", "Perceived Exertion": "6,5", "Activity Description": "naß"}
    said = only(table(GERMAN, line(GERMAN, lauf), delimiter=delimiter, encoding=encoding))
    assert (said["name"], said["rpe"], said["temperature"]) == ("Läufchen", 6.5, 13.390000343322754)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Weather Temperature", "nan"),
        ("Weather Temperature", "1e999"),
        ("Weather Temperature", "warm"),
        ("Weather Temperature", "-273.15"),
        ("Humidity", "41"),
        ("Athlete Weight", "0.0"),
        ("Perceived Exertion", "0"),
        ("Perceived Exertion", "1.234,5"),
        ("Cloud Cover", "1.5"),
        ("Activity Gear", "  "),
    ],
)
def test_what_cannot_be_true_is_not_said(column: str, cell: str) -> None:
    said = only(table(ENGLISH, line(ENGLISH, RIDE | {column: cell})))
    assert len(said) == len(SAID) - 1


def test_an_activity_entered_by_hand_has_no_file() -> None:
    found = list(Table(table(ENGLISH, line(ENGLISH, RIDE | {"Filename": ""}), [], ["", ""])).lines())
    assert [each.file for each in found] == [None]


@pytest.mark.parametrize("header", [ENGLISH, GERMAN, FRENCH, UNSEEN])
def test_what_a_file_says_of_itself_is_apart_and_the_distance_is_that_of_the_second_block(
    header: Sequence[str],
) -> None:
    cells = line(header, RIDE | {"Activity Type": "Ride", "Elapsed Time": "3189", "Distance": "9,44"})
    cells[ENGLISH.index("Distance", ENGLISH.index("Filename"))] = "9443.2"
    (found,) = Table(table(header, cells)).lines()
    assert found.run == {"sport": "Ride", "elapsed_time": 3189, "distance": 9443.2}
    assert not found.said.keys() & found.run.keys()


def test_the_distance_of_the_first_block_is_in_a_unit_that_nobody_tells() -> None:
    ride = {"id": "1", "elapsed_time": "783", "distance": "3681.0", "filename": "activities/1.gpx"}
    (found,) = Table(table(FIRST, line(FIRST, ride))).lines()
    assert found.run == {"elapsed_time": 783}


@pytest.mark.parametrize(
    ("word", "sport"),
    [("Hardloopsessie", "running"), ("COURSE À PIED", "running"), ("Trail Run", "Trail Run"), ("", "")],
)
def test_a_sport_is_known_in_languages_seen_so_far(word: str, sport: str) -> None:
    assert sport_as_written(word) == sport


def test_a_date_that_is_not_understood_is_kept_as_it_was_written() -> None:
    (found,) = Table(table(ENGLISH, line(ENGLISH, RIDE | {"Activity Date": "9 kesä 2023"}))).lines()
    assert found.start is None
    assert found.said["start_as_written"] == "9 kesä 2023"
    assert "start" not in found.said


def test_a_short_line_says_what_it_holds() -> None:
    assert only(table(UNSEEN, line(UNSEEN, RIDE), ["1"])[: -len("1\n")]) == pytest.approx(SAID)
    short = list(Table(table(UNSEEN, line(UNSEEN, RIDE), ["1", "", "Run"])).lines())[1]
    assert (short.file, short.said) == (None, {"strava_id": "1", "name": "Run"})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"Activity Type,Date,Favorite,Title,Distance\nRunning,2027-04-18 07:00:05,false,Run,10.0\n",
        b"a,b\nactivities/1.fit,1\nhello,2\n",
        b"Activity ID,Activity Date\n1,x\n",
        b"\x00\xff" * 500,
    ],
)
def test_another_table_is_none_of_stravas(content: bytes) -> None:
    assert not Table(content).is_stravas


def test_without_the_blocks_nothing_is_taken_by_its_place_in_the_second() -> None:
    header = [f"column {place}" for place in range(len(ENGLISH))]
    assert only(table(header, line(ENGLISH, RIDE))).keys() == {"strava_id", "start", "name", "description", "gear"}


def test_the_file_may_come_first() -> None:
    assert only(table(["x", "y"], ["activities/1.fit", "2"])) == {}


def test_a_line_of_commas_is_no_work() -> None:
    content = table(ENGLISH, line(ENGLISH, RIDE)) + b"," * 1_000_000 + b"1\n"
    assert [each.file for each in Table(content).lines()] == ["activities/9700428229.fit.gz", None]


@given(st.lists(st.lists(st.text(max_size=9), max_size=20), max_size=9), st.sampled_from(",;\t"))
def test_any_table_can_be_read(lines: list[list[str]], delimiter: str) -> None:
    content = table(ENGLISH[:13], *lines, delimiter=delimiter, encoding="utf-8").replace(b"\0", b"")
    for found in Table(content).lines():
        assert set(found.said) <= {*columns(), "start_as_written"}


@pytest.mark.parametrize(
    "text",
    [
        "Apr 8, 2027, 7:00:05 PM",
        "Apr 8, 2027, 7:00:05\u202fPM",
        "April 8, 2027 at 7:00:05 p.m.",
        "8 Apr 2027, 19:00:05",
        "08.04.2027, 19:00:05",
        "8. April 2027 um 19:00:05",
        "8 avr. 2027, 19:00:05",
        "8 avr. 2027 à 19:00:05",
        "8 apr. 2027 19:00:05",
        "8 abr 2027, 19:00:05",
        "8 abr 2027, 7:00:05 p. m.",
        "8 apr 2027, 19:00:05",
        "8 de abr. de 2027, 19:00:05",
        "2027-04-08 19:00:05",
        "2027/04/08 19:00:05",
    ],
)
def test_dates_are_read_in_every_language(text: str) -> None:
    assert moment(text) == datetime(2027, 4, 8, 19, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1 mrt. 2027, 0:00:00", 3),
        ("1 März 2027, 0:00:00", 3),
        ("1 ago 2027, 0:00", 8),
        *((f"1 {word} 2027, 0:00:00", month) for names in MONTHS for month, word in enumerate(names.split(" "), 1)),
    ],
)
def test_months_have_names_in_every_language(text: str, month: int) -> None:
    assert moment(text) == datetime(2027, month, 1, tzinfo=UTC)


@pytest.mark.parametrize(("text", "hour"), [("12:00:00 AM", 0), ("12:00:00 PM", 12), ("1:00:00 am", 1)])
def test_noon_and_midnight_are_twelve(text: str, hour: int) -> None:
    assert moment(f"Apr 8, 2027, {text}") == datetime(2027, 4, 8, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8 April 2027",
        "19:00:05",
        "8 kesä 2027, 19:00:05",
        "04/08/2027, 19:00:05",
        "8 mar avr 2027, 19:00:05",
        "8 9 April 2027, 19:00:05",
        "April 2027 27, 25:00:05",
        "30 Feb 2027, 19:00:05",
        "0000-00-00 00:00:00",
        "8 April 27, 19:00:05",
        "123 April 2027, 19:00:05",
    ],
)
def test_what_is_no_date_or_could_be_two_is_unknown(text: str) -> None:
    assert moment(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert moment(text) is None or moment(text).tzinfo is UTC  # type: ignore[union-attr]  # asked before


def test_quantities_have_the_bounds_of_the_house() -> None:
    kind = quantity_kinds()["relative_humidity"]
    assert (columns()["relative_humidity"].low, columns()["relative_humidity"].high) == (kind.low, kind.high)
