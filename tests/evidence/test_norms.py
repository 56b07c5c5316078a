import csv
from pathlib import Path

import pytest

from uncramp.domain.runner import Sex
from uncramp.evidence.findings import bibliography, read_data
from uncramp.evidence.norms import (
    PERCENTILES,
    PROFILE_ENDS,
    FadeNorm,
    fade_norms,
    pace_profiles,
    slowed_in_Berlin,
    slowed_in_Berlin_by_class,
)

BESIDE = Path(__file__).parents[3] / "shared" / "data" / "norms"


def group(race: str, year: int, sex: Sex, band: str) -> FadeNorm:
    (found,) = (each for each in fade_norms() if (each.race, each.year, each.sex, each.band) == (race, year, sex, band))
    return found


@pytest.fixture
def derived() -> list[dict[str, str]]:
    if not BESIDE.is_dir():
        pytest.skip("the tables that the norms were derived into do not lie beside this checkout")
    return [
        row
        for row in csv.DictReader((BESIDE / "fade_norms.csv").read_text("utf-8").splitlines())
        if row["metric"] == "last10"
    ]


def is_whole(row: dict[str, str]) -> bool:
    """Enough runners, and none of those who were stopped on the way in 2013."""
    stopped = row["race"] == "boston" and row["year"] == "2013" and row["band"] >= "4" and row["band"] != "<3:00"
    return int(row["n"]) >= 200 and not stopped


def test_every_group_has_enough_runners_and_percentiles_in_order() -> None:
    assert len(fade_norms()) > 80
    for each in fade_norms():
        assert each.n >= 200
        assert len(each.percentiles) == len(PERCENTILES)
        assert list(each.percentiles) == sorted(each.percentiles)
        assert -0.1 < each.percentiles[0] < each.percentiles[-1] < 0.8


def test_the_share_of_much_slower_runners_agrees_with_the_percentiles() -> None:
    for each in fade_norms():
        below = [share / 100 for share, value in zip(PERCENTILES, each.percentiles, strict=True) if value < 0.2 - 0.001]
        above = [share / 100 for share, value in zip(PERCENTILES, each.percentiles, strict=True) if value > 0.2 + 0.001]
        assert 1 - min(above, default=1.0) - 0.001 <= each.much_slower <= 1 - max(below, default=0.0) + 0.001, each


def test_the_norms_are_those_of_the_table_they_come_from(derived: list[dict[str, str]]) -> None:
    of = {"M": Sex.MALE, "F": Sex.FEMALE}
    large = {
        (row["race"].title(), int(row["year"]), of[row["sex"]], row["band"]): row for row in derived if is_whole(row)
    }
    assert {(each.race, each.year, each.sex, each.band) for each in fade_norms()} == large.keys()
    for each in fade_norms():
        row = large[each.race, each.year, each.sex, each.band]
        assert each.percentiles == pytest.approx([float(row[f"p{share}"]) for share in PERCENTILES], abs=0.0006)
        assert each.much_slower == pytest.approx(float(row["share_ge20"]), abs=0.0006)


def test_a_hot_day_slowed_the_same_runners_more_than_a_cold_one() -> None:
    hot, cold = (group("Chicago", year, Sex.MALE, "4:00-4:30") for year in (2010, 2009))
    assert hot.wbgt == 17.4
    assert cold.wbgt == 1.3
    assert hot.much_slower > cold.much_slower


def test_a_day_without_a_measured_wbgt_has_none() -> None:
    assert group("Chicago", 2023, Sex.MALE, "3:30-4:00").wbgt is None
    assert group("Chicago", 2023, Sex.MALE, "3:30-4:00").n == 5874


def test_a_profile_starts_fast_and_ends_slow_and_is_about_one_on_the_whole() -> None:
    lengths = [end - start for start, end in zip((0.0, *PROFILE_ENDS), PROFILE_ENDS, strict=False)]
    assert len(pace_profiles()) == 62
    for each in pace_profiles():
        assert len(each.ratios) == len(PROFILE_ENDS)
        assert each.ratios[0] < 1.0 < each.ratios[-2]
        mean = sum(ratio * length for ratio, length in zip(each.ratios, lengths, strict=True)) / sum(lengths)
        assert mean == pytest.approx(1.0, abs=0.03)


def test_berlin_is_told_for_every_year_but_the_one_without_a_race() -> None:
    assert [each.name for each in slowed_in_Berlin()] == [str(year) for year in range(1999, 2026) if year != 2020]
    assert all(0.05 < each.women < each.men < 0.35 for each in slowed_in_Berlin())
    assert slowed_in_Berlin()[-1].men == pytest.approx(0.3105, abs=1e-4)


def test_the_slower_the_class_the_more_slow_down_and_men_more_than_women() -> None:
    classes = slowed_in_Berlin_by_class()
    assert [each.name for each in classes] == ["competitive", "advanced", "intermediate", "recreational", "casual"]
    assert [each.men for each in classes] == sorted(each.men for each in classes)
    assert [each.women for each in classes] == sorted(each.women for each in classes)
    assert all(each.women < each.men for each in classes)
    assert classes[0].women == pytest.approx(0.0023, abs=1e-4)


def test_the_source_of_the_tables_is_in_the_bibliography() -> None:
    assert read_data("norms/berlin")["source"] in bibliography()
