"""What a population's fit to a million person-kilometres costs, and statsmodels on the same data in the same run.

Made-up runners with 14 covariates, some the same in all kilometres of a run. With ``--peer PYTHON``, an interpreter in
which statsmodels is: its GLM with the same link, as it comes and told to be as exact. Others may use the machine
meanwhile: times are processor time and wall time, medians of repeats; the benchmark fails if the results differ.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from json import loads
from pathlib import Path
from typing import Any

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.risk.population import population_fit

ROWS, COVARIATES, KILOMETRES = 1_000_000, 14, 25
REPEATS = 5
ALIKE, WANTED = 1e-6, 10.0
"""How far coefficients may be apart, and how many times as fast ours should be."""
PEER = """
import json, sys, time
import numpy as np
import statsmodels
import statsmodels.api as sm

with np.load(sys.argv[1]) as data:
    design, events, offset = data["design"], data["events"], data["offset"]
told = {"version": statsmodels.__version__}
link = sm.families.links.CLogLog()
for name, how in {"as it comes": {}, "to 1e-12": {"tol": 1e-12, "maxiter": 100}}.items():
    wall, used = time.perf_counter(), time.process_time()
    fit = sm.GLM(events, design, family=sm.families.Binomial(link=link), offset=offset).fit(**how)
    told[name] = {
        "wall": time.perf_counter() - wall, "used": time.process_time() - used, "coefficients": fit.params.tolist(),
        "log_likelihood": float(fit.llf),
    }
print(json.dumps(told))
"""


def person_kilometres() -> tuple[FloatArray, FloatArray, FloatArray]:
    """A design with a level, events and an offset."""
    rng = np.random.default_rng(56)
    runs = ROWS // KILOMETRES
    of_runs = np.repeat(rng.normal(size=(runs, COVARIATES // 2)), KILOMETRES, axis=0)
    yes = np.repeat(rng.binomial(1, 0.3, (runs, COVARIATES - COVARIATES // 2)), KILOMETRES, axis=0)
    design = np.column_stack([np.ones(ROWS), of_runs, yes])
    share = np.tile(np.arange(1, KILOMETRES + 1) / KILOMETRES, runs)
    offset = np.log(share**3.9 - (share - 1 / KILOMETRES) ** 3.9)
    effects = np.concatenate([[-3.0], 0.3 * rng.standard_normal(COVARIATES)])
    events = (rng.random(ROWS) < -np.expm1(-np.exp(design @ effects + offset))).astype(np.float64)
    return design, events, offset


def timed(compute: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall and processor seconds, and what came out."""
    wall, used = time.perf_counter(), time.process_time()
    found = compute()
    return time.perf_counter() - wall, time.process_time() - used, found


def main() -> None:
    """Print the times and, with a peer, the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter with statsmodels")
    chosen = parser.parse_args()
    data = person_kilometres()
    print(f"{os.cpu_count()} cores, of which {os.getloadavg()[0]:.1f} were asked for in the minute before")
    print(f"{ROWS} person-kilometres, {COVARIATES} covariates and a level, {data[1].sum():.0f} events")
    rounds = [timed(lambda: population_fit(*data)) for _ in range(REPEATS)]
    fit = rounds[0][2]
    wall, used = (statistics.median(each[kind] for each in rounds) for kind in (0, 1))
    print(f"ours: {wall:.3f} s wall, {used:.3f} s of processor time, {fit.iterations} steps")
    if chosen.peer is None:
        print("statsmodels not measured: give the Python of an environment in which it is, with --peer")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.npz"
        np.savez(path, design=data[0], events=data[1], offset=data[2])
        done = subprocess.run([chosen.peer, "-W", "ignore", "-c", PEER, str(path)], stdout=subprocess.PIPE, check=True)
    told = loads(done.stdout)
    print(f"statsmodels {told.pop('version')}")
    for name, their in told.items():
        apart = float(np.abs(fit.coefficients - their["coefficients"]).max())
        print(
            f"  {name}: {their['wall']:.3f} s wall, {their['used']:.3f} s of processor time, ratios"
            f" {their['wall'] / wall:.1f} and {their['used'] / used:.1f}; coefficients differ by {apart:.1g}, the"
            f" log-likelihood by {fit.log_likelihood - their['log_likelihood']:.1g}"
        )
        if apart > ALIKE and their["log_likelihood"] > fit.log_likelihood:
            sys.exit("The results differ.")
    print(f"target: {WANTED:g} times as fast")


if __name__ == "__main__":
    main()
