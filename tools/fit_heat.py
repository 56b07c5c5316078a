"""Fit what heat takes from ordinary runners' speed: the constants of ``heat_speed_factor_ordinary``.

Run with ``.venv/bin/python tools/fit_heat.py``. It needs public results and weather beside the repository, in
``../shared/data`` (Chicago 2009, 2010, 2012 and 2014 to 40 km, Boston 2011, 2014 and 2015; O'Hare's daily
extremes, race days of five American marathons, Boston's hours), prints the same every time and writes nothing.

The times of a year at fixed shares of the field are compared with the same shares in the other years of the same
race: no runner is followed. Who gave up is not in the tables, so the loss is understated. Of each runner's hours the
WBGT is computed, not taken once a race: the slow ones run into the afternoon.
"""

import csv
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # published without type information

from uncramp.domain.quantities import Z80
from uncramp.domain.streams import FloatArray
from uncramp.physiology.sun import (
    clear_sky_radiation_Haurwitz_1945,
    cloudy_sky_radiation_Kasten_1980,
    sun_elevation_Michalsky_1988,
)
from uncramp.physiology.wbgt import wbgt_Liljegren_2008

DATA = Path(__file__).parents[2] / "shared" / "data"
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9)
HINGE = 10.0  # °C WBGT
MINIMUM_HOUR, MAXIMUM_HOUR = 6.5, 15.0  # local summer time
CLOUDS = {"Sunny": 0.0, "Partly cloudy": 0.5}  # Boston's words; all others are overcast
PLACES = {"chicago": (41.88, -87.63, -5), "boston": (42.3, -71.3, -4)}  # latitude, longitude, hours of summer time
STARTS = {"chicago": 7.5, "boston": 10.25}
DAYS = {2009: (10, 11), 2010: (10, 10), 2012: (10, 7), 2014: (10, 12)}  # Chicago's
BOSTON_DAYS = {2011: (4, 18), 2014: (4, 21), 2015: (4, 20)}
MEASURED = {"chicago": (8.0, 10.0), "boston": (10.0, 14.0)}  # local hours over which the race's row seems to be a mean
MILES_PER_HOUR = 0.44704


@dataclass(frozen=True)
class Hour:
    """Air of one hour of local time: °C, %, m/s, share of clouds."""

    hour: float
    temperature: float
    humidity: float
    wind: float
    cloud: float


def celsius(fahrenheit: str) -> float:
    """°C from °F."""
    return (float(fahrenheit) - 32.0) / 1.8


def saturation(temperature: float) -> float:
    """Vapour pressure over water, hPa."""
    return float(6.112 * np.exp(17.67 * temperature / (temperature + 243.5)))


def rows(name: str) -> list[dict[str, str]]:
    """Lines of a weather table."""
    with (DATA / "weather" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def chicago_hours(year: int) -> list[Hour]:
    """Hours of a Chicago race day: a sine between O'Hare's extremes, and vapour, wind and clouds of the race's row."""
    month, day = DAYS[year]
    daily = next(r for r in rows("ohare_october_daily_1995_2018.csv") if r["DATE"] == f"{year}-{month:02}-{day:02}")
    table = rows("race_weather_5us_marathons_1993_2016.csv")
    race = next(r for r in table if r["race"] == "chicago" and r["year"] == str(year))
    low, high = celsius(daily["TMIN"]), celsius(daily["TMAX"])
    dry, wet = float(race["Td"]), float(race["Tw"])
    vapour = saturation(wet) - 0.000665 * 1013.25 * (dry - wet)
    clear = float(clear_sky(datetime(year, month, day, tzinfo=UTC) + timedelta(hours=9.0 + 5.0), "chicago"))
    cloud = float(np.clip((1.0 - float(race["SR"]) / clear) / 0.75, 0.0, 1.0) ** (1.0 / 3.4))
    made = []
    for hour in np.arange(7.0, 16.0):
        part = np.sin(np.pi / 2.0 * (hour - MINIMUM_HOUR) / (MAXIMUM_HOUR - MINIMUM_HOUR))
        warmth = low + (high - low) * float(part) ** 1.3
        humidity = min(100.0, 100.0 * vapour / saturation(warmth))
        made.append(Hour(float(hour), warmth, humidity, float(race["wind"]) * MILES_PER_HOUR, cloud))
    return made


def boston_hours(year: int) -> list[Hour]:
    """Hours of a Boston race day, as measured; the last one stands for the rest of the day."""
    return [
        Hour(
            float(r["hour"]),
            celsius(r["temp_f"]),
            float(r["humidity"]),
            float(r["wind_mph"]) * MILES_PER_HOUR,
            CLOUDS.get(r["condition"], 1.0),
        )
        for r in rows("boston_raceday_hourly_2010_2026.csv")
        if r["year"] == str(year)
    ]


def clear_sky(moment: datetime, race: str) -> FloatArray:
    """Global radiation of a cloudless sky, W/m²."""
    latitude, longitude, _ = PLACES[race]
    return clear_sky_radiation_Haurwitz_1945(sun_elevation_Michalsky_1988(moment.timestamp(), latitude, longitude))


def wbgt_by_hour(race: str, year: int) -> tuple[FloatArray, FloatArray]:
    """Local hours of a race day and the WBGT in each, °C."""
    hours = chicago_hours(year) if race == "chicago" else boston_hours(year)
    month, day = (DAYS if race == "chicago" else BOSTON_DAYS)[year]
    latitude, longitude, zone = PLACES[race]
    found = []
    for air in hours:
        moment = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=air.hour - zone)
        sun = cloudy_sky_radiation_Kasten_1980(clear_sky(moment, race), air.cloud)
        found.append(
            float(wbgt_Liljegren_2008(air.temperature, air.humidity, air.wind, sun, moment, latitude, longitude))
        )
    local, wbgt = np.array([air.hour for air in hours]), np.array(found)
    race_row = next(
        r for r in rows("race_weather_5us_marathons_1993_2016.csv") if r["race"] == race and r["year"] == str(year)
    )
    measured = (local >= MEASURED[race][0]) & (local <= MEASURED[race][1])
    return local, wbgt + float(race_row["WBGT"]) - wbgt[measured].mean()


def mean_over(race: str, curve: tuple[FloatArray, FloatArray], time: float, hinge: float) -> tuple[float, float]:
    """Mean WBGT of a runner's hours, and mean of what is above the hinge, °C."""
    hours = STARTS[race] + np.linspace(0.0, time / 3600.0, 60)
    wbgt = np.interp(hours, *curve)
    return float(wbgt.mean()), float(np.maximum(wbgt - hinge, 0.0).mean())


def times_of(race: str, year: int, sex: str) -> FloatArray:
    """Times at 40 km of one sex at the shares of the field, s."""
    table = pq.read_table(DATA / "splits" / f"{race}{year}.parquet", columns=["sex", "k40"]).to_pydict()
    known = [time for who, time in zip(table["sex"], table["k40"], strict=True) if who == sex and time]
    return np.asarray(np.quantile(np.array(known, np.float64), SHARES), np.float64)


def design(hinge: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rows of the regression: logarithm of the time less its race's mean, heat less its mean, cool time in h."""
    logs, heats, cools = [], [], []
    for race, years in (("chicago", tuple(DAYS)), ("boston", tuple(BOSTON_DAYS))):
        curves = {year: wbgt_by_hour(race, year) for year in years}
        for sex in "MF":
            times = np.array([times_of(race, year, sex) for year in years])
            heat = np.array(
                [[mean_over(race, curves[y], t, hinge)[1] for t in row] for y, row in zip(years, times, strict=True)]
            )
            cool = times[heat.sum(axis=1).argmin()] * 42.195 / 40.0 / 3600.0
            logs.append(np.log(times) - np.log(times).mean(axis=0))
            heats.append(heat - heat.mean(axis=0))
            cools.append(np.broadcast_to(cool, times.shape))
    return tuple(np.concatenate([each.ravel() for each in part]) for part in (logs, heats, cools))  # type: ignore[return-value]  # three parts


def rest_of(hinge: float) -> tuple[float, tuple[float, float]]:
    """Spread of the logarithms around the fit, and its two constants, 1/°C."""
    log, heat, cool = design(hinge)
    model = np.column_stack([heat, heat * np.clip(cool - 4.0, -2.0, 0.0)])
    fit, *_ = np.linalg.lstsq(model, log, rcond=None)
    return float((log - model @ fit).std()), (float(fit[0]), float(fit[1]))


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Print the weather, the hinges and the constants."""
    for race, years in (("chicago", DAYS), ("boston", BOSTON_DAYS)):
        for year in years:
            hours, wbgt = wbgt_by_hour(race, year)
            told = ", ".join(f"{hour:.0f} h {each:.1f}" for hour, each in zip(hours, wbgt, strict=True))
            say(f"{race} {year}: {told} °C WBGT; men's times at 40 km {np.round(times_of(race, year, 'M'))}")
    for hinge in (6.0, 8.0, 10.0, 12.0, 14.0, 16.0):
        spread, fit = rest_of(hinge)
        say(
            f"hinge {hinge:.0f}: loss at 4 h {100 * fit[0]:.3f} %/°C, for each hour faster {100 * fit[1]:.3f} less, "
            f"SD of the logarithm {spread:.4f}"
        )
    spread, (four_hours, *_) = rest_of(HINGE)
    hot = mean_over("chicago", wbgt_by_hour("chicago", 2010), 4.0 * 3600.0, HINGE)
    error = Z80 * spread * np.sqrt(1.0 + 1.0 / 3.0) / hot[1]
    say(
        f"Chicago 2010 over four hours: {hot[0]:.1f} °C, {hot[1]:.1f} above the hinge; one hot year against three cool "
        f"ones leaves the loss open by {100 * error:.2f} %/°C at 80 %, {100 * (error / four_hours):.0f} % of it"
    )
    for cut in ((2.0, 3.5), (3.5, 4.0), (4.0, 4.5), (4.5, 7.0)):
        log, heat, cool = design(HINGE)
        some = (cool >= cut[0]) & (cool < cut[1])
        slope = float(heat[some] @ log[some] / (heat[some] @ heat[some]))
        say(f"finish {cut[0]} to {cut[1]} h: {100 * slope:.3f} %/°C from {some.sum()} values")


if __name__ == "__main__":
    main()
