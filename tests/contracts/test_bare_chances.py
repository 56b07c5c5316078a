"""A chance of a cramp is never shown without its interval."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from contracts.source import PACKAGE, modules, tree_of
from contracts.surfaces import ADDRESSES, SHOWN, UNSHOWN, Surfaces, read, shown
from uncramp.cli.main import COMMANDS
from uncramp.exposure.covariates import Covariate, covariate_kinds
from uncramp.presentation.exposing import NAMES
from uncramp.presentation.words import Words
from uncramp.risk.whatif import Lever
from uncramp.web.pages import PAGES

NUMBER = r"(?:[<>] ?)?[+\u2212]?\d+(?:\.\d+)?"
INTERVAL = re.compile(rf"{NUMBER}(?P<unit> %| points) \({NUMBER}(?:(?P=unit))? to {NUMBER}(?P=unit)\)")
BARE = re.compile(rf"{NUMBER} ?%|{NUMBER} points")
SHARES = {"share", "grade", "mass_change", "relative_humidity"}
"""Kinds of quantities that are shown as percentages and are no chance."""
ALLOWED = {
    r"\b(?:80|95) % range": "names how wide an interval is",
    rf"The first half is {NUMBER} % (?:faster|slower)": "of a pace",
    rf"The first third (?:of the way about )?{NUMBER} % slower": "of a pace",
    rf"The goal is {NUMBER} % faster": "of a pace",
    rf"\byes for {NUMBER} %": "how many of those compared with say yes",
    r"\b1 % of body mass lost": "a step of a covariate",
    r"\bbelow 82 % of your highest heart rate|\bfrom 82 to 88 %|\babove 88 %": "of the highest heart rate",
    r"\b(?:rarer|more frequent) by more than \d+ %": "from where a ratio matters, fixed before an experiment begins",
}
"""Percentages that are no chance of a cramp, each with what they are of."""
COVARIATES = [
    rf"{re.escape(Words()(NAMES[name]))}(?:, here:|[ |]+){NUMBER} %(?: \| {NUMBER} %)?"
    for name, kind in covariate_kinds().items()
    if kind.quantity in SHARES
]
"""Covariates that are percentages, as they stand in a table: here, and usually."""
COUNTS = {("imports", "expected: 0")}
"""What is expected of an import is a number of files."""
CHANCES = {"probability", "cumulative", "per_kilometre", "change", "expected", "observed", "passed", "excess"}
"""Keys of documents that hold a chance of a cramp, or a change or share of one."""


def bare(line: str) -> list[str]:
    """Percentages in a line that neither stand before their interval nor are anything else that is known."""
    rest = INTERVAL.sub("", re.sub(r"\s{2,}", " | ", line.strip()))
    for pattern in (*ALLOWED, *COVARIATES):
        rest = re.sub(pattern, "", rest, flags=re.IGNORECASE)
    return BARE.findall(rest)


def in_charts(page: str) -> Iterator[str]:
    """Bare percentages in the charts of a page: those at the ends of a curve stand for mean and interval."""
    for chart in read(page).charts:
        ends = [text for kind, text in chart if kind == "note"]
        if len(ends) not in {0, 3}:
            yield f"{len(ends)} numbers at the end of a curve: {ends}"
        for kind, text in chart:
            if kind not in {"note", "up", "across"} and bare(text):
                yield text


def without_interval(value: object, key: str = "") -> Iterator[str]:
    """Keys of a document whose chance is no interval."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from without_interval(each, str(name))
            if name in CHANCES and not is_interval(each):
                yield f"{name}: {each}"
    elif isinstance(value, list):
        for each in value:
            yield from without_interval(each, key)


def is_interval(value: object) -> bool:
    """Whether a value is low, middle and high, or one of each for many; unknown is neither."""
    if isinstance(value, dict):
        return value.keys() >= {"low", "median", "high"}
    return value is None or (
        isinstance(value, list) and len(value) == 3 and all(isinstance(each, list) for each in value)
    )  # low, mean, high


@pytest.fixture(scope="module")
def surfaces(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Surfaces]:
    """What the sample runner is shown."""
    home, before = tmp_path_factory.mktemp("surfaces"), set(connections.databases)
    with django_db_blocker.unblock():
        yield shown(home)
        for database in set(connections.databases) - before:
            connections[database].close()
            del connections[database]
            del connections.databases[database]


def test_every_page_and_every_command_is_looked_at() -> None:
    named = {address.partition("?")[0].strip("/").partition("/")[0] or "today" for address in ADDRESSES}
    assert named >= set(PAGES) - {"run", "ledger"}
    assert any(address.startswith("/runs/{cramped}") for address in ADDRESSES)
    assert not SHOWN.keys() & UNSHOWN.keys()
    assert SHOWN.keys() | UNSHOWN.keys() == {*COMMANDS, "experiment", "club"}
    assert all(UNSHOWN.values())


def test_no_page_shows_a_chance_without_its_interval(surfaces: Surfaces) -> None:
    found = [(place, line, bare(line)) for place, page in surfaces.pages.items() for line in read(page).lines]
    assert sum(len(INTERVAL.findall(line)) for _, line, _ in found) > 100  # a forecast has two a kilometre
    assert not (hits := [each for each in found if each[2]]), "\n".join(map(str, hits))


def test_no_chart_shows_a_chance_without_its_interval(surfaces: Surfaces) -> None:
    charts = [(place, text) for place, page in surfaces.pages.items() for text in in_charts(page)]
    assert not charts, "\n".join(map(str, charts))
    assert sum(len(read(page).charts) for page in surfaces.pages.values()) > 5  # of run, plan, check


def test_no_command_prints_a_chance_without_its_interval(surfaces: Surfaces) -> None:
    found = [(place, line, bare(line)) for place, text in surfaces.texts.items() for line in text.splitlines()]
    assert sum(len(INTERVAL.findall(line)) for _, line, _ in found) > 20  # of risk, what-ifs, check
    assert not (hits := [each for each in found if each[2]]), "\n".join(map(str, hits))


def test_no_document_holds_a_chance_without_its_interval(surfaces: Surfaces) -> None:
    found = {(place, each) for place, document in surfaces.documents.items() for each in without_interval(document)}
    assert found == COUNTS
    assert sum(str(document).count("'probability'") for document in surfaces.documents.values()) > 10


def test_every_exception_has_a_reason_and_is_still_needed(surfaces: Surfaces) -> None:
    lines = [line for page in surfaces.pages.values() for line in read(page).lines]
    text = "\n".join((*lines, *surfaces.texts.values()))
    assert all(ALLOWED.values())
    assert [pattern for pattern in ALLOWED if not re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Your chance of a cramp is put at 18 %.",
        "Your chance of a cramp is put at 18 % (about).",
        "42 km | 18 % (6 to 44 %) | 12 %",
        "It is < 0.1 %",
        "It falls by \N{MINUS SIGN}4 points with it",
        "Male | yes | 18 %",
        "Male      yes     18 %",
        "18% of such runs",
    ],
)
def test_a_bare_chance_is_found(line: str) -> None:
    assert len(bare(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Your chance of a cramp is put at 18 % (6 to 44 %): usual for the distance.",
        "1 km | < 0.1 % (< 0.1 to < 0.1 %) | > 99 % (98 to > 99 %)",
        "\N{MINUS SIGN}4 points (\N{MINUS SIGN}9 to +0.5 points)",
        "The first half is 7 % faster than your own runs support.",
        "Hazard times (80 % range)",
        "   First half faster than your own efforts support      8 %      2 %        2.19 (0.66 to 11.47)   strong",
        "Male | yes | yes for 75 % | 1.10 (1.02 to 1.19)",
        "First half faster than your own efforts support | 0.8 % | \N{MINUS SIGN}2 % | 1.18 (0.33 to 5.95)",
    ],
)
def test_an_interval_and_what_is_no_chance_are_not(line: str) -> None:
    assert bare(line) == []


def test_bare_numbers_in_a_chart_a_page_and_a_document_are_found() -> None:
    page = '<p>So <b>18 %</b> (6 to 44 %)</p><tr><td>1 km</td><td>18 %</td></tr><article class="finding">9 %</article>'
    assert read(page).lines == ["So 18 % (6 to 44 %)", "1 km | 18 %"]
    one = '<svg><text class="note">18 %</text><text class="up">10 %</text></svg>'
    assert list(in_charts(one)) == ["1 numbers at the end of a curve: ['18 %']"]
    assert list(in_charts("<svg><desc>up to 18 %</desc></svg>")) == ["up to 18 %"]
    assert list(without_interval({"a": [{"probability": 0.18}]})) == ["probability: 0.18"]
    assert list(without_interval({"cumulative": [0.1, 0.2]})) == ["cumulative: [0.1, 0.2]"]
    assert not list(without_interval({"cumulative": [[0.1], [0.2], [0.3]], "passed": None}))


def bare_calls(tree: ast.AST) -> list[str]:
    """Places where a chance is made a single number."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        ast.unparse(call)
        for call in calls
        for given in (*call.args[:1], *(each.value for each in call.keywords if each.arg == "kind"))
        if ast.unparse(call.func).rpartition(".")[2] in {"Quantity", "quantity"}
        and isinstance(given, ast.Constant)
        and given.value in {"probability", "probability_change"}
    ]


def test_no_chance_is_made_a_single_number_but_for_the_three_at_the_end_of_a_curve() -> None:
    found = {module.place: calls for module in modules() if (calls := bare_calls(module.tree))}
    assert found == {"presentation/charts.py": ["words.quantity('probability', float(each[-1]))"]}
    assert bare_calls(tree_of("Quantity('probability', 0.1)"))
    assert bare_calls(tree_of("a.Quantity(kind='probability_change', value=0.1)"))
    assert not bare_calls(tree_of("Range('probability', 0.1, 0.2, 0.3)"))


BARE_TAG = re.compile(r"""\{%\s*quantity\s+["']probability""")


def test_no_template_makes_a_chance_a_single_number() -> None:
    templates = sorted(PACKAGE.rglob("*.html"))
    assert templates
    assert [path.name for path in templates if BARE_TAG.search(path.read_text("utf-8"))] == []
    assert BARE_TAG.search("{% quantity 'probability' row.here %}")


DRUNK = re.compile(r"\b(?:drink|drunk|water|fluid|salt|sodium|magnesium|electrolyte|hydrat)", re.IGNORECASE)
WHAT_IFS = {"usecases/alternatives.py": None, "usecases/plan.py": "_cooler_start"}
"""Where what-ifs are made: a module, or one function of it."""


def said(tree: ast.AST) -> list[str]:
    """Sentences in a piece of source."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "say")
    return [str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)]


def piece(path: Path, function: str | None) -> ast.AST:
    tree = tree_of(path.read_text("utf-8"))
    return next((node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function), tree)


def test_what_is_drunk_is_no_what_if(surfaces: Surfaces) -> None:
    assert not [lever for lever in Lever if DRUNK.search(lever.value) or DRUNK.search(lever.name)]
    for place, function in WHAT_IFS.items():
        tree = piece(PACKAGE / place, function)
        sentences = said(tree)
        assert sentences
        assert not [each for each in sentences if DRUNK.search(each)]
        assert Covariate.MASS_LOSS.name not in {getattr(node, "attr", "") for node in ast.walk(tree)}
    shown_there = [text for place, text in surfaces.texts.items() if place.startswith("whatif")]
    shown_there += [
        page.partition('id="what-if"')[2].partition("</section>")[0]
        for place, page in surfaces.pages.items()
        if place.startswith("/plan/")
    ]
    assert all(len(text) > 100 for text in shown_there)  # there is something
    assert not [text for text in shown_there if DRUNK.search(text)]
    assert DRUNK.search("A glass of water before it")


def test_what_ifs_are_made_nowhere_else() -> None:
    makers = {
        module.place
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Alternative"
    }
    assert makers == set(WHAT_IFS)
