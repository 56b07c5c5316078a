import numpy as np
import pytest
from garmin_fit_sdk import Decoder, Stream

from formats.real_files import fit_file
from uncramp.formats.fit.decode import decode
from uncramp.formats.fit.heart_rate import merged, samples
from uncramp.formats.fit.messages import EMPTY, Table

NAN = float("nan")


def beats(*moments: float, rates: list[float]) -> Table:
    """A strap's messages: one that bears the time 1000 s and the tick 0, then one beat each."""
    return Table(
        np.arange(len(moments)),
        {
            "timestamp": np.array([1000.0] + [NAN] * (len(moments) - 1)),
            "event_timestamp": np.array(moments, float)[:, np.newaxis],
            "filtered_bpm": np.array(rates, float)[:, np.newaxis],
        },
    )


def test_a_heart_rate_holds_in_quarter_seconds_until_the_next() -> None:
    moments, rates = samples(beats(0, 1, 1.5, rates=[60, 120, 90]))
    assert moments.tolist() == [1000, 1000.25, 1000.5, 1000.75, 1001, 1001.25, 1001.5]
    assert rates.tolist() == [60, 60, 60, 60, 120, 120, 90]


def test_a_heart_rate_holds_for_five_seconds_at_most() -> None:
    moments, _ = samples(beats(0, 60, rates=[60, 61]))
    assert moments.max(where=moments < 1060, initial=0) == 1005


def test_missing_heart_rates_are_the_mean_since_the_record_before() -> None:
    times = np.array([1000.0, 1001.0, 1002.0])
    strap = beats(0, 0.5, 1.5, 3, rates=[60, 80, 100, 100])
    # Up to 1001: 60 at .25, 80 at .5, .75 and 1; up to 1002: 80 at .25, 100 at .5, .75 and 2.
    assert merged(strap, times, np.full(3, NAN)).tolist() == [60, (60 + 3 * 80) / 4, (80 + 3 * 100) / 4]


def test_recorded_heart_rates_stay() -> None:
    times = np.array([1000.0, 1001.0])
    assert merged(beats(0, 2, rates=[60, 80]), times, np.array([150, NAN])).tolist() == [150, 60]


def test_without_a_strap_nothing_changes() -> None:
    recorded = np.array([NAN, 150])
    assert np.array_equal(merged(EMPTY, np.array([1.0, 2.0]), recorded), recorded, equal_nan=True)


@pytest.mark.parametrize(
    "name",
    ["fit__HrmPluginTestActivity", "elevate__spiros-02", "python-fitparse__event_timestamp"],
)
def test_heart_rates_merged_from_nothing_are_those_of_garmins_sdk(name: str) -> None:
    content = fit_file(name)
    messages = decode(name, content)
    times = messages["record"].numbers("timestamp")
    ours = merged(messages["hr"], times, np.full(times.size, NAN))
    decoded, _ = Decoder(Stream.from_byte_array(bytearray(content))).read()
    theirs = np.array([record.get("heart_rate", NAN) for record in decoded["record_mesgs"]], float)
    np.testing.assert_allclose(ours, theirs, atol=0.5)  # the SDK rounds to whole beats
