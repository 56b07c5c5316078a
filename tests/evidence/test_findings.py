import re
import tomllib
from math import inf
from pathlib import Path
from typing import Any

import pytest

from uncramp.domain.grade import Grade
from uncramp.evidence.findings import bibliography, findings, read_data

REGISTER = Path(__file__).parents[3] / "shared" / "evidence" / "findings.toml"
RENAMED = {"hy-seedrule": "hy-popular-rule", "hy-seedrehyd": "hy-popular-rehydration"}
DOI = re.compile(r"10\.\d{4,9}/\S+")


@pytest.fixture(scope="module")
def register() -> dict[str, dict[str, Any]]:
    if not REGISTER.is_file():
        pytest.skip("the evidence register does not lie beside this checkout")
    entries = tomllib.loads(REGISTER.read_text("utf-8"))["entry"]
    return {RENAMED.get(entry["id"], entry["id"]): entry for entry in entries}


def test_every_finding_is_whole() -> None:
    assert findings()
    for each in findings().values():
        assert isinstance(each.grade, Grade)
        texts = (each.claim, each.population, each.design, each.measure, each.value, each.units, each.direction)
        assert all(texts), each.id
        assert each.n is None or each.n > 0, each.id


def test_an_interval_holds_its_estimate() -> None:
    for each in findings().values():
        if each.estimate is not None:
            low = -inf if each.low is None else each.low
            assert low <= each.estimate <= (inf if each.high is None else each.high), each.id


def test_the_numbers_of_a_group_are_those_of_the_printed_estimate() -> None:
    incidences = {key: each for key, each in findings().items() if "runners" in each.groups}
    assert incidences
    for each in incidences.values():
        group = each.groups["runners"]
        assert group.n == each.n
        assert f"{group.count}/{group.n}" in each.value
    assert findings()["occ-161km"].groups["cramp"].count == pytest.approx(0.143 * 280, abs=0.5)


def test_the_three_states_of_a_race_are_all_its_runners() -> None:
    groups = findings()["occ-161km"].groups.values()
    assert sum(group.count or 0 for group in groups) == findings()["occ-161km"].n


def test_cases_and_controls_are_the_whole_cohort() -> None:
    compared = [each for each in findings().values() if "cases" in each.groups]
    assert len(compared) > 4
    for each in compared:
        assert (each.groups["cases"].n or 0) + (each.groups["controls"].n or 0) == each.n, each.id


def test_the_interval_of_a_ratio_holds_it() -> None:
    ratios = [ratio for each in findings().values() for ratio in each.ratios.values()]
    assert ratios
    assert all((each.low or 0.0) < each.ratio < (each.high or inf) for each in ratios)


def test_the_source_of_every_finding_is_in_the_bibliography() -> None:
    assert {each.id: each.source for each in findings().values() if each.source not in bibliography()} == {}


def test_every_source_has_authors_a_year_and_a_doi_that_is_one_if_any() -> None:
    assert bibliography()
    for source in bibliography().values():
        assert source.authors
        assert source.journal
        assert 1900 <= source.year <= 2030, source.key
        assert source.doi is None or DOI.fullmatch(source.doi), source.key


def test_a_finding_knows_the_file_that_it_stands_in() -> None:
    assert {each.topic for each in findings().values()} >= {"hydration", "red_flags", "risk_factors"}
    assert all(each.id in read_data(f"findings/{each.topic}") for each in findings().values())


def test_the_findings_say_what_the_register_says(register: dict[str, dict[str, Any]]) -> None:
    known = {key: findings()[key] for key in register}
    numbers = {key: (each.n or 0, each.estimate, each.low, each.high, each.grade) for key, each in known.items()}
    assert numbers == {
        key: (entry["n"], entry.get("est"), entry.get("lo"), entry.get("hi"), entry["grade"])
        for key, entry in register.items()
    }


def test_a_doi_is_that_of_the_register_and_never_one_from_memory(register: dict[str, dict[str, Any]]) -> None:
    remembered = {key for key, entry in register.items() if "doi from memory" in entry.get("note", "")}
    assert remembered
    given = {key: bibliography()[findings()[key].source].doi for key in register}
    assert given == {key: None if key in remembered else entry.get("doi") for key, entry in register.items()}


def test_what_was_found_later_says_where_it_was_read(register: dict[str, dict[str, Any]]) -> None:
    later = findings().keys() - register.keys()
    unseen = [key for key in later if findings()[key].verified and not bibliography()[findings()[key].source].seen]
    assert not unseen


def test_a_doi_that_is_not_the_register_s_was_read_and_not_remembered(register: dict[str, dict[str, Any]]) -> None:
    registered = {entry["doi"] for entry in register.values() if "doi" in entry}
    others = {key: source for key, source in bibliography().items() if source.doi not in {*registered, None}}
    assert others
    assert [key for key, source in others.items() if not source.seen] == []


def test_what_rests_on_memory_is_not_called_verified(register: dict[str, dict[str, Any]]) -> None:
    unseen = {key for key, entry in register.items() if entry["seen"] == "not seen (memory)"}
    assert unseen
    assert [key for key in unseen if findings()[key].verified] == []
