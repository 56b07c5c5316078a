"""What learning from 5,000 runs costs, one more run, a forecast with what-ifs; and nutpie on that model and diary.

The diary is made up: about twenty cramps, most runs answered "none", some hundred silent. With ``--peer PYTHON``,
an interpreter in which nutpie and JAX are: the model of benchmarks/against_nuts.py compiled and sampled by nutpie for
about as many independent draws as ours, fewer than by its own settings, in a process of its own. Others may use the
machine meanwhile: medians of repeats, wall time and processor time; how busy it was is said.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / part) for part in ("", "tests")]

from benchmarks.against_nuts import FORECASTS, MODEL, Plan, counts, simulated, told_prior  # scripts, not a package

from risk.nuts_reference import exposure_of, runs_of
from uncramp.domain.sentence import say
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.risk.diary import Diary
from uncramp.risk.forecast import forecast
from uncramp.risk.posterior import learn
from uncramp.risk.whatif import Alternative, Lever, ranked

PLAN = Plan("five thousand runs", 5000, -3.0, answering=0.93, writing=0.95, untold=("family_history",))
MOST = {"learn": 0.3, "one more run": 0.020, "forecast with its curve": 0.100, "and five what-ifs": 0.100}
"""Targets, s."""
WANTED = 50.0
"""How many times as fast as the peer, with what it compiles."""
REPEATS = 15
LONGEST = 20.0
"""After so many seconds nothing is repeated any more."""
CHANGED = {
    (Lever.EVEN_PACE, Covariate.OVER_PACE): {"over_pace": 0.0, "over_pace_sd": 0.0},
    (Lever.SLOWER_FIRST_THIRD, Covariate.OVER_PACE): {"over_pace": 0.5},
    (Lever.START_HOUR, Covariate.WBGT): {"wbgt": 0.2},
    (Lever.EASY_DAYS, Covariate.RECENT_SESSION_TIME): {"recent_session_time": -0.5},
    (Lever.SHORTER, Covariate.BEYOND_LONGEST): {"distance": 21097.5, "beyond_longest": 0.0},
}
"""What is changed of the marathon, in steps."""
HOW = {"chains": 2, "tune": 400, "draws": 500}
PEER = """
import nutpie

given = json.load(sys.stdin)
start = time.perf_counter()
used = time.process_time()
model, density = log_density_of(given["prior"], given["diary"])
value_and_slope = jax.jit(jax.value_and_grad(density))

def make_logp():
    def logp(point):
        value, slope = value_and_slope(point)
        return float(value), np.asarray(slope, dtype=np.float64)
    return logp

def make_expand(*seeds, **more):
    return lambda point: {"xi": np.asarray(point)}

compiled = nutpie.compiled_pyfunc.from_pyfunc(
    model.dimension, make_logp, make_expand, [np.dtype("float64")], [(model.dimension,)], ["xi"],
)
value_and_slope(np.zeros(model.dimension))
compiled_at = time.perf_counter()
trace = nutpie.sample(compiled, progress_bar=False, cores=given["cores"], seed=1, **given["how"])
end = time.perf_counter()
xi = np.asarray(trace.posterior["xi"])
print(json.dumps({
    "version": nutpie.__version__, "compiling": compiled_at - start, "whole": end - start,
    "used": time.process_time() - used, "chains": xi.shape[0], "draws": xi.shape[1],
    "mean": xi.mean(axis=(0, 1)).tolist(), "sd": xi.std(axis=(0, 1)).tolist(),
}))
"""


def timed(compute: Callable[[], object]) -> tuple[float, float]:
    """Median wall and processor seconds."""
    compute()
    found: list[tuple[float, float]] = []
    until = time.perf_counter() + LONGEST
    while len(found) < REPEATS and (not found or time.perf_counter() < until):
        wall, used = time.perf_counter(), time.process_time()
        compute()
        found.append((time.perf_counter() - wall, time.process_time() - used))
    wall, used = (statistics.median(each) for each in zip(*found, strict=True))
    return wall, used


def changes(run: Exposure, profile: Mapping[str, float]) -> tuple[Alternative, ...]:
    """What-ifs for the marathon."""
    return tuple(
        Alternative(lever, say("changed"), run, exposure_of(FORECASTS["marathon"] | more, profile, priors()), covariate)
        for (lever, covariate), more in CHANGED.items()
    )


def main() -> None:
    """Print the times and, with a peer, the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter with nutpie and JAX")
    chosen = parser.parse_args()
    diary, prior = simulated(PLAN), priors()
    runs, untold = runs_of(diary, prior), [Covariate(name) for name in diary["untold"]]
    whole = Diary.of(runs, prior)
    posterior = learn(whole, prior, untold)
    profile = {name: value for name, value in diary["profile"].items() if name not in diary["untold"]}
    marathon, draws = exposure_of(FORECASTS["marathon"], profile, prior), posterior.draws
    alternatives = changes(marathon, profile)
    print(f"{os.cpu_count()} cores, of which {os.getloadavg()[0]:.1f} were asked for in the minute before")
    print(f"{len(whole)} runs: {counts(diary)}")
    print(f"{posterior.diagnosis}; up to {REPEATS} repeats")
    wall, used = {}, {}
    for name, compute in {
        "learn": lambda: learn(whole, prior, untold),
        "one more run": lambda: posterior.with_run(runs[7]),
        "forecast with its curve": lambda: forecast(marathon, prior, draws),
        "and five what-ifs": lambda: (forecast(marathon, prior, draws), ranked(alternatives, prior, draws)),
    }.items():
        wall[name], used[name] = timed(compute)
        most = MOST[name]
        judged = "kept" if wall[name] <= most else "kept in processor time" if used[name] <= most else "missed"
        cells = f"{1000 * wall[name]:9.1f} ms wall{1000 * used[name]:9.1f} ms of processor time"
        print(f"{name:25}{cells}, target {1000 * most:g}: {judged}")
    if chosen.peer is None:
        print("nutpie not measured: give the Python of an environment in which it is, with --peer")
        return
    given = json.dumps({"prior": told_prior(), "diary": diary, "cores": os.cpu_count(), "how": HOW})
    command = [chosen.peer, "-W", "ignore", "-c", MODEL + PEER]
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit("nutpie does not run there.")
    told = json.loads(done.stdout)
    weights = np.exp(posterior.log_weights - posterior.log_weights.max())
    mean = weights @ posterior.points / weights.sum()
    apart = float(np.abs((mean - told["mean"]) / told["sd"]).max())
    print(
        f"nutpie {told['version']}: {told['whole']:.1f} s wall, {told['used']:.1f} s of processor time,"
        f" compiling {told['compiling']:.1f} s of the wall time;"
        f" {told['chains']} chains of {told['draws']} draws; means differ by {apart:.2f} SD"
    )
    ratios = told["whole"] / wall["learn"], told["used"] / used["learn"]
    print(f"ratio {ratios[0]:.0f} in wall time, {ratios[1]:.0f} in processor time, target {WANTED:g}")


if __name__ == "__main__":
    main()
