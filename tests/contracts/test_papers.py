import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from contracts.source import ROOT

PAPERS = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")}
PLACE = re.compile(r"`((?:src|tests|benchmarks|docs)/[\w./]+|[A-Z]\w+\.(?:md|cff)|Makefile|pyproject\.toml)`")
COMMAND = re.compile(r"^uncramp ([^#\n]+?) *(?:#.*)?$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUN = f"import sys, pkgutil; sys.argv[0] = 'uncramp'; pkgutil.resolve_name({PROJECT['scripts']['uncramp']!r})()"
MARATHON = ROOT.parent / "shared" / "corpus" / "fit" / "fit__activity-small-fenix2-run.fit"


def test_the_readme_is_a_page() -> None:
    assert len(PAPERS["README.md"].splitlines()) <= 100


@pytest.mark.parametrize("name", PAPERS)
def test_every_place_that_a_paper_names_exists(name: str) -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", PAPERS[name])
    places = {*PLACE.findall(PAPERS[name]), *linked}
    assert places
    missing = sorted(place for place in places if not (ROOT / place).exists())
    assert not missing, "\n".join(missing)


def test_every_make_target_that_a_paper_names_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {target for text in PAPERS.values() for target in re.findall(r"\bmake (\w+)(?=`|  )", text)}
    assert {"demo", "test", "check"} <= named
    assert named - targets == set()


@pytest.mark.parametrize("line", COMMAND.findall(PAPERS["README.md"]))
def test_every_command_of_the_readme_is_one(line: str) -> None:
    command, *rest = line.split()
    environment = os.environ | {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
    asked = [sys.executable, "-c", RUN, command, "--help"]
    result = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)  # our own
    assert result.returncode == 0, result.stderr
    assert [option for option in rest if option.startswith("--") and option not in result.stdout] == []


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    if not MARATHON.is_file():
        pytest.skip("the real activity files lie beside the repository")
    (code,) = re.findall(r"```python\n(.*?)```", PAPERS["README.md"], re.DOTALL)
    (tmp_path / "marathon.fit").write_bytes(MARATHON.read_bytes())
    asked = [sys.executable, "-c", code]
    result = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)  # our own
    assert result.returncode == 0, result.stderr
    assert "heart_rate" in result.stdout


@pytest.mark.parametrize("block", re.findall(r"```(?:python|toml)\n# (.*?)```", PAPERS["CONTRIBUTING.md"], re.DOTALL))
def test_the_worked_examples_stand_in_the_code_as_they_are_shown(block: str) -> None:
    place, *shown = block.splitlines()
    lines = set((ROOT / place).read_text("utf-8").splitlines())
    assert [line for line in shown if line.strip() != "…" and line not in lines] == []


def test_the_version_to_cite_is_the_version_of_the_package() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in citation
    assert f"\nlicense: {PROJECT['license']}\n" in citation


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
