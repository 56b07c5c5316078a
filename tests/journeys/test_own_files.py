"""What the README promises to somebody with files of their own, in its own words."""

import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.conftest import invoke
from formats.real_files import CORPUS, need

ROOT = Path(__file__).parents[2]


def readme_command(verb: str) -> list[str]:
    line = re.search(rf"^uncramp ({verb} .*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert line is not None
    return shlex.split(line[1])


def test_the_plan_of_the_readme_is_made_from_real_files(tmp_path: Path) -> None:
    need(CORPUS)
    manifest = json.loads((CORPUS / "manifest.json").read_text("utf-8"))
    runs = [CORPUS / row["file"] for row in manifest if row["kind"] == "fit" and row["sport"] == "running"]
    home = tmp_path / "home"
    imported = invoke(home, "import", *runs)
    assert "Traceback" not in imported.stderr
    assert len(json.loads(invoke(home, "runs", "--last", 100, "--json").stdout)) >= 20
    words = readme_command("plan")
    words[words.index("--date") + 1] = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    planned = invoke(home, *words)
    assert planned.returncode == 0, planned.stderr
    assert "goal 3:45:00" in planned.stdout
