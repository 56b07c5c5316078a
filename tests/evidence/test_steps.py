import tomllib
from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import pytest

from prior import PAGE, golden, page
from uncramp.evidence import derivation
from uncramp.evidence.derivation import Effect
from uncramp.evidence.findings import EvidenceFinding, FoundRatio, Group, findings, read_data
from uncramp.evidence.priors import priors, priors_from
from uncramp.evidence.steps import CHANGES, JOINS, SOURCES, Derivation, derive, entries, filled, numbers

DATA = read_data("priors")
GOLDEN = tomllib.loads(Path(__file__).with_name("golden_prior.toml").read_text("utf-8"))
HAZARD = ("shape", "frailty", "reporting", "training", "near", "again", "baseline", "covariate", "muscle")
NUMBERS = {"mean", "sd", "median", "log_mean", "log_sd", "ratio", "probability"}
TYPED = {"reporting", "covariate.age", "covariate.wbgt", "covariate.mass_loss", "covariate.descent_beyond"}


def derived(found: dict[str, EvidenceFinding] | None = None) -> dict[str, dict[str, float]]:
    everything = derive(DATA, found or findings())
    return {name: dict(numbers(name, each.result)) for name, each in everything.items()}


def used() -> list[str]:
    """Every finding of which a step takes a number."""
    rows = (row for entry in entries(DATA).values() for row in entry["from"])
    return sorted({name for row in rows for name in row.get("finding", ())})


def resting(finding: str) -> set[str]:
    """Every prior that rests on a finding, itself or through another prior."""
    rows = {name: entry["from"] for name, entry in entries(DATA).items()}
    found = {name for name, steps in rows.items() if any(finding in row.get("finding", ()) for row in steps)}
    while True:
        more = {name for name, steps in rows.items() for row in steps if found & {*row.get("prior", ())}}
        if more <= found:
            return found
        found |= more


def shifted_group(group: Group) -> Group:
    return replace(
        group,
        n=None if group.n is None else group.n + 7,
        count=None if group.count is None else group.count + 1,
        share=None if group.share is None else 0.9 * group.share,
        mean=None if group.mean is None else 0.97 * group.mean,
    )


def shifted(finding: EvidenceFinding) -> EvidenceFinding:
    """The same finding with somewhat other numbers."""
    return replace(
        finding,
        estimate=None if finding.estimate is None else 1.1 * finding.estimate,
        groups={name: shifted_group(group) for name, group in finding.groups.items()},
        ratios={name: replace(found, ratio=found.ratio + 0.1) for name, found in finding.ratios.items()},
    )


def tables(table: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of the hazard's prior that holds numbers or says how they come about."""
    for key, value in table.items():
        rows = {f"{row['distance']:g}": row for row in value} if key == "baseline" else value
        if isinstance(rows, dict) and key not in {"from", "then"}:
            yield f"{name}{key}", rows
            yield from tables(rows, f"{name}{key}.")


def test_the_derived_numbers_are_the_golden_ones() -> None:
    told = {name: {key: float(f"{value:.4g}") for key, value in row.items()} for name, row in derived().items()}
    assert told == GOLDEN, "a finding or a step has changed: python tools/prior.py --golden, and look at the difference"


def test_the_golden_file_is_written_by_the_tool() -> None:
    assert tomllib.loads(golden()) == GOLDEN


def test_the_page_of_the_prior_says_what_the_data_say() -> None:
    assert PAGE.read_text("utf-8") == page(), "run make docs"


def test_every_derived_number_is_one() -> None:
    assert all(isfinite(value) for row in derived().values() for value in row.values())


@pytest.mark.parametrize("name", used())
def test_another_number_in_a_finding_moves_the_priors_that_rest_on_it_and_no_other(name: str) -> None:
    before, after = derived(), derived({**findings(), name: shifted(findings()[name])})
    assert {each for each in before if before[each] != after[each]} == resting(name)


def test_more_crampers_with_strength_work_make_it_less_of_a_help() -> None:
    finding = findings()["rf-strength"]
    groups = {**finding.groups, "cases": replace(finding.groups["cases"], count=9)}
    other = priors_from({**findings(), "rf-strength": replace(finding, groups=groups)})
    assert other.covariate["strength_work"].mean > priors().covariate["strength_work"].mean
    assert other.covariate["strength_work"].population.share == pytest.approx(39 / 83)
    assert other.covariate["male"] == priors().covariate["male"]
    assert other.baseline == priors().baseline


def test_a_marathon_with_more_cramps_makes_the_half_marathon_worse_too() -> None:
    finding = findings()["occ-valencia-inc"]
    more = replace(finding, groups={"runners": Group(n=83, count=40)})
    half, marathon, *others = priors_from({**findings(), "occ-valencia-inc": more}).baseline
    assert marathon.probability == pytest.approx(55 / 165)
    assert half.probability > priors().baseline[0].probability
    assert others == list(priors().baseline[2:])


def test_no_number_is_typed_where_one_is_derived() -> None:
    for name, entry in entries(DATA).items():
        assert not NUMBERS & entry.keys(), name


def test_what_is_typed_gives_no_more_than_a_direction_and_says_so() -> None:
    hazard = dict(tables({name: DATA[name] for name in HAZARD}))
    typed = {name for name, entry in hazard.items() if NUMBERS & entry.keys() and not name.endswith("population")}
    assert typed == TYPED
    assert all(hazard[name]["judgement"].startswith("direction only") for name in typed)


def test_every_prior_of_the_hazard_is_derived_or_typed() -> None:
    hazard = {name for name, _ in tables({name: DATA[name] for name in HAZARD})}
    groups = {"covariate", "baseline", "muscle"} | {name for name in hazard if name.endswith("population")}
    assert hazard - groups - {name for name in hazard if name.startswith("muscle.")} - TYPED <= entries(DATA).keys()


def test_an_entry_names_every_finding_that_its_steps_use() -> None:
    for name, entry in tables({name: DATA[name] for name in HAZARD}):
        inside = [entry, *(part for part in entry.values() if isinstance(part, dict))]
        steps = [row for part in inside for row in part.get("from", ())]
        taken = {finding for row in steps for finding in row.get("finding", ())}
        if "findings" in entry:
            assert taken <= set(entry["findings"]), name


def test_every_step_is_a_function_that_is_named_and_described() -> None:
    named = {step.by for each in derive(DATA, findings()).values() for step in each.steps}
    assert named == {*SOURCES, *JOINS, *CHANGES, "for_another_outcome"}
    own = {"group_in_steps", "muscle_shares", "ratios"}
    assert all(getattr(derivation, name).__doc__ for name in named - own)
    assert all(SOURCES[name].__doc__ for name in own)


def test_what_is_judged_of_an_effect_is_said() -> None:
    described = dict(tables({name: DATA[name] for name in HAZARD}))
    judged = {
        name
        for name, entry in entries(DATA).items()
        if entry.get("then") or any({"outcome", "weight", "scale"} & row.keys() for row in entry["from"])
    }
    assert judged
    assert [name for name in judged if not described[name].get("judgement")] == []


def test_a_finding_without_the_number_is_named() -> None:
    finding = findings()["rf-strength"]
    bare = replace(finding, groups={"cases": Group(n=20), "controls": finding.groups["controls"]})
    with pytest.raises(ValueError, match="rf-strength tells no share of cases"):
        priors_from({**findings(), "rf-strength": bare})


def test_a_finding_without_an_estimate_is_named() -> None:
    with pytest.raises(ValueError, match="pv-runsafe tells no estimate"):
        priors_from({**findings(), "pv-runsafe": replace(findings()["pv-runsafe"], estimate=None)})


def test_only_an_effect_can_be_widened() -> None:
    table = {"muscle": {"from": [{"by": "ratios", "finding": ["x"]}], "then": [{"by": "widened", "sd": 0.1}]}}
    finding = replace(findings()["occ-rr-56v21"], ratios={"foot": FoundRatio(2.0)})
    with pytest.raises(TypeError, match="is no effect"):
        derive(table, {"x": finding})


def test_derived_numbers_stand_in_place_of_the_steps() -> None:
    table = {"again": {"from": [], "then": [], "findings": ["x"]}, "baseline": [{"distance": 5e4, "from": []}], "a": 1}
    numbers_of = {"again": {"mean": 1.0, "sd": 0.5}, "baseline.50000": {"probability": 0.5}}
    assert filled(table, numbers_of) == {
        "again": {"findings": ["x"], "mean": 1.0, "sd": 0.5},
        "baseline": [{"distance": 5e4, "probability": 0.5}],
        "a": 1,
    }


def test_the_last_step_is_the_result() -> None:
    each: Derivation = derive(DATA, findings())["again"]
    assert [step.by for step in each.steps] == ["log_ratio", "widened"]
    assert each.result == each.steps[-1].result
    assert isinstance(each.steps[0].result, Effect)
    assert each.steps[1].choices == {"sd": 0.33}
