import re
from pathlib import Path

import pytest

import uncramp
from uncramp.domain.activity import DAMAGE, Finding
from uncramp.domain.sentence import say


@pytest.mark.parametrize(("code", "is_damage"), [("cut-short", True), ("records-after-end", False)])
def test_a_damaged_file_is_told_from_an_odd_recording(code: str, *, is_damage: bool) -> None:
    assert Finding(code, say("Odd.")).is_damage is is_damage


def test_every_code_of_damage_is_one_that_a_reader_gives() -> None:
    readers = (Path(uncramp.__file__).parent / "formats").rglob("*.py")
    named = {code for reader in readers for code in re.findall(r'"([a-z-]+)"', reader.read_text("utf-8"))}
    assert named >= DAMAGE
