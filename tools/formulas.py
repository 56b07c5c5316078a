"""Make the pages of the formulas from their docstrings, and their plots by running them: ``make docs``."""

import importlib
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from pkgutil import iter_modules
from runpy import run_path
from types import ModuleType

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from uncramp import physiology
from uncramp.domain.quantities import quantity_kinds
from uncramp.evidence.findings import bibliography
from uncramp.exposure import kilometres
from uncramp.exposure.covariates import VERSION, Origin, covariate_kinds
from uncramp.exposure.run_exposure import NEEDS
from uncramp.presentation.exposing import ORIGINS

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "formulas"
EXPOSURE = ROOT / "docs" / "exposure.md"
PLOTS = ROOT / "tools" / "plots"
REFERENCE = ROOT / "tests" / "reference"
UNDERLINED = re.compile(r"^(\w[\w ]*)\n-+\n", re.MULTILINE)
KEY = re.compile(r"\[([A-Z][\w-]*\d{4}[a-z]?)\]")
STYLE = PLOTS / "uncramp.mplstyle"


@dataclass(frozen=True)
class Formula:
    """A public function of ``uncramp.physiology`` and what its docstring says."""

    module: ModuleType
    function: Callable[..., object]

    @property
    def name(self) -> str:
        """As it is called."""
        return self.function.__name__

    @property
    def plot(self) -> str:
        """File name of its plot."""
        return f"{self.name}.svg"

    @cache  # noqa: B019  # a tool that ends
    def sections(self) -> dict[str, str]:
        """The docstring by its headings; what comes before the first one is under an empty one."""
        before, *rest = UNDERLINED.split(inspect.getdoc(self.function) or "")
        return {"": before.strip()} | {name: text.strip() for name, text in zip(rest[::2], rest[1::2], strict=True)}


def modules() -> list[ModuleType]:
    """The families, by name."""
    names = sorted(each.name for each in iter_modules(physiology.__path__))
    return [importlib.import_module(f"uncramp.physiology.{name}") for name in names]


def formulas_of(module: ModuleType) -> list[Formula]:
    """What a family publishes and cites a source for, as it stands in the file."""
    own = [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__ and KEY.search(function.__doc__ or "")
    ]
    return [Formula(module, function) for function in sorted(own, key=lambda each: each.__code__.co_firstlineno)]


def stem(module: ModuleType) -> str:
    """Last part of a module's name."""
    return module.__name__.rpartition(".")[2]


@cache
def tables() -> list[dict[str, str]]:
    """Every reference table: whose numbers prove which function."""
    found = []
    for path in sorted(REFERENCE.glob("*.toml")):
        found += tomllib.loads(path.read_text("utf-8"))["formula"]
    return found


def marked_down(text: str) -> str:
    """Docstring markup as Markdown: equations, code, and lines joined to paragraphs."""
    text = text.replace("``", "`")
    text = re.sub(
        r"^\.\. math::[ ]*(.*(?:\n+[ ]+.*)*)",
        lambda found: f"```math\n{inspect.cleandoc(' ' * 8 + found[1])}\n```",
        text,
        flags=re.MULTILINE,
    )
    text = re.sub(r":math:`([^`]+)`", r"$\1$", text)
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text)
    return KEY.sub(r"[[\1]](#\1)", text)


def described(section: str) -> Iterator[str]:
    """Rows of a parameter list: name and what it is."""
    for entry in re.split(r"^(?=\S)", section, flags=re.MULTILINE):
        head, _, text = entry.partition("\n")
        if head.strip():
            yield f"| `{head.strip().replace(', ', '`, `')}` | {marked_down(' '.join(text.split()))} |"


def page(module: ModuleType) -> str:
    """A family's page."""
    parts = [f"# {stem(module).replace('_', ' ').capitalize()}", "", marked_down(inspect.getdoc(module) or ""), ""]
    cited: set[str] = set()
    for formula in formulas_of(module):
        sections = formula.sections()
        cited |= set(KEY.findall(formula.function.__doc__ or ""))
        parts += [f"## {formula.name}", "", marked_down(sections[""]), ""]
        parts += [f"![What {formula.name} gives over its range]({formula.plot})", ""]
        if "Parameters" in sections:
            parts += ["| takes | |", "| --- | --- |", *described(sections["Parameters"]), ""]
        kind, _, what = sections.get("Returns", "").partition("\n")
        parts += [f"**Gives** `{kind.strip()}`: {marked_down(' '.join(what.split()))}", ""]
        parts += [marked_down(sections.get("Notes", "")), ""]
        name = f"{module.__name__}:{formula.name}"
        proofs = [table for table in tables() if table["function"] == name]
        parts += ["Proved by:", "", *(f"* {each['kind']}: {marked_down(each['place'])}" for each in proofs), ""]
    parts += ["## Sources", ""]
    parts += [f'* <a id="{key}"></a>[{key}] {reference(key)}' for key in sorted(cited)]
    return "\n".join(parts) + "\n"


def reference(key: str) -> str:
    """A source in one line."""
    source = bibliography()[key]
    doi = "" if source.doi is None else f" [doi:{source.doi}](https://doi.org/{source.doi})"
    return f"{source.authors} ({source.year}). {source.journal}.{doi}"


def index() -> str:
    """The list of all formulas."""
    parts = [
        "# Formulas",
        "",
        "Each with its equation, the range in which it was measured, its source, a plot that the code itself drew, and",
        "whose numbers prove it. Outside its range a formula gives no number, or says there how far it is carried on",
        "and what that costs in width.",
        "",
        "| family | formulas |",
        "| --- | --- |",
    ]
    for module in modules():
        own = formulas_of(module)
        if own:
            links = ", ".join(f"[{each.name}]({stem(module)}.md#{each.name.lower()})" for each in own)
            parts.append(f"| [{stem(module).replace('_', ' ')}]({stem(module)}.md) | {links} |")
    return "\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Every page of formulas by its file name."""
    return {"README.md": index()} | {f"{stem(module)}.md": page(module) for module in modules() if formulas_of(module)}


def exposure_page() -> str:
    """The covariates of a run, and the columns of its kilometres."""
    parts = [
        "# Exposure",
        "",
        "What a run asks, against what the runner is ready for: the covariates that `uncramp.exposure.run_exposure`",
        "makes of a run, the runs before it, its weather and the profile, and the columns that",
        "`uncramp.exposure.kilometres` makes of each of its kilometres. Every value says where it comes from; what is",
        "unknown is left out, says what it would take to know it, and widens every forecast.",
        "",
        f"This is version {VERSION}.",
        "",
    ]
    for origin in Origin:
        parts += [
            f"## {ORIGINS[origin].template}",
            "",
            "| covariate | unit | what it is | unknown where |",
            "| --- | --- | --- | --- |",
        ]
        for name, kind in covariate_kinds().items():
            if kind.of is origin:
                unit = quantity_kinds()[kind.quantity].unit
                parts.append(f"| `{name}` | {unit} | {kind.meaning} | {NEEDS[name].template} |")
        parts.append("")
    parts += ["## Kilometre by kilometre", "", "| column | what it is |", "| --- | --- |"]
    parts += described(Formula(kilometres, kilometres.Kilometres).sections()["Parameters"])
    return "\n".join(parts) + "\n"


def draw_on(axes: Axes, formula: Formula) -> None:
    """Draw a formula by the function of its name in ``tools/plots``."""
    run_path(str(PLOTS / f"{stem(formula.module)}.py"))[formula.name](axes)


def draw(formula: Formula) -> None:
    """Write the plot of a formula, the same bytes for the same numbers."""
    with style.context(STYLE):
        figure = Figure(figsize=(6.4, 3.6), layout="constrained")
        draw_on(figure.subplots(), formula)
        figure.savefig(PAGES / formula.plot, metadata={"Date": None, "Creator": None})


def main() -> None:
    """Write all pages and plots, and take away what no formula has any more."""
    PAGES.mkdir(parents=True, exist_ok=True)
    EXPOSURE.write_text(exposure_page(), "utf-8")
    written = pages()
    for name, text in written.items():
        (PAGES / name).write_text(text, "utf-8")
    drawn = [formula for module in modules() for formula in formulas_of(module)]
    for formula in drawn:
        draw(formula)
    for path in PAGES.iterdir():
        if path.name not in {*written, *(formula.plot for formula in drawn)}:
            path.unlink()
    sys.stdout.write(f"{PAGES.relative_to(ROOT)}: {len(written)} pages, {len(drawn)} plots\n")


if __name__ == "__main__":
    main()
