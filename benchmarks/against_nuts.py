"""Whether the posterior of a diary is what a sampler finds that was written from docs/hazard.md alone, with NumPyro.

With ``--numpyro PYTHON``, an interpreter in which NumPyro is: ten simulated diaries and what NUTS makes of them are
written to tests/reference/risk/nuts.toml, with how uncertain that is. Without it the numbers there are taken. Either
way ours are compared with them: the mean and spread of each unknown, and the chance of a cramp in a marathon and in a
training run. The simulated runners differ from the model's in their level; what is compared does not rest on it.
"""

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from math import nan
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from risk.nuts_reference import (  # scripts, not a package
    COLUMNS,
    OF_RUNS,
    PROFILE,
    REFERENCE,
    Agreement,
    Table,
    learned_from,
    log_densities,
    prior_of,
    reference,
    some_points,
)
from uncramp.evidence.priors import priors

FORECASTS: dict[str, dict[str, Any]] = {
    "marathon": {"distance": 42195.0, "is_race": True, "over_pace": 1.0, "wbgt": 1.0, "wbgt_sd": 0.4},
    "training": {"distance": 25000.0, "is_race": False, "over_pace": -1.0, "over_pace_sd": 0.5, "beyond_longest": 1.0},
}
"""Runs to forecast; what is not told of them is drawn."""
OF_PROFILE, RACES, UNKNOWN, BEYOND = 0.3, 0.25, 0.3, 0.2
"""Shares of yes in a profile, of races, of covariates that nobody knows, and of runs beyond the longest."""
CHAINS, WARM_UP, DRAWS = 4, 300, 800


class Plan(NamedTuple):
    """A diary to simulate: how many runs, the runner's level above others', and how the runner tells.

    ``unjudged`` is the share of runs of which nobody knows whether they were races; of one who is mute silence means
    nothing.
    """

    name: str
    runs: int
    level: float
    answering: float = 0.7
    writing: float = 0.9
    untold: tuple[str, ...] = ()
    picked: int = 0
    placeless: float = 0.25
    seed: int = 1
    noticing: float = 1.0
    unjudged: float = 0.0
    is_mute: bool = False


PLANS = (
    Plan("five runs, nothing told of the runner", 5, 0.0, untold=PROFILE),
    Plan("eight runs, no cramp", 8, -2.0, answering=1.0, untold=("family_history",)),
    Plan("twelve runs, two of old", 12, -0.5, picked=2, untold=("age", "conditions"), seed=4),
    Plan("twenty races and runs, often a twitch", 20, 0.6, answering=0.9, writing=1.0),
    Plan("thirty runs, mostly silent", 30, 0.5, answering=0.15, writing=0.6, untold=("strength_work",), seed=2),
    Plan("forty runs, one cramp", 40, -0.6, answering=0.8, untold=("injury_12_months", "family_history"), seed=9),
    Plan("sixty runs, fifteen cramps", 60, 1.6, answering=0.8, placeless=0.3, seed=4),
    Plan("a hundred runs, never a cramp", 100, -2.6, answering=0.5, untold=("cramp_history",)),
    Plan("two hundred runs, five of old", 200, -0.2, answering=0.6, picked=5, untold=("family_history", "age")),
    Plan("four hundred runs", 400, -0.3, answering=0.85, writing=0.95, untold=("strength_work", "conditions")),
    Plan(
        "fifty runs, silence means nothing", 50, 0.3, answering=0.4, unjudged=0.3, is_mute=True, picked=1, noticing=0.6
    ),
    Plan("sixty runs, no twitch told", 60, 0.8, answering=0.9, writing=1.0, noticing=0.0, unjudged=0.2, seed=3),
)

MODEL = """
import json, sys, time
import jax
jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np
from jax.scipy.special import log_ndtr, ndtr, ndtri

NODES = np.array([10.0, 15.0, 21.0975, 30.0, 42.195, 56.0, 75.0, 100.0, 130.0, 161.0]) * 1e3
Y, W = np.polynomial.hermite_e.hermegauss(11)
W = W / W.sum()

def loglog(chance):
    return np.log(-np.log1p(-chance))

class Model:
    def __init__(self, prior):
        self.prior, self.names, each = prior, list(prior["covariate"]), list(prior["covariate"].values())
        for name in ("mean", "sd", "low", "high"):
            setattr(self, name, np.array([one[name] for one in each]))
        people = [one["population"] for one in each]
        self.centre = np.array([p["share"] if "share" in p else p["mean"] for p in people])
        self.variance = np.array([p["share"] * (1 - p["share"]) if "share" in p else p["sd"] ** 2 for p in people])
        self.off = np.array([one.get("off", False) for one in each])
        self.history = self.names.index("cramp_history")
        events = prior["baseline"]
        where, chance, low, high = (
            np.array([event[name] for event in events]) for name in ("distance", "probability", "low", "high")
        )
        error = (loglog(high) - loglog(low)) / (2 * 1.959963984540054)
        log_nodes = np.log(NODES)
        self.published = np.interp(log_nodes, np.log(where), loglog(chance))
        self.error = np.interp(log_nodes, np.log(where), error)
        self.shorter = np.minimum(log_nodes - np.log(21097.5), 0.0)
        self.dimension = 11 + len(each)

    def unknowns(self, xi, untold):
        p = self.prior
        m, s = p["frailty"]["mean"], p["frailty"]["sd"]
        below = ndtr(-m / s)
        tau = m + s * ndtri(below + ndtr(xi[1]) * (1 - below))
        beta = self.mean + self.sd * xi[11:]
        left = jnp.maximum(tau**2 - beta[self.history] ** 2 * self.variance[self.history], 0.0)
        spread = left + (beta**2 * self.variance * untold).sum()
        own = jnp.where(spread > 0, jnp.sqrt(jnp.where(spread > 0, spread, 1.0)), 0.0)
        return {
            "p": p["shape"]["median"] * jnp.exp(p["shape"]["log_sd"] * xi[0]),
            "left": left, "b": own * xi[2], "delta": xi[3], "beta": beta,
            "reporting": p["reporting"]["log_mean"] + p["reporting"]["log_sd"] * xi[4],
            "r": np.log(p["training"]["ratio"]) + p["training"]["log_sd"] * xi[5],
            "log_rho": np.log(p["near"]["median"]) + p["near"]["log_sd"] * xi[6],
            "gamma": p["again"]["mean"] + p["again"]["sd"] * xi[7],
            "log_alpha": log_ndtr(xi[8]), "alpha_not": ndtr(-xi[8]),
            "log_lambda": log_ndtr(xi[9]), "lambda_not": ndtr(-xi[9]),
            "log_nu": log_ndtr(xi[10]), "nu_not": ndtr(-xi[10]),
        }

    def level(self, u, distance):
        on = ~self.off
        target = (self.published + u["delta"] * self.error + u["reporting"] + u["p"] * self.shorter)[:, None]
        m = (u["beta"] * self.centre * on).sum()
        v = (u["beta"] ** 2 * self.variance * on).sum() + u["left"]
        shift = m + jnp.sqrt(v) * Y

        def apart(a, u, shift, target):
            # How far the field's log cumulative hazard is from the target, and its slope.
            hazard = jnp.exp(a + shift)
            only = near_only(hazard, u)
            nothing = jnp.exp(-(1 + jnp.exp(u["log_rho"])) * hazard)
            chance = (W * (1 - nothing - only)).sum(axis=1, keepdims=True)
            by = (W * hazard * (nothing + jnp.exp(u["gamma"]) * only)).sum(axis=1, keepdims=True)
            whole = -jnp.log1p(-chance)
            return jnp.log(whole) - target, by / (1 - chance) / whole

        # Newton's steps need no derivative of their own: one more step from the root has it.
        fixed = jax.lax.stop_gradient
        held, still, aim = {name: fixed(value) for name, value in u.items()}, fixed(shift), fixed(target)
        a = aim - fixed(m) - fixed(v) / 2
        for _ in range(5):
            value, by = apart(a, held, still, aim)
            a = a - jnp.clip(value / by, -1.0, 1.0)
        root = fixed(a)
        value, by = apart(root, u, shift, target)
        a = root - value / fixed(by)
        return jnp.interp(jnp.log(distance), np.log(NODES), a[:, 0])

    def log_hazard(self, u, distance, is_race, steps, variance):
        covariates = steps @ u["beta"] + 0.5 * variance @ u["beta"] ** 2
        return self.level(u, distance) + covariates + u["b"] - u["r"] * (1.0 - is_race)

    def steps(self, table, profile, untold):
        count = len(table["over_pace"])
        steps, variance = np.zeros((count, len(self.names))), np.zeros((count, len(self.names)))
        for j, name in enumerate(self.names):
            if name in profile:
                value = np.full(count, self.centre[j] if name in untold else float(profile[name]))
                spread = np.zeros(count)
            else:
                value = np.array(table[name], float)
                sd = np.array(table.get(name + "_sd", np.zeros(count)), float)
                unknown = np.isnan(value)
                spread = np.where(unknown, 0.0 if self.off[j] else self.variance[j], sd**2)
                value = np.where(unknown, self.centre[j], np.clip(value, self.low[j], self.high[j]))
            steps[:, j] = value - (self.centre[j] if self.off[j] else 0.0)
            variance[:, j] = spread
        return steps, variance

    def masked(self, untold):
        return np.array([name in untold for name in self.names], float)

    def data(self, diary, width):
        # A diary as arrays of so many runs, all of one size so that they are compiled once.
        count = len(diary["told"])
        steps, variance = self.steps(diary, diary["profile"], diary["untold"])
        columns = {
            "kind": np.array([KINDS.index(kind) for kind in diary["told"]]),
            "steps": steps, "variance": variance, "counts": np.ones(count),
            **{name: np.array(diary[name], float) for name in ("distance", "is_race", "is_picked", "is_told_only")},
            **{name: np.nan_to_num(np.array(diary[name], float), nan=0.5) for name in ("near_at", "cramp_at")},
        }
        padded = {
            name: np.concatenate([column, np.repeat(column[:1], width - count, axis=0)])
            for name, column in columns.items()
        }
        padded["counts"][count:] = 0.0
        return padded | {"untold": self.masked(diary["untold"])}

    def log_likelihood(self, xi, data, rows=None):
        # Of a diary; rows of each kind, where they are known when it is compiled.
        u = self.unknowns(xi, data["untold"])
        s = jnp.exp(self.log_hazard(u, data["distance"], data["is_race"], data["steps"], data["variance"]))
        if rows is None:
            each = jnp.select(
                [data["kind"] == kind for kind in range(len(KINDS))],
                [self.of_kind(kind, s, *(data[name] for name in OF_EACH), u) for kind in KINDS],
            )
            return (each * data["counts"]).sum()
        return sum(
            self.of_kind(KINDS[kind], s[here], *(data[name][here] for name in OF_EACH), u).sum()
            for kind, here in rows.items()
        )

    def of_kind(self, kind, s, u1, u2, picked, told_only, u):
        # Of what is told; of a run that was picked only where it came; if need be divided by the chance of being told.
        nothing, near, cramp = jnp.exp(-(1 + jnp.exp(u["log_rho"])) * s), near_only(s, u), cramped(s, u)
        uneventful = nothing + u["nu_not"] * near
        each = self.of_telling(kind, s, u1, u2, uneventful, near, cramp, u)
        alpha, lam, nu = (jnp.exp(u[name]) for name in ("log_alpha", "log_lambda", "log_nu"))
        told = alpha * uneventful + lam * (nu * near + cramp)
        each = each - jnp.where(told_only > 0, jnp.log(told), 0.0)
        if kind in ("none", "silent"):
            return each
        place = {"near": u1, "cramp": u2, "near_then_cramp": u2}.get(kind)
        where = 0.0 if place is None else jnp.log(u["p"]) + (u["p"] - 1) * jnp.log(place)
        return jnp.where(picked > 0, where, each)

    def of_telling(self, kind, s, u1, u2, uneventful, near, cramp, u):
        p, log_p, rho, g = u["p"], jnp.log(u["p"]), jnp.exp(u["log_rho"]), jnp.exp(u["gamma"])
        log_h = lambda place: jnp.log(s) + log_p + (p - 1) * jnp.log(place)
        free = lambda place: -(1 + rho) * s * place**p
        if kind == "none":
            return u["log_alpha"] + jnp.log(uneventful)
        if kind == "silent":
            return jnp.log(u["alpha_not"] * uneventful + u["lambda_not"] * (jnp.exp(u["log_nu"]) * near + cramp))
        if kind == "near":
            told = u["log_lambda"] + u["log_nu"] + u["log_rho"]
            return told + log_h(u1) + free(u1) - g * s * (1 - u1**p)
        if kind == "near_somewhere":
            return u["log_lambda"] + u["log_nu"] + jnp.log(near)
        if kind == "cramp":
            before = s * u2**p
            ready = jnp.exp(-(1 + rho) * before) + u["nu_not"] * g * near_only(before, u)
            return u["log_lambda"] + log_h(u2) + jnp.log(ready)
        if kind == "near_then_cramp":
            told = u["log_lambda"] + u["log_nu"] + u["log_rho"] + u["gamma"]
            return told + log_h(u1) + log_h(u2) + free(u1) - g * s * (u2**p - u1**p)
        return u["log_lambda"] + jnp.log(cramp)

KINDS = ("none", "silent", "near", "near_somewhere", "cramp", "near_then_cramp", "cramp_somewhere")
OF_EACH = ("near_at", "cramp_at", "is_picked", "is_told_only")

def near_only(s, u):
    rho, g = jnp.exp(u["log_rho"]), jnp.exp(u["gamma"])
    x = (1 + rho - g) * s
    small = jnp.abs(x) < 1e-6
    ratio = jnp.where(small, 1 - x / 2, -jnp.expm1(-jnp.where(small, 1.0, x)) / jnp.where(small, 1.0, x))
    return rho * s * jnp.exp(-g * s) * ratio

def cramped(s, u):
    return -jnp.expm1(-(1 + jnp.exp(u["log_rho"])) * s) - near_only(s, u)

def log_density_of(prior, diary):
    model = Model(prior)
    data = model.data(diary, len(diary["told"]))
    rows = {kind: np.flatnonzero(data["kind"] == kind) for kind in sorted(set(data["kind"].tolist()))}
    return model, lambda xi: model.log_likelihood(xi, data, rows) - 0.5 * (xi**2).sum()
"""
"""The model of docs/hazard.md in JAX, written from that document."""
DENSITIES = """
given = json.load(sys.stdin)
model, points = Model(given["prior"]), np.array(given["points"])
for diary in given["diaries"]:
    density = jax.jit(jax.vmap(log_density_of(given["prior"], diary)[1]))
    print(json.dumps(density(points).tolist()), flush=True)
print(json.dumps({"jax": jax.__version__}))
"""
"""The log-density of each diary at some points."""
SAMPLE = """
import numpyro
from numpyro import distributions
from numpyro.diagnostics import effective_sample_size, gelman_rubin
from numpyro.infer import MCMC, NUTS

given = json.load(sys.stdin)
chains, warm, kept = given["chains"], given["warm_up"], given["draws"]
model = Model(given["prior"])

def diary_model(data):
    xi = numpyro.sample("xi", distributions.Normal(0.0, 1.0).expand([model.dimension]).to_event(1))
    numpyro.factor("diary", model.log_likelihood(xi, data))

@jax.jit
def chances(points, drawn, untold, distance, is_race):
    def chance(xi, steps):
        u = model.unknowns(xi, untold)
        hazard = model.log_hazard(u, distance, is_race, steps[None], jnp.zeros((1, len(model.names))))
        return cramped(jnp.exp(hazard), u)[0]
    return jax.vmap(chance)(points, drawn)

def forecast(points, diary, run, seed):
    table = {name: [run.get(name, np.nan if "_sd" not in name else 0.0)] for name in given["columns"]}
    mean, variance = model.steps(table, diary["profile"], diary["untold"])
    luck = np.random.default_rng(seed).standard_normal((len(points), len(model.names)))
    drawn = np.where(model.off, 0.0, np.clip(mean + np.sqrt(variance) * luck, model.low, model.high))
    there = np.array([run["distance"]]), float(run["is_race"])
    return np.asarray(chances(points, drawn, model.masked(diary["untold"]), *there))

def quantities(values):
    return np.array([values.mean(), *np.percentile(values, [10.0, 50.0, 90.0])])

def short(values):
    return [float(f"{value:.5g}") for value in values]

widest = max(len(diary["told"]) for diary in given["diaries"])
kernel = NUTS(diary_model, dense_mass=True, target_accept_prob=0.85)
mcmc = MCMC(kernel, num_warmup=warm, num_samples=kept, num_chains=chains, chain_method="vectorized",
            progress_bar=False, jit_model_args=True)
for index, diary in enumerate(given["diaries"]):
    start, width = time.perf_counter(), 64 if len(diary["told"]) <= 64 else widest
    mcmc.run(jax.random.PRNGKey(index), model.data(diary, width), extra_fields=("diverging", "num_steps"))
    xi, extra = np.asarray(mcmc.get_samples(group_by_chain=True)["xi"]), mcmc.get_extra_fields()
    flat = xi.reshape(-1, model.dimension)
    ess, square = effective_sample_size(xi), (xi - flat.mean(axis=0)) ** 2
    error = square.std(axis=(0, 1)) / square.mean(axis=(0, 1)) / np.sqrt(effective_sample_size(square))
    told = {
        "mean": short(flat.mean(axis=0)), "sd": short(flat.std(axis=0)), "ess": short(ess),
        "square_error": short(error), "r_hat": short(gelman_rubin(xi)),
        "divergences": int(extra["diverging"].sum()), "seconds": round(time.perf_counter() - start),
        "forecast": {}, "error": {},
    }
    for name, run in given["forecasts"].items():
        chance = forecast(flat, diary, run, index)
        parts = np.array([quantities(part) for part in chance.reshape(-1, len(chance) // (5 * chains))])
        told["forecast"][name] = short(quantities(chance))
        told["error"][name] = short(parts.std(axis=0, ddof=1) / np.sqrt(len(parts)))
    print(json.dumps(told), flush=True)
    print(f"{diary['name']}: {told['seconds']:.0f} s, least ESS {min(ess):.0f}, worst R-hat {max(told['r_hat']):.4f}, "
          f"{told['divergences']} divergences, {extra['num_steps'].mean():.1f} steps a draw", file=sys.stderr,
          flush=True)
print(json.dumps({"numpyro": numpyro.__version__, "jax": jax.__version__}))
"""
"""NUTS for each diary, and its forecasts; the errors of these come from five batches of each chain."""


def simulated(plan: Plan) -> dict[str, Any]:
    """A diary, by column."""
    rng = np.random.default_rng(plan.seed)
    profile = dict(zip(PROFILE, (0.0, 1.0, *(float(rng.random() < OF_PROFILE) for _ in range(4)), 0.7), strict=True))
    profile["cramp_history"] = float(plan.picked > 0 or plan.level > 0.0)
    rows: list[list[Any]] = []
    while len(rows) < plan.runs:
        picked = len(rows) < plan.picked
        is_race = bool(rng.random() < RACES) or picked
        length = float(
            np.round(rng.choice([10e3, 15e3, 21097.5, 42195.0, 60e3] if is_race else rng.uniform(10e3, 32e3, 5)))
        )
        run = {name: nan if rng.random() < UNKNOWN else value for name, value in covariates(rng).items()}
        sds = {"over_pace_sd": float(rng.choice([0.0, 0.6])), "wbgt_sd": float(rng.choice([0.0, 0.4]))}
        log_hazard = (
            plan.level
            - 1.5
            + 1.5 * np.log(length / 42195.0)
            + 0.3 * np.nan_to_num(run["over_pace"])
            - 0.9 * (not is_race)
        )
        told, near_at, cramp_at = told_of(rng, float(np.exp(log_hazard)), plan, picked=picked)
        if told not in ({"none", "silent"} if picked else {"silent"} if plan.is_mute else ()):
            judged = 0.5 if plan.unjudged and rng.random() < plan.unjudged else is_race
            why = (picked, plan.is_mute and not picked)
            rows.append([told, length, judged, near_at, cramp_at, *why, *run.values(), *sds.values()])
    columns = dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
    return {"name": plan.name, "untold": list(plan.untold), "profile": profile, **columns}


def covariates(rng: np.random.Generator) -> dict[str, float]:
    """Covariates of one run, in steps, some beyond what a cohort had."""
    yes, slow, heat = float(rng.random() < BEYOND), float(rng.gamma(1.5, 0.3)), float(rng.normal(0.3, 0.6))
    drawn = (float(rng.normal(-0.5, 1.5)), float(rng.normal(0.0, 0.8)), yes, heat, float(rng.normal(2.0, 1.2)), slow)
    return dict(zip(OF_RUNS, (round(each, 3) for each in drawn), strict=True))


def told_of(rng: np.random.Generator, hazard: float, plan: Plan, *, picked: bool) -> tuple[str, float, float]:
    """What is told of a run with such a cumulative hazard, and where the near-cramp and the cramp came."""
    shape, ratio, again = 3.5, 3.0, 2.4
    first = rng.exponential() / ((1.0 + ratio) * hazard)
    is_near = rng.random() < ratio / (1.0 + ratio)
    cramp = first + rng.exponential() / (again * hazard) if is_near else first
    near_at, cramp_at = (round(float(each ** (1.0 / shape)), 4) for each in (first, cramp))
    is_near = is_near and not (plan.noticing < 1.0 and rng.random() >= plan.noticing)
    if first >= 1.0 or (cramp >= 1.0 and not is_near):
        return ("none" if rng.random() < plan.answering else "silent"), nan, nan
    if not picked and rng.random() > plan.writing:
        return "silent", nan, nan
    is_placed = rng.random() > plan.placeless
    if cramp >= 1.0:
        return ("near", near_at, nan) if is_placed else ("near_somewhere", nan, nan)
    if not is_placed:
        return "cramp_somewhere", nan, nan
    return ("near_then_cramp", near_at, cramp_at) if is_near else ("cramp", nan, cramp_at)


def told_prior() -> dict[str, Any]:
    """The numbers of the prior, without where they come from."""
    said = {"findings", "judgement", "unit", "grade"}

    def plain(table: Any) -> Any:  # noqa: ANN401  # of any depth
        if isinstance(table, dict):
            return {key: plain(value) for key, value in table.items() if key not in said and value is not None}
        return [plain(row) for row in table] if isinstance(table, (list, tuple)) else table

    prior = priors()
    kept = {
        name: plain(asdict(getattr(prior, name)))
        for name in ("shape", "frailty", "reporting", "training", "near", "again")
    }
    kept["baseline"] = [plain(asdict(each)) for each in prior.baseline]
    kept["covariate"] = {name: plain(asdict(each)) for name, each in prior.covariate.items()}
    return kept


def counts(diary: Table) -> str:
    """How often each thing is told in a diary."""
    told = diary["told"]
    return ", ".join(f"{told.count(kind)} {kind}" for kind in sorted(set(told)))


def answers(interpreter: str, script: str, given: dict[str, Any]) -> list[Any]:
    """What the model, in another environment, prints: a line of JSON for each diary, and the versions."""
    command = [interpreter, "-W", "ignore", "-c", MODEL + script]
    done = subprocess.run(command, input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit("The model does not run there.")
    return [json.loads(line) for line in done.stdout.splitlines()]


def densities(interpreter: str, diaries: list[dict[str, Any]]) -> dict[str, Any]:
    """The diaries with their log-densities: all of the reference but what NUTS makes of them."""
    prior = told_prior()
    points = some_points(11 + len(prior["covariate"])).tolist()
    *found, versions = answers(interpreter, DENSITIES, {"prior": prior, "diaries": diaries, "points": points})
    full = [diary | {"log_density": density} for diary, density in zip(diaries, found, strict=True)]
    return {"place": f"JAX {versions['jax']}", "prior": prior, "forecast": FORECASTS, "diary": full}


def sampled(interpreter: str, told: dict[str, Any], processes: int) -> dict[str, Any]:
    """What NUTS makes of the diaries: everything that the reference holds."""
    diaries = told["diary"]
    given = {
        "prior": told["prior"],
        "forecasts": FORECASTS,
        "columns": (*OF_RUNS, "over_pace_sd", "wbgt_sd"),
        "chains": CHAINS,
        "warm_up": WARM_UP,
        "draws": DRAWS,
    }
    with ThreadPoolExecutor(processes) as pool:
        shares = [given | {"diaries": diaries[first::processes]} for first in range(processes)]
        found = list(pool.map(lambda share: answers(interpreter, SAMPLE, share), shares))
    versions = found[0][-1]
    tool = f"NumPyro {versions['numpyro']} on JAX {versions['jax']}"
    chains = f"NUTS, {CHAINS} chains of {DRAWS} draws after {WARM_UP}, float64"
    place = f"{tool}, {chains}; `python benchmarks/against_nuts.py --numpyro PYTHON`"
    full = [diary | {"nuts": found[index % processes][index // processes]} for index, diary in enumerate(diaries)]
    return told | {"place": place, "diary": full}


def toml(told: Any) -> str:  # noqa: ANN401  # whatever TOML has
    """A value in TOML, on one line."""
    if isinstance(told, dict):
        return "{ " + ", ".join(f"{key} = {toml(value)}" for key, value in told.items()) + " }"
    if isinstance(told, (list, tuple)):
        return "[" + ", ".join(map(toml, told)) + "]"
    if isinstance(told, float):
        return repr(told)
    return json.dumps(told)


def write(told: Table) -> None:
    """Write the reference."""
    lines = [
        "# What NUTS makes of simulated diaries by the model of docs/hazard.md, written from that document alone.",
        "# Distances in m, covariates in steps of the prior (nan: unknown), places as shares of the run. Of each",
        "# unknown, in the order of the document: mean, standard deviation, effective draws, relative error of the",
        "# variance and R-hat; of each chance mean, 10th, 50th and 90th percentile, and their errors. Beside it the",
        "# log-density at six points.",
        "",
        f"place = {toml(told['place'])}",
    ]
    for name in ("prior", "forecast"):
        lines += ["", f"[{name}]", *(f"{key} = {toml(value)}" for key, value in told[name].items())]
    for diary in told["diary"]:
        lines += ["", "[[diary]]", *(f"{key} = {toml(value)}" for key, value in diary.items() if key != "nuts")]
        if "nuts" in diary:
            lines += ["", "[diary.nuts]", *(f"{key} = {toml(value)}" for key, value in diary["nuts"].items())]
    REFERENCE.write_text("\n".join(lines) + "\n", "utf-8")


def print_agreement(told: Table) -> None:
    """A line for each diary."""
    prior = prior_of(told)
    print("differences of ours from NUTS, and in brackets the largest standard error of NUTS alone")
    print(f"{'diary':45}{'mean / sd':>16}{'sd ratio':>16}{'chance, points':>17}{'of 1/sqrt(ours)':>17}{'ms':>7}")
    for diary in told["diary"]:
        apart = float(np.abs(log_densities(diary, prior) - diary["log_density"]).max())
        if "nuts" not in diary:
            print(f"{diary['name']:45} log-density differs by {apart:.1e}")
            continue
        start = time.perf_counter()
        posterior = learned_from(diary, prior)
        seconds = time.perf_counter() - start
        found = Agreement.of(diary, told, posterior)
        cells = [
            (np.abs(found.means).max(), found.mean_error.max()),
            (np.abs(found.spreads).max(), found.spread_error.max()),
            (
                100.0 * max(np.abs(each).max() for each in found.forecasts.values()),
                100.0 * max(each.max() for each in found.forecast_error.values()),
            ),
        ]
        row = "".join(f"{difference:9.3f} ({error:.3f})" for difference, error in cells)
        print(
            f"{diary['name']:45}{row}{found.effective**-0.5:10.3f}{1000.0 * seconds:9.0f}  {posterior.diagnosis.method}"
        )
        print(f"    {counts(diary)}; log-density differs by {apart:.1e}")


def main() -> None:
    """Print the table, and with an interpreter write the reference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numpyro", metavar="PYTHON", help="interpreter with NumPyro")
    parser.add_argument("--processes", type=int, default=1, help="how many diaries are sampled at a time")
    parser.add_argument("--only-densities", action="store_true", help="without NUTS: densities need JAX alone")
    chosen = parser.parse_args()
    if chosen.numpyro:
        told = densities(chosen.numpyro, [simulated(plan) for plan in PLANS])
        write(told if chosen.only_densities else sampled(chosen.numpyro, told, chosen.processes))
    told = reference()
    print(told["place"])
    print_agreement(told)


if __name__ == "__main__":
    main()
