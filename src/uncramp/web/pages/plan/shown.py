"""What the page shows of a plan."""

from dataclasses import dataclass
from itertools import accumulate

from uncramp.domain.plan import PacePlan, Split
from uncramp.presentation.charts import pace_chart
from uncramp.presentation.telling import of_drink, of_race, split_name
from uncramp.presentation.words import PACE_UNIT, Words
from uncramp.usecases.plan import PlanReport

FIRST = ("pace", "drink")
"""The advice with numbers in it stands before the other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of splits: its name, and the time from the start at its end, s."""

    name: str
    split: Split
    pace: float
    clock: float


def shown(report: PlanReport, words: Words) -> dict[str, object]:
    """What the template needs of a plan."""
    plan = report.plan
    return {
        "report": report,
        "title": of_race(plan),
        "advice": sorted(plan.advice, key=lambda each: each.rule not in FIRST),
        "drink": of_drink(plan),
        "chart": pace_chart(plan.pace, words),
        "splits": rows_of(plan.pace, words),
        "unit": words.units.distance,
        "pace_unit": PACE_UNIT[words.units.distance],
    }


def rows_of(pace: PacePlan, words: Words) -> list[Row]:
    """Lines of the table of splits."""
    ends = accumulate(split.duration for split in pace.splits)
    return [
        Row(split_name(split, number, words), split, words.units.split_length / split.speed, end)
        for number, (split, end) in enumerate(zip(pace.splits, ends, strict=True), start=1)
    ]
