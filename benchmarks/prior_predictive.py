"""What the prior of the hazard model says of the published cohorts: each simulated, and set beside what was published.

Rows V1 to V9 are of studies from which the prior was made: they check that it was made well, and validate nothing.
V10 to V13 stand apart as far as that goes. Usage: ``python benchmarks/prior_predictive.py [draws] [--write]``.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.hazard_simulation import (  # scripts, not a package
    HALF,
    HUNDRED_MILES,
    MARATHON,
    ULTRA,
    BoolArray,
    Outcomes,
    World,
    chance_of_cramp,
    felt_effects,
    field,
    level_at,
    levels,
    run,
)
from benchmarks.validation_page import table, write_part

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior, Priors, priors

SEED = 20_291
CROWD = 6_000
BAND = (5.0, 50.0, 95.0)
LATE, AFTER = 0.75, 30_000.0


@dataclass(frozen=True)
class Row:
    """One number of a cohort: what was published of it, with an interval, and by which key the simulation has it."""

    cohort: str
    what: str
    key: str
    published: float
    low: float
    high: float


ROWS = (
    Row("V1 marathon, n 82", "share that cramps, of volunteers", "marathon incidence", 0.183, 0.11, 0.28),
    Row("", "the same, a cohort of 82", "marathon incidence of 82", 0.183, 0.11, 0.28),
    Row("", "the same, of all runners", "marathon incidence of all", 0.183, 0.11, 0.28),
    Row("", "mean onset, km", "onset mean", 35.0, 32.0, 38.0),
    Row("", "SD of the onset, km", "onset sd", 6.0, 4.0, 8.0),
    Row("V2 marathon, n 83", "odds ratio of strength work", "strength", 0.37, 0.12, 1.13),
    Row("", "the same, a cohort of 83", "strength of 83", 0.37, 0.12, 1.13),
    Row("V3 56 km, n 49", "share that cramps, of volunteers", "ultra incidence", 0.339, 0.26, 0.43),
    Row("", "cramped before, of those who cramp", "history of cases", 1.0, 0.84, 1.0),
    Row("", "cramped before, of the others", "history of controls", 0.48, 0.31, 0.66),
    Row("", "odds ratio of a past cramp", "history odds ratio", 43.8, 2.4, 793.0),
    Row("", "the same, the past simulated", "simulated history odds ratio", 43.8, 2.4, 793.0),
    Row("", "first-half time, d (negative: faster)", "pace d", -0.78, -1.37, -0.19),
    Row("V4 the same", "sessions of the last three days, d", "session d", 0.58, -0.01, 1.17),
    Row("", "age, d", "age d", 0.0, -0.6, 0.6),
    Row("", "men, d", "male d", 0.0, -0.6, 0.6),
    Row("V5 56 km, n 72", "loss of body mass, d", "mass d", 0.0, -0.5, 0.5),
    Row("V6 Ironman, n 209", "share that cramps (taken as a marathon)", "marathon incidence", 0.206, 0.16, 0.27),
    Row("", "loss of body mass, d", "mass d", -0.2, -0.55, 0.15),
    Row("V7 161 km, n 280", "cramp", "hundred cramp", 0.143, 0.11, 0.19),
    Row("", "near-cramp only", "hundred near", 0.268, 0.22, 0.32),
    Row("", "neither", "hundred none", 0.589, 0.53, 0.65),
    Row("V8 marathon histories, n 1,383", "ever cramped", "career history", 0.388, 0.362, 0.414),
    Row("", "odds ratio of men", "career male", 5.4, 3.2, 9.2),
    Row("", "odds ratio of cramps in the family", "career family", 2.11, 1.54, 2.88),
    Row("", "years of running, d", "career years d", 0.25, 0.14, 0.36),
    Row("", "beyond 30 km, of cramps in a marathon", "after 30 km", 0.80, 0.77, 0.83),
    Row("V9 Two Oceans, n 71,420", "ever cramped, entrants of 21.1 km", "half career", 0.085, 0.082, 0.088),
    Row("", "ever cramped, entrants of 56 km", "ultra career", 0.200, 0.195, 0.206),
    Row("", "their ratio", "career ratio", 2.35, 2.25, 2.46),
    Row("", "in the last quarter", "last quarter", 0.464, 0.454, 0.474),
    Row("", "in the first quarter, 56 v 21.1 km", "first quarter ratio", 0.3, 0.2, 0.4),
    Row("V13 Ironman survey, n 422", "in the last quarter", "last quarter", 0.565, 0.508, 0.622),
    Row("", "cramped in a race over cramped in training", "race ratio", 2.45, 1.9, 3.1),
)


@dataclass(frozen=True)
class Career:
    """What a kind of runner has run; nobody published it, so it is assumed.

    Parameters
    ----------
    races
        Distance, m, and how many a year.
    training
        Long runs of 20 km a year.
    """

    years: tuple[float, float]
    races: tuple[tuple[float, float], ...]
    training: float
    men: float
    family: float


MARATHONERS = Career((5.37, 4.80), ((HALF, 3.0), (MARATHON, 1.0)), 25.0, 0.90, 0.135)
HALF_ENTRANTS = Career((4.0, 4.0), ((HALF, 2.0),), 15.0, 0.55, 0.135)
ULTRA_ENTRANTS = Career((8.0, 6.0), ((HALF, 2.0), (MARATHON, 1.5), (ULTRA, 0.7)), 25.0, 0.75, 0.135)
LONG_RUN = 20_000.0


def odds_ratio(exposed: BoolArray, ill: BoolArray) -> float:
    """With a half added to each cell (Haldane)."""
    a, b, c, d = ((one & other).sum() + 0.5 for one in (exposed, ~exposed) for other in (ill, ~ill))
    return float(a * d / (b * c))


def standardised(values: FloatArray, ill: BoolArray) -> float:
    """Difference of the means of the ill and the well over their pooled SD."""
    one, other = values[ill], values[~ill]
    return float((one.mean() - other.mean()) / np.sqrt((one.var() + other.var()) / 2.0))


class Cohorts:
    """All cohorts under one truth.

    Parameters
    ----------
    world
        The truth.
    """

    def __init__(self, prior: HazardPrior, world: World, rng: np.random.Generator) -> None:
        """Solve the levels of volunteers and of all runners."""
        self.prior, self.world, self.rng = prior, world, rng
        self.names = list(prior.covariate)
        self.all = levels(prior, world)
        self.volunteers = levels(prior, replace(world, reporting=0.0))
        self.own_sd = world.left_variance(prior) ** 0.5

    def column(self, people: FloatArray, name: str) -> FloatArray:
        """One covariate of people."""
        values: FloatArray = people[:, self.names.index(name)]
        return values

    def race(self, distance: float, people: FloatArray, solved: FloatArray, effects: FloatArray) -> Outcomes:
        """A race of such people."""
        level = level_at(np.array([distance]), solved) + people @ effects
        return run(np.exp(level + self.rng.normal(0.0, self.own_sd, len(people))), self.world, self.rng)

    def seen(self) -> Iterator[tuple[str, float]]:
        """Every number by its key."""
        yield from self.marathon()
        yield from self.ultra()
        yield from self.hundred_miles()
        yield from self.careers()

    def marathon(self) -> Iterator[tuple[str, float]]:
        """V1, V2 and places."""
        effects = felt_effects(self.prior, self.world)
        people = field(self.prior, CROWD, self.rng)
        crowd = self.race(MARATHON, people, self.volunteers, effects)
        few = self.race(MARATHON, people[:83], self.volunteers, effects)
        onset = MARATHON * crowd.cramp_at[crowd.cramped]
        strength = self.column(people, "strength_work") > 0
        yield "marathon incidence", crowd.cramped.mean()
        yield "marathon incidence of 82", few.cramped[:82].mean()
        yield "marathon incidence of all", self.race(MARATHON, people, self.all, effects).cramped.mean()
        yield "onset mean", onset.mean() / 1000.0
        yield "onset sd", onset.std() / 1000.0
        yield "after 30 km", (onset > AFTER).mean()
        yield "last quarter", (onset > LATE * MARATHON).mean()
        yield "strength", odds_ratio(strength, crowd.cramped)
        yield "strength of 83", odds_ratio(strength[:83], few.cramped)
        early, late = self._early(people, ULTRA), self._early(people, HALF)
        yield "first quarter ratio", early / late

    def _early(self, people: FloatArray, distance: float) -> float:
        """Share of the cramps of a race that come in its first quarter, without the noise of a few."""
        effects, world = felt_effects(self.prior, self.world), self.world
        log_hazard = level_at(np.array([distance]), self.volunteers) + people @ effects
        hazard = np.exp(log_hazard + self.rng.normal(0.0, self.own_sd, len(people)))
        by_then = chance_of_cramp(hazard * (1.0 - LATE) ** world.shape, world).mean()
        return float(by_then / chance_of_cramp(hazard, world).mean())

    def ultra(self) -> Iterator[tuple[str, float]]:
        """V3, V4, V5: the loss of body mass, though off in forecasts, acts as it may."""
        people = field(self.prior, CROWD, self.rng)
        off = self.world.effects - felt_effects(self.prior, self.world)
        centres = np.array([each.population.centre for each in self.prior.covariate.values()])
        crowd = self.race(ULTRA, people, self.volunteers - off @ centres, self.world.effects)
        history = self.column(people, "cramp_history") > 0
        yield "ultra incidence", crowd.cramped.mean()
        yield "history of cases", history[crowd.cramped].mean()
        yield "history of controls", history[~crowd.cramped].mean()
        yield "history odds ratio", odds_ratio(history, crowd.cramped)
        yield "pace d", -standardised(self.column(people, "over_pace"), crowd.cramped)
        yield "session d", standardised(self.column(people, "recent_session_time"), crowd.cramped)
        yield "age d", standardised(self.column(people, "age"), crowd.cramped)
        yield "male d", standardised(self.column(people, "male"), crowd.cramped)
        yield "mass d", standardised(self.column(people, "mass_loss"), crowd.cramped)
        yield "simulated history odds ratio", self._simulated_history(people)

    def _simulated_history(self, people: FloatArray) -> float:
        """The history not as a covariate, but as cramps in ten races of 21.1 to 56 km before."""
        place = self.names.index("cramp_history")
        effects = felt_effects(self.prior, self.world)
        explained = effects[place] * self.prior.covariate["cramp_history"].population.centre
        fixed = np.delete(people, place, axis=1) @ np.delete(effects, place) + explained
        fixed += self.rng.normal(0.0, self.world.frailty, len(people))
        ways = np.array([HALF] * 5 + [MARATHON] * 4 + [ULTRA] * 2)
        cramped = [
            run(np.exp(level + fixed), self.world, self.rng).cramped for level in level_at(ways, self.volunteers)
        ]
        return odds_ratio(np.any(cramped[:-1], axis=0), cramped[-1])

    def hundred_miles(self) -> Iterator[tuple[str, float]]:
        """V7."""
        people = field(self.prior, CROWD, self.rng)
        crowd = self.race(HUNDRED_MILES, people, self.volunteers, felt_effects(self.prior, self.world))
        yield "hundred cramp", crowd.cramped.mean()
        yield "hundred near", crowd.twitched.mean()
        yield "hundred none", 1.0 - crowd.cramped.mean() - crowd.twitched.mean()

    def careers(self) -> Iterator[tuple[str, float]]:
        """V8, V9, V13: whether anybody ever cramped in all that was run."""
        years, people, raced, trained = self._career(MARATHONERS)
        ill = raced | trained
        yield "career history", ill.mean()
        yield "career male", odds_ratio(self.column(people, "male") > 0, ill)
        yield "career family", odds_ratio(self.column(people, "family_history") > 0, ill)
        yield "career years d", standardised(years, ill)
        yield "race ratio", raced.mean() / trained.mean() if trained.any() else np.nan
        shares = []
        for kind in (HALF_ENTRANTS, ULTRA_ENTRANTS):
            _, _, raced, trained = self._career(kind)
            shares.append(float((raced | trained).mean()))
        yield "half career", shares[0]
        yield "ultra career", shares[1]
        yield "career ratio", shares[1] / shares[0]

    def _career(self, kind: Career) -> tuple[FloatArray, FloatArray, BoolArray, BoolArray]:
        """Years, people, and whether they cramped in a race and in training."""
        people = field(self.prior, CROWD, self.rng)
        people[:, self.names.index("male")] = self.rng.random(CROWD) < kind.men
        people[:, self.names.index("family_history")] = self.rng.random(CROWD) < kind.family
        mean, sd = kind.years
        years = self.rng.gamma(mean**2 / sd**2, sd**2 / mean, CROWD)
        fixed, effects = np.zeros(CROWD), felt_effects(self.prior, self.world)
        for place, (name, each) in enumerate(self.prior.covariate.items()):
            if name in {"male", "family_history", "injury_12_months", "conditions", "strength_work", "age"}:
                fixed += effects[place] * people[:, place]
            else:  # what changes from run to run, and the history, which is what is asked for
                changes = each.population.variance if name != "cramp_history" else 0.0
                fixed += effects[place] * each.population.centre + effects[place] ** 2 * changes / 2.0
        fixed += self.rng.normal(0.0, self.world.frailty, CROWD)
        unhurt = [
            (1.0 - chance_of_cramp(np.exp(level_at(np.array([way]), self.all) + fixed), self.world)) ** (years * often)
            for way, often in kind.races
        ]
        long_run = np.exp(level_at(np.array([LONG_RUN]), self.all) + fixed - self.world.race)
        untrained = (1.0 - chance_of_cramp(long_run, self.world)) ** (years * kind.training)
        raced = self.rng.random(CROWD) > np.prod(unhurt, axis=0)
        return years, people, raced, self.rng.random(CROWD) > untrained


SHIFTED = 1.645
LIFE_TIME = (
    ("male", "Comrades, prevalence ratio of men", 1.94, "the prior holds it"),
    ("male", "Manjra, odds ratio of men", 5.4, "the prior holds it"),
    ("injury_12_months", "Comrades, injury", 2.38, "the prior holds it"),
    ("injury_12_months", "Comrades, past chronic injury", 1.71, "apart"),
    ("injury_12_months", "Two Oceans 2018, muscle injury", 1.82, "apart"),
    ("conditions", "per chronic disease", 1.31, "the prior holds it"),
    ("conditions", "any chronic disease, 21.1 km", 1.9, "apart"),
    ("conditions", "any chronic disease, 56 km", 1.6, "apart"),
    ("conditions", "heart symptoms", 2.38, "apart"),
    ("conditions", "statin", 1.26, "the prior holds it"),
    ("family_history", "Manjra, family", 2.11, "the prior holds it"),
)


def life_time_rows(prior: HazardPrior) -> Iterator[tuple[str, ...]]:
    """V10, V11: effects of the prior beside half of the published log-ratios of life-time histories."""
    for name, what, ratio, apart in LIFE_TIME:
        each = prior.covariate[name]
        half = log(ratio) / 2.0
        inside = abs(half - each.mean) <= SHIFTED * each.sd
        low, high = each.mean - SHIFTED * each.sd, each.mean + SHIFTED * each.sd
        band = f"{each.mean:.2f} ({low:.2f} to {high:.2f})"
        yield name, what, f"{ratio:.2f}", f"{half:.2f}", band, "yes" if inside else "no", apart


EFFORT = np.linspace(-5.0, 5.0, 401)
EFFORT_WEIGHTS = np.exp(-(EFFORT**2) / 2.0) / np.exp(-(EFFORT**2) / 2.0).sum()
KONA = 1.63
CRAMPED_OF_TENT = (0.22, 0.32)
"""27 % of the visits at Kona were of cramps; scenarios beyond these shares are another race."""


def in_the_tent(  # noqa: PLR0913, PLR0917  # the scenario
    cramp: float, dry: float, of_cramp: float, of_dry: float, other: float, effort: float, labelled: float
) -> tuple[float, float]:
    """Odds ratio of dehydration and cramp among visits to a medical tent, and the share of these with a cramp.

    Neither brings the other on. Both come with effort, and each sends to the tent.

    Parameters
    ----------
    cramp, dry
        Odds of each at the mean effort.
    of_cramp, of_dry, other
        Chance to go to the tent for each, and for anything else.
    effort
        Log-odds of each for a standard deviation of effort.
    labelled
        Share of those in the tent with a cramp alone who are called dehydrated all the same.
    """
    cell = np.zeros((2, 2))
    with_cramp, with_dry = (odds * np.exp(effort * EFFORT) for odds in (cramp, dry))
    with_cramp, with_dry = with_cramp / (1.0 + with_cramp), with_dry / (1.0 + with_dry)
    for i in (0, 1):
        for j in (0, 1):
            there = (with_cramp if i else 1.0 - with_cramp) * (with_dry if j else 1.0 - with_dry)
            stays = (1.0 - of_cramp) ** i * (1.0 - of_dry) ** j * (1.0 - other)
            cell[i, j] = EFFORT_WEIGHTS @ there * (1.0 - stays)
    moved = labelled * cell[1, 0]
    cell[1] += np.array([-moved, moved])
    return float(cell[1, 1] * cell[0, 0] / (cell[1, 0] * cell[0, 1])), float(cell[1].sum() / cell.sum())


def tent_rows() -> Iterator[tuple[str, ...]]:
    """V12: what the odds ratio of Kona, 1.63, would be in scenarios without any effect of dehydration."""
    for title, efforts, labels in (
        ("selection alone", (0.0,), (0.0,)),
        ("selection and effort (log-odds 0.5 to 1.5 a SD)", (0.5, 1.0, 1.5), (0.0,)),
        ("selection and cramps called dehydration (a quarter to a half)", (0.0,), (0.25, 0.5)),
        ("all three", (0.5, 1.0, 1.5), (0.25, 0.5)),
    ):
        ratios = [
            ratio
            for effort in efforts
            for label in labels
            for cramp in (0.05, 0.1, 0.2, 0.3)
            for dry in (0.1, 0.2, 0.4, 0.8)
            for of_cramp in (0.1, 0.3, 0.6)
            for of_dry in (0.1, 0.3, 0.6)
            for other in (0.02, 0.05, 0.1, 0.2)
            for ratio, share in [in_the_tent(cramp, dry, of_cramp, of_dry, other, effort, label)]
            if CRAMPED_OF_TENT[0] < share < CRAMPED_OF_TENT[1]
        ]
        low, median, high = np.percentile(ratios, (0.0, 50.0, 100.0))
        holds = "yes" if low <= KONA <= high else "no"
        yield title, str(len(ratios)), f"{low:.2f}", f"{median:.2f}", f"{high:.2f}", holds


def muscle_rows(prior: Priors) -> Iterator[tuple[str, ...]]:
    """Muscles of a long race: shares of one answer each, beside surveys with several answers scaled to the same sum."""
    share = dict(prior.muscle.share)
    scaled = {name: part * prior.muscle.long_ratio.get(name, 1.0) for name, part in share.items()}
    three = ("calf", "hamstring", "quadriceps")
    for title, found, ours in (
        ("161 km (54, 33, 44 %)", (54.0, 33.0, 44.0), scaled),
        ("marathon histories (80, 66, 48 %)", (80.0, 66.0, 48.0), share),
    ):
        of_ours = sum(ours[name] for name in three)
        model = ", ".join(f"{ours[name] / of_ours:.2f}" for name in three)
        yield title, ", ".join(f"{each / sum(found):.2f}" for each in found), model


def simulated_rows(prior: HazardPrior, draws: int) -> list[tuple[str, ...]]:
    """The table of V1 to V9 and V13."""
    seen: dict[str, list[float]] = defaultdict(list)
    rng = np.random.default_rng(SEED)
    for _ in range(draws):
        for key, value in Cohorts(prior, World.drawn(prior, rng), rng).seen():
            seen[key].append(float(value))
    rows: list[tuple[str, ...]] = []
    for row in ROWS:
        low, median, high = np.nanpercentile(seen[row.key], BAND)
        fits = "yes" if low <= row.published <= high else "overlap" if low <= row.high and high >= row.low else "**no**"
        published = f"{row.published:.3g} ({row.low:.3g} to {row.high:.3g})"
        rows.append((row.cohort, row.what, published, f"{median:.3g} ({low:.3g} to {high:.3g})", fits))
    return rows


def main(draws: int, *, write: bool) -> None:
    """Print the tables, or write them into docs/validation.md."""
    prior = priors()
    head = ("cohort", "what", "published (95 %)", "prior (5 to 95 %)", "inside")
    parts = {
        "prior predictive": table(head, simulated_rows(prior, draws)),
        "muscles": table(("survey", "calf, hamstring, quadriceps", "prior"), muscle_rows(prior)),
        "life-time ratios": table(
            ("covariate", "study", "ratio", "half of its log", "prior (5 to 95 %)", "inside", "used for the prior?"),
            life_time_rows(prior),
        ),
        "tent": table(("why", "scenarios", "least", "median", "most", "holds 1.63"), tent_rows()),
    }
    for name, text in parts.items():
        print(f"{name}\n{text}")
        if write:
            write_part(name, text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("draws", type=int, nargs="?", default=300)
    parser.add_argument("--write", action="store_true", help="write docs/validation.md too")
    told = parser.parse_args()
    main(told.draws, write=told.write)
