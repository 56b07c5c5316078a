from datetime import UTC, datetime

import pytest

from uncramp.usecases.ports import KeptImport, Outcome
from uncramp.web.progress import ELSEWHERE, is_going_on, state_of

THEN = datetime(2026, 5, 1, tzinfo=UTC)
NONE = dict.fromkeys(Outcome, 0)


def kept(begun: datetime | None, ended: datetime | None) -> KeptImport:
    return KeptImport(7, "run.fit", begun, ended, 900, NONE | {Outcome.READ: 1})


@pytest.mark.parametrize(("ended", "waiting", "expected"), [(None, [7], True), (None, [8], False), (THEN, [7], False)])
def test_an_import_goes_on_while_its_files_wait(ended: datetime | None, waiting: list[int], *, expected: bool) -> None:
    assert is_going_on(kept(THEN, ended), waiting) is expected


def test_of_an_import_whose_files_are_not_here_no_time_left_is_told() -> None:
    assert "min left" in str(state_of(kept(THEN, None), [7]))
    assert state_of(kept(THEN, None), []) is ELSEWHERE


def test_one_that_waits_and_one_that_ended_say_so() -> None:
    assert str(state_of(kept(None, None), [7])) == "waiting"
    assert state_of(kept(THEN, THEN), []) is not ELSEWHERE
