import inspect

import pytest
from matplotlib.figure import Figure

from formulas import EXPOSURE, PAGES, Formula, draw_on, exposure_page, formulas_of, modules, pages

FORMULAS = [pytest.param(each, id=each.name) for module in modules() for each in formulas_of(module)]


def test_every_page_says_what_the_docstrings_say() -> None:
    written = {path.name: path.read_text("utf-8") for path in PAGES.glob("*.md")}
    assert written.keys() == pages().keys()
    old = [name for name, text in pages().items() if written[name] != text]
    assert not old, f"run make docs: {old}"


def test_the_page_of_the_exposure_says_what_the_code_says() -> None:
    assert EXPOSURE.read_text("utf-8") == exposure_page(), "run make docs"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_shows_its_equation_and_the_range_in_which_it_was_measured(formula: Formula) -> None:
    text = inspect.getdoc(formula.function) or ""
    assert ".. math::" in text
    assert any(line.startswith("Range: ") for line in formula.sections().get("Notes", "").splitlines())


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_drawn_by_the_code_with_its_axes_named(formula: Formula) -> None:
    axes = Figure().subplots()
    draw_on(axes, formula)
    assert axes.get_xlabel()
    assert axes.get_ylabel()
    assert axes.has_data()
    assert (PAGES / formula.plot).is_file()


def test_no_plot_is_left_of_what_is_gone() -> None:
    drawn = {each.plot for module in modules() for each in formulas_of(module)}
    assert {path.name for path in PAGES.glob("*.svg")} == drawn
