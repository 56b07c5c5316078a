import tomllib
from pathlib import Path

import pytest

from uncramp.domain.grade import Grade

REGISTER = Path(__file__).parents[3] / "shared" / "evidence" / "findings.toml"


@pytest.mark.skipif(not REGISTER.is_file(), reason="the evidence register lies beside the repository")
def test_the_grades_are_those_of_the_evidence_register() -> None:
    entries = tomllib.loads(REGISTER.read_text("utf-8"))["entry"]
    assert {entry["grade"] for entry in entries} <= {grade.value for grade in Grade}
