import pytest

from formats.fit.fit_bytes import RECORD, START, Shape
from formats.fit.mutants import Seed, mutant
from formats.real_files import fit_file
from uncramp.formats.fit import recovery
from uncramp.formats.fit.scan import scan
from uncramp.formats.fit.stretch import MARGIN, advance
from uncramp.formats.fit.walk import Walk

MANY = 3 * MARGIN
DEFINITION = RECORD.definition()
RECORDS = b"".join(RECORD.row(START + second, 140) for second in range(MANY))
KEPT = MANY - MARGIN + 1
GARBAGE = b"\x0f\xff"


def walk(content: bytes) -> Walk:
    """A walk behind the definition of the records."""
    made = Walk(DEFINITION + content, 0, len(DEFINITION + content))
    made.step()
    return made


def taken(content: bytes, size: int = 10_000) -> int:
    """Bytes that are taken at once."""
    behind = walk(content)
    stretch = advance(behind, START, size)
    end = len(DEFINITION) if stretch is None else stretch.end
    assert behind.position == end
    return end - len(DEFINITION)


def test_all_but_the_last_records_before_damage_are_taken_at_once() -> None:
    stretch = advance(walk(RECORDS + GARBAGE), START, 10_000)
    assert stretch is not None
    (layout,) = stretch.layouts
    assert layout.places.tolist() == [len(DEFINITION) + 6 * index for index in range(KEPT)]
    assert (stretch.end, stretch.base) == (len(DEFINITION) + 6 * KEPT, START + KEPT - 1)


@pytest.mark.parametrize(
    "odd",
    [
        RECORD.row(0, 140),
        RECORD.row(START + 10_000_000, 140),
        RECORD.row(START, 140, header=0x80),
        b"\x41\1" + DEFINITION[2:],
    ],
)
def test_it_ends_before_what_cannot_be_meant(odd: bytes) -> None:
    assert taken(RECORDS + odd + RECORDS) == 6 * KEPT


def test_too_few_records_and_those_of_another_day_are_not_taken() -> None:
    assert taken(RECORDS[: 6 * (MARGIN - 1)] + GARBAGE) == 0
    assert taken(b"".join(RECORD.row(START + 10_000_000, 140) for _ in range(MANY))) == 0
    assert taken(RECORDS, size=6 * MARGIN) == 6


def test_what_is_defined_in_it_is_known_and_what_is_defined_behind_it_is_not() -> None:
    other = Shape(21, ((253, "I"),), local=1).messages((START,))
    last = Shape(21, ((253, "I"),), local=2).messages((START,))
    behind = walk(other + RECORDS + last + GARBAGE)
    stretch = advance(behind, START, 10_000)
    assert stretch is not None
    assert [*behind.shapes] == [0, 1]
    assert [(layout.kind, layout.count) for layout in stretch.layouts] == [(20, KEPT), (21, 1)]


def places(content: bytes) -> list[tuple[bytes, list[int]]]:
    return sorted((layout.key, layout.places.tolist()) for layout in scan("", content).parts[0].layouts if layout.count)


def test_what_is_had_is_the_same_as_message_by_message(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = [Seed(name, fit_file(name)) for name in ("fit__2013-02-06-12-11-14", "3_chiptime__input")]
    hurt = [mutant(seeds, index).content for index in range(60)]
    at_once = [places(each) for each in hurt]
    monkeypatch.setattr(recovery, "advance", lambda *_: None)
    assert [places(each) for each in hurt] == at_once
