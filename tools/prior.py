"""Write down how the prior came about: ``make docs``; with ``--golden`` also the numbers that a test compares with."""

import inspect
import sys
import tomllib
from collections.abc import Iterator, Mapping
from math import isnan
from pathlib import Path
from typing import Any

from uncramp.evidence import derivation
from uncramp.evidence.derivation import Incidence
from uncramp.evidence.findings import EvidenceFinding, Group, findings, read_data
from uncramp.evidence.steps import SOURCES, Derivation, Result, Step, derive, numbers

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "prior.md"
GOLDEN = ROOT / "tests" / "evidence" / "golden_prior.toml"
REGISTER = ROOT / "tests" / "evidence" / "register_prior.toml"
HAZARD = ("shape", "frailty", "reporting", "training", "near", "again", "baseline", "covariate", "muscle")
FIELDS = ("mean", "sd", "median", "ratio", "log_mean", "log_sd", "probability", "low", "high")
JUDGED = frozenset({"sd", "weight", "weights", "scale", "others"})
INTRODUCTION = """# The prior, and how it came about

What the [hazard model](hazard.md) believes before a runner has told anything. Each derived number is computed from the
findings named with it, by the steps shown, when the program needs it: change a finding under
`src/uncramp/evidence/data/findings` and the prior changes, and a test says which numbers did. Which steps, is said in
`src/uncramp/evidence/data/priors.toml`; the functions are in `src/uncramp/evidence/derivation.py`.

Logarithms are natural. A number in brackets is a standard error or a standard deviation; `?` is one that nobody
published. What stands in *italics* is judged: weights, shrinking and widening, and the few numbers that are typed
because their findings give no more than a direction. *Register* is the table of the evidence register, made by hand.
The prior has not been validated as a predictor."""


def number(value: float) -> str:
    """Three digits, or a question mark for what is not known."""
    return "?" if isnan(value) else f"{value:.3g}"


def shown(result: Result) -> str:
    """A result in a few words."""
    if isinstance(result, Incidence):
        share, low, high = (number(100 * each) for each in (result.probability, result.low, result.high))
        return f"{share} % ({low} to {high})"
    if isinstance(result, Mapping):
        return in_words(result)
    if isinstance(result, float):
        return number(result)
    return f"{number(result.mean)} ({number(result.sd)})"


def in_words(fields: Mapping[str, Any]) -> str:
    """Names and numbers."""
    return ", ".join(f"{name.replace('_', ' ')} {plain(value)}" for name, value in fields.items())


def plain(value: object) -> str:
    """A choice as it is read."""
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list):
        return " and ".join(map(plain, value))
    if isinstance(value, dict):
        return in_words(value)
    return str(value).replace("_", " ")


def prior_entries(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Tables of the hazard model's prior by name."""
    named: dict[str, dict[str, Any]] = {}
    for name in HAZARD:
        if name == "baseline":
            named |= {f"baseline.{row['distance']:g}": row for row in data[name]}
        elif name == "covariate":
            named |= {f"covariate.{each}": row for each, row in data[name].items()}
        else:
            named[name] = data[name]
    return named


def typed(entry: Mapping[str, Any]) -> dict[str, float]:
    """Numbers of an entry that are not derived."""
    return {name: entry[name] for name in FIELDS if name in entry and name not in {"low", "high"}}


def golden() -> str:
    """Every derived number with four digits, as TOML."""
    parts = ["# Every derived number of the prior, with four digits: python tools/prior.py --golden", ""]
    for name, each in derive(read_data("priors"), findings()).items():
        rows = (f"{field} = {float(f'{value:.4g}')!r}" for field, value in numbers(name, each.result).items())
        parts += [f'["{name}"]', *rows, ""]
    return "\n".join(parts)


def title(name: str) -> str:
    """Heading of an entry."""
    kind, _, rest = name.partition(".")
    if kind == "baseline":
        return f"Chance of a cramp in a race of {float(rest) / 1000:g} km"
    return (rest or kind).replace("_", " ").capitalize()


def choices(step: Step) -> str:
    """The numbers that a step was given, what is judged in italics."""
    told = []
    for name, value in step.choices.items():
        words = in_words({name: value}) if not isinstance(value, bool) else name.replace("_", " ")
        told.append(f"*{words}*" if name in JUDGED else words)
    return ", ".join(told)


def steps_table(derived: Derivation) -> Iterator[str]:
    """The steps, one a row."""
    yield from ("| step | from | with | gives |", "| --- | --- | --- | --- |")
    for step in derived.steps:
        sources = ", ".join((*(f"`{each}`" for each in step.findings), *(title(each) for each in step.priors)))
        yield f"| {step.by.replace('_', ' ')} | {sources} | {choices(step)} | {shown(step.result)} |"


def studied(finding: EvidenceFinding) -> str:
    """A row on a finding: who was studied, how, and what came out."""
    return f"| `{finding.id}` | {finding.population}; {finding.design} | {finding.measure}: {told(finding)} |"


def told(finding: EvidenceFinding) -> str:
    """The numbers of a finding from which something is derived, or else what it says."""
    parts = [f"{plain(name)} {told_group(group)}" for name, group in finding.groups.items()]
    parts += [f"{plain(name)} {ratio(each.ratio, each.low, each.high)}" for name, each in finding.ratios.items()]
    if finding.estimate is not None and not finding.groups:
        parts.insert(0, ratio(finding.estimate, finding.low, finding.high))
    return "; ".join(parts) or finding.value


def told_group(group: Group) -> str:
    """Numbers of one group."""
    if group.mean is not None and group.sd is not None:
        size = "" if group.n is None else f", n {group.n}"
        return f"{group.mean:g} ({group.sd:g}){size}"
    return f"{group.count} of {group.n}" if group.share is None else f"{100 * group.share:.3g} % of {group.n}"


def ratio(value: float, low: float | None, high: float | None) -> str:
    """A ratio with its interval, if one was printed."""
    return f"{value:g}" if low is None or high is None else f"{value:g} ({low:g} to {high:g})"


def section(
    name: str, entry: Mapping[str, Any], derived: Mapping[str, Derivation], register: Mapping[str, Any]
) -> Iterator[str]:
    """Everything about one entry."""
    yield from (f"### {title(name)}", "")
    if "unit" in entry:
        yield from (f"Log-effect on the hazard per step: {entry['unit']}.", "")
    yield from ("| finding | of | numbers |", "| --- | --- | --- |")
    yield from (studied(findings()[each]) for each in entry["findings"])
    yield ""
    for part in (each for each in derived if each == name or each.startswith(f"{name}.")):
        if part != name:
            yield from (f"{title(part).partition('.')[2].replace('_', ' ').capitalize() or title(part)}:", "")
        yield from (*steps_table(derived[part]), "")
    yield from (f"**Prior:** {result(name, entry, derived)}.", "")
    if "judgement" in entry:
        yield from (f"*Judged:* {entry['judgement']}.", "")
    if name in register:
        given = in_words({field: value for field, value in register[name].items() if field != "why"})
        why = f"; {register[name]['why']}" if "why" in register[name] else ""
        yield from (f"*Register:* {given}{why}.", "")


def result(name: str, entry: Mapping[str, Any], derived: Mapping[str, Derivation]) -> str:
    """The numbers of an entry, derived or typed."""
    if name in derived:
        return in_words(numbers(name, derived[name].result))
    if name == "muscle":
        parts = {part: numbers(part, derived[part].result) for part in ("muscle.share", "muscle.long_ratio")}
        return f"{in_words(parts['muscle.share'])}; in a long race times {in_words(parts['muscle.long_ratio'])}"
    return f"*{in_words(typed(entry))}*"


def overview(
    entries: Mapping[str, Mapping[str, Any]], derived: Mapping[str, Derivation], register: Mapping[str, Any]
) -> Iterator[str]:
    """All entries, one a row."""
    yield from ("| | prior | register |", "| --- | --- | --- |")
    for name, entry in entries.items():
        given = in_words({field: value for field, value in register.get(name, {}).items() if field != "why"})
        off = ", off" if entry.get("off") else ""
        yield f"| {title(name)}{off} | {result(name, entry, derived)} | {given} |"


def functions(derived: Mapping[str, Derivation]) -> Iterator[str]:
    """What each step does, in the words of its function."""
    for name in dict.fromkeys(step.by for each in derived.values() for step in each.steps):
        function = getattr(derivation, name, None) or SOURCES[name]
        first, _, _ = (inspect.getdoc(function) or "").partition("\n\n")
        yield f"* **{name.replace('_', ' ')}**: {mathematics(' '.join(first.split()))}"


def mathematics(text: str) -> str:
    """Docstring markup as Markdown."""
    parts = text.split(":math:`")
    inside = (part.partition("`") for part in parts[1:])
    return parts[0] + "".join(f"${formula}${after}" for formula, _, after in inside)


def page() -> str:
    """The whole page."""
    data = read_data("priors")
    derived = derive(data, findings())
    entries, register = prior_entries(data), tomllib.loads(REGISTER.read_text("utf-8"))
    parts = [INTRODUCTION, "", *overview(entries, derived, register), "", "## Number by number", ""]
    for name, entry in entries.items():
        parts += section(name, entry, derived, register)
    parts += ["## The steps", "", *functions(derived)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    if "--golden" in sys.argv:
        GOLDEN.write_text(golden(), "utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}: {page().count('### ')} numbers of the prior\n")
