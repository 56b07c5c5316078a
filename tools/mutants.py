"""Change one thing at a time in the formulas and see whether a test notices: ``make mutants``.

A mutant lives in a process of its own, which imports it in place of its module and runs that module's tests and tables
of reference. Who survives is listed, and docs/mutants.md says why. The order goes evenly through all modules, so that a
run that is cut short covers every one of them.
"""

import argparse
import ast
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from math import inf
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import Phase, settings

from mutations import SOURCE, Mutant, mutants, mutated

ROOT = Path(__file__).parents[1]
PACKAGE = "uncramp.physiology"
TESTS = ROOT / "tests" / "physiology"
OUT = ROOT / "build" / "mutants.jsonl"
EXAMPLES = 15  # of Hypothesis, drawn from one seed
WALL_PER_CPU = 6.0  # others use the machine too
PARTS = [each.name for each in fields(Mutant)]
KILLED, SURVIVED, LATE = "killed", "survived", "timed out"


@dataclass
class Instead(MetaPathFinder, Loader):
    """Imports a changed tree in place of a module."""

    name: str
    path: Path
    tree: ast.Module

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Of the one module; others come from where they lie."""
        del path, target
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        exec(compile(self.tree, self.path, "exec"), module.__dict__)  # noqa: S102  # our own source, one node changed


@dataclass
class Own:
    """What pytest runs of a module: its tests and its tables, the quickest first."""

    module: str
    seconds: dict[str, float] = field(default_factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Leave the tables of other modules out."""
        if metafunc.module.__name__.endswith("test_reference"):
            for mark in metafunc.definition.iter_markers("parametrize"):
                mark.args[1][:] = [case for case in mark.args[1] if self.is_own(case.values[0])]

    def is_own(self, table: dict[str, object]) -> bool:
        """Whether a table is of the module."""
        return str(table["function"]).startswith(f"{PACKAGE}.{self.module}:")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Begin with what is quickest; the tests of the tables themselves are not of the module."""
        own = [item for item in items if item.path.name != "test_reference.py" or hasattr(item, "callspec")]
        items[:] = sorted(own, key=lambda item: self.seconds.get(item.nodeid, 0.0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long a test took."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration


def instead_of(module: str, tree: ast.Module) -> None:
    """Let this process import the tree as the module."""
    sys.meta_path.insert(0, Instead(f"{PACKAGE}.{module}", SOURCE / f"{module}.py", tree))


def run_tests(own: Own, folder: str) -> int:
    """Exit code of the tests of a module, in this process."""
    quiet = ["-q", "-x", "--tb=no", "--no-header", "--no-summary", "--assert=plain", "-p", "no:cacheprovider"]
    drawn = ["--hypothesis-seed=0", "--hypothesis-profile=mutants", f"--basetemp={folder}", f"--rootdir={ROOT}"]
    paths = [str(TESTS / f"test_{own.module}.py"), str(TESTS / "test_reference.py")]
    return int(pytest.main([*quiet, *drawn, *paths], plugins=[own]))


def in_a_process(work: Callable[[str], int], folder: str, cpu: float) -> int:
    """Fork; the number of the process, which ends itself with what the work returns."""
    process = os.fork()
    if process:
        return process
    code = 99
    try:
        os.setsid()
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(cpu) + 1, int(cpu) + 3))
        code = work(folder)
    finally:
        os._exit(code)


def baseline(module: str, folder: Path) -> tuple[dict[str, float], float]:
    """How long each test of the untouched module takes, and all of them; preloads what they import."""
    note = folder / f"{module}.json"

    def work(place: str) -> int:
        own = Own(module)
        instead_of(module, ast.parse((SOURCE / f"{module}.py").read_text("utf-8")))
        code = run_tests(own, place)
        note.write_text(json.dumps([own.seconds, sorted(sys.modules), time.process_time()]), "utf-8")
        return code

    process = in_a_process(work, str(folder / f"{module}-base"), 600.0)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status != 0:
        sys.exit(f"The tests of {module} fail without any mutant: exit code {status}")
    seconds, loaded, cpu = json.loads(note.read_text("utf-8"))
    for name in loaded:
        top = name.partition(".")[0]
        is_ours = top == "uncramp" and not name.startswith("uncramp.domain")
        is_known = top in {"numpy", "scipy", "hypothesis", "django", "lwbgt", "cattrs", "attr", "uncramp", "asyncio"}
        if is_known and not is_ours and name not in sys.modules:
            try:
                importlib.import_module(name)
            except Exception:  # noqa: BLE001, S112  # only to save time
                continue
    return seconds, float(cpu)


@dataclass
class Running:
    """A mutant at work."""

    mutant: Mutant
    began: float
    limit: float
    folder: Path


def outcome(status: int) -> str:
    """What the end of a process says: without an error it survived, a signal of the limit is late."""
    code = os.waitstatus_to_exitcode(status)
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return LATE
    return SURVIVED if code == 0 else KILLED if code in {1, 2} or code < 0 else f"error {code}"


def sample(modules: Sequence[str], seed: int, share: float) -> list[Mutant]:
    """Shuffled within each module, and interleaved so that every beginning of the list has as much of each."""
    ranked = []
    for module in modules:
        every = list(mutants(module))
        random.Random(f"{seed} {module}").shuffle(every)  # noqa: S311  # a sample, no secret
        ranked += [(rank / len(every), each) for rank, each in enumerate(every) if rank / len(every) < share]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def outcomes(file: Path) -> dict[Mutant, str]:
    """What became of the mutants of an earlier run; none where there was none."""
    rows = [json.loads(row) for row in file.read_text("utf-8").splitlines()] if file.exists() else []
    return {Mutant(**{name: row[name] for name in PARTS}): row["outcome"] for row in rows}


@dataclass
class Workshop:
    """Mutants at work, a few at a time, and what has become of the others."""

    folder: Path
    known: dict[str, tuple[dict[str, float], float]] = field(default_factory=dict)
    running: dict[int, Running] = field(default_factory=dict)

    def start(self, mutant: Mutant) -> None:
        """Let a mutant run; the first of a module waits for the tests of the original."""
        if mutant.module not in self.known:
            self.known[mutant.module] = baseline(mutant.module, self.folder)
            gc.freeze()  # so that no child collects what it inherits
        seconds, cpu = self.known[mutant.module]
        limit, place = 2.0 * cpu + 5.0, self.folder / f"{mutant.module}-{mutant.place}-{mutant.variant}"
        process = in_a_process(partial(work_on, mutant, seconds), str(place), limit)
        self.running[process] = Running(mutant, time.monotonic(), WALL_PER_CPU * limit, place)

    def ended(self) -> Iterator[tuple[Running, str]]:
        """Those that have come to an end since last asked."""
        for process, one in list(self.running.items()):
            if time.monotonic() - one.began > one.limit:
                os.kill(process, signal.SIGKILL)
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                del self.running[process]
                shutil.rmtree(one.folder, ignore_errors=True)
                yield one, outcome(status)


def run(queue: list[Mutant], out: Path, jobs: int, minutes: float) -> None:
    """Run mutants until they or the minutes end; one line of JSON each."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes are what runs side by side
    out.parent.mkdir(parents=True, exist_ok=True)
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutants", max_examples=EXAMPLES, deadline=None, database=None, phases=phases)
    ends, waiting = time.monotonic() + 60.0 * minutes, list(reversed(queue))
    with out.open("a", encoding="utf-8") as lines, tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        shop = Workshop(Path(folder))
        while shop.running or (waiting and time.monotonic() < ends):
            while waiting and len(shop.running) < jobs and time.monotonic() < ends:
                shop.start(waiting.pop())
            for one, result in shop.ended():
                row = vars(one.mutant) | {"outcome": result, "seconds": round(time.monotonic() - one.began, 2)}
                lines.write(json.dumps(row) + "\n")
                lines.flush()
            time.sleep(0.01)


def work_on(mutant: Mutant, seconds: dict[str, float], folder: str) -> int:
    """Exit code of the tests with the mutant in place of its module."""
    instead_of(mutant.module, mutated(mutant))
    return run_tests(Own(mutant.module, dict(seconds)), folder)


def table(found: dict[Mutant, str]) -> Iterator[str]:
    """Lines of a Markdown table, a module each."""
    yield "| Module | Mutants | Run | Killed | Timed out | Survived | Noticed |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    every = Counter(each.module for module in sorted({each.module for each in found}) for each in mutants(module))
    for module, total in [*every.items(), ("all", every.total())]:
        mine = Counter(result for each, result in found.items() if module in {each.module, "all"})
        killed, late, survived = (mine[kind] for kind in (KILLED, LATE, SURVIVED))
        share = f"{(killed + late) / mine.total():.1%}"
        yield f"| {module} | {total} | {mine.total()} | {killed} | {late} | {survived} | {share} |"


def main() -> None:
    """Run them, and print the table and who survived."""
    known = sorted(path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=known)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=inf, help="begin no further mutant after so long")
    parser.add_argument("--share", type=float, default=1.0, help="of each module's mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=OUT, help="a line of JSON each; goes on with it")
    parser.add_argument("--survivors-of", type=Path, help="only those that survived in this file")
    options = parser.parse_args()
    done, again = outcomes(options.out), outcomes(options.survivors_of) if options.survivors_of else None
    queue = [each for each in sample(options.modules, options.seed, options.share) if each not in done]
    if again is not None:
        queue = [each for each in queue if again.get(each) == SURVIVED]
    run(queue, options.out, options.jobs, options.minutes)
    found = outcomes(options.out)
    sys.stdout.write("\n".join(table(found)) + "\n")
    for each, result in sorted(found.items(), key=lambda pair: (pair[0].module, pair[0].line)):
        if result != KILLED:
            sys.stdout.write(f"{each.module}:{each.line}:{each.column} {result}: {each.says}\n")


if __name__ == "__main__":
    main()
