import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.errors import UnreadableFileError
from uncramp.evidence.priors import priors
from uncramp.formats.club_file import ABOUT, MOST_BYTES, read_club_file, written_club_file
from uncramp.risk.diary import Told
from uncramp.usecases.club_ports import MOST_RUNS, SharedDiary, SharedRun, scales_of

USUAL = tuple(0.0 if each.off else round(each.population.centre, 3) for each in priors().covariate.values())
ZERO = (0.0,) * len(USUAL)
NONE = SharedRun(
    Told.NONE,
    30_000.0,
    0.0,
    is_picked=False,
    is_told_only=False,
    near_at=None,
    cramp_at=None,
    steps=USUAL,
    variance=ZERO,
)
RUNS = (
    NONE,
    replace(NONE, told=Told.SILENT, is_race=1.0),
    replace(NONE, told=Told.NEAR, near_at=0.5, is_picked=True),
    replace(NONE, told=Told.NEAR_SOMEWHERE, is_told_only=True, is_race=0.5),
    replace(NONE, told=Told.CRAMP, cramp_at=1.0, distance=161_000.0),
    replace(NONE, told=Told.NEAR_THEN_CRAMP, near_at=0.001, cramp_at=0.001, distance=10_000.0),
    replace(NONE, told=Told.CRAMP_SOMEWHERE),
)
DIARY = SharedDiary("0123456789abcdef" * 2, 3, scales_of(priors()), ("age", "male"), RUNS)
Change = Callable[[dict[str, Any]], object]


def read(document: object) -> SharedDiary:
    return read_club_file("friend.json", json.dumps(document).encode())


def changed(change: Change) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written_club_file(DIARY))
    change(document)
    return document


def in_run(**values: object) -> Change:
    return lambda document: document["runs"][0].update(values)


def test_what_was_written_is_read_again() -> None:
    assert read_club_file("friend.json", written_club_file(DIARY)) == DIARY


def test_the_file_says_in_words_what_is_in_it_and_what_not() -> None:
    text = written_club_file(DIARY).decode()
    assert all(str(sentence) in text for sentence in ABOUT)
    assert "Not in it: your name, dates, places, notes" in text


def test_each_run_stands_on_a_line_of_its_own() -> None:
    lines = written_club_file(DIARY).decode().splitlines()
    assert sum(line.startswith('{"told"') for line in lines) == len(RUNS)


WHOLE: dict[str, tuple[Change, str]] = {
    "version": (lambda document: document.update(version=2), "another version of Uncramp"),
    "format": (lambda document: document.update(format="gpx"), "not a file that `uncramp club share` made"),
    "no sharer": (lambda document: document.pop("sharer"), "whose it is"),
    "long sharer": (lambda document: document.update(sharer="a" * 33), "whose it is"),
    "edition 0": (lambda document: document.update(edition=0), "edition"),
    "edition 1.5": (lambda document: document.update(edition=1.5), "edition"),
    "edition true": (lambda document: document.update(edition=True), "edition"),
    "vast edition": (lambda document: document.update(edition=1e300), "edition"),
    "covariates": (lambda document: document["covariates"].reverse(), "another version of the model"),
    "step": (lambda document: document["covariates"][0].update(step=9), "another version of the model"),
    "untold": (lambda document: document.update(untold=["wbgt"]), "not of a profile"),
    "untold nested": (lambda document: document.update(untold=[[]]), "not of a profile"),
    "untold text": (lambda document: document.update(untold="age"), "not of a profile"),
    "no runs": (lambda document: document.update(runs=[]), "holds no runs"),
    "runs object": (lambda document: document.update(runs={}), "holds no runs"),
    "10,000 runs": (
        lambda document: document.update(runs=document["runs"][:1] * 10_000),
        "it holds 10000 runs, and at most 5000 are read",
    ),
    "run of a list": (lambda document: document["runs"].append([]), "in run 8, it does not tell"),
}
IN_RUN: dict[str, tuple[Change, str]] = {
    "a field more": (in_run(name="Anna"), "and only that"),
    "no told": (lambda document: document["runs"][0].pop("told"), "it does not tell"),
    "told": (in_run(told="death"), "none of silent, none, near"),
    "told 7": (in_run(told=7), "none of silent"),
    "short": (in_run(distance=9_900), "10 to 161 km"),
    "long": (in_run(distance=1e9), "10 to 161 km"),
    "text": (in_run(distance="far"), "10 to 161 km"),
    "race": (in_run(race=1.5), "no number from 0 to 1"),
    "race true": (in_run(race=True), "no number from 0 to 1"),
    "told only": (in_run(told_only=0), "neither true nor false"),
    "told only, silent": (in_run(told="silent", told_only=True), "cannot be one that was told only"),
    "picked": (in_run(picked=None), "neither true nor false"),
    "picked none": (in_run(picked=True), "only a run with a cramp or a twitch"),
    "a place of nothing": (in_run(cramp_at=0.5), "does not fit"),
    "a place beyond": (in_run(told="cramp", cramp_at=1.01), "does not fit"),
    "a place before": (in_run(told="near", near_at=0.0), "does not fit"),
    "no place": (in_run(told="near"), "does not fit"),
    "a place true": (in_run(told="cramp", cramp_at=True), "does not fit"),
    "an order": (in_run(told="near_then_cramp", near_at=0.6, cramp_at=0.5), "its twitch comes after its cramp"),
    "steps": (in_run(steps=[0.0]), "are not 13 numbers"),
    "steps of text": (in_run(steps=["0"] * 13), "are not 13 numbers"),
    "steps of none": (in_run(steps=None), "are not 13 numbers"),
    "absurd steps": (in_run(steps=[1e6, *USUAL[1:]]), r"1e\+06 is beyond what was seen of over_pace"),
    "variances": (in_run(variance=[*ZERO[:-1], -0.1]), "-0.1 is beyond what was seen of descent_beyond"),
    "vast variances": (in_run(variance=[50.0, *ZERO[1:]]), "50 is beyond what was seen of over_pace"),
}


@pytest.mark.parametrize(("change", "sentence"), WHOLE.values(), ids=WHOLE)
def test_what_cannot_be_is_refused_in_one_sentence(change: Change, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"^friend.json: .*{sentence}"):
        read(changed(change))


@pytest.mark.parametrize(("change", "sentence"), IN_RUN.values(), ids=IN_RUN)
def test_a_run_that_cannot_be_is_named(change: Change, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"^friend.json: in run 1, .*{sentence}"):
        read(changed(change))


def test_a_zero_has_no_sign() -> None:
    assert repr(read(changed(in_run(variance=[-0.0, *ZERO[1:]])))) == repr(DIARY)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        bytes(range(256)) * 50,
        b"[" * 1_000_000,
        b'{"format":' * 200_000,
        b'{"format": "uncramp-club", "version": NaN}',
        b'{"format": "uncramp-club", "version": Infinity}',
        b'{"format": "uncramp-club", "version": ' + b"9" * 1_000_000 + b"}",
        written_club_file(DIARY)[:-20],
        written_club_file(DIARY).replace(b"30000.0", b"NaN"),
        written_club_file(DIARY).replace(b"30000.0", b"1e999"),
        written_club_file(DIARY) + b" " * MOST_BYTES,
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_club_file("friend.json", content)
    assert len(str(refused.value)) < 200


def test_the_largest_file_that_is_allowed_is_small_enough_to_be_read() -> None:
    full = tuple(-round(float(each), 3) - 0.123 for each in np.linspace(0.0, 0.8, len(USUAL)))
    run = replace(NONE, told=Told.NEAR_THEN_CRAMP, near_at=0.123, cramp_at=0.987, steps=full, variance=full)
    assert len(written_club_file(replace(DIARY, runs=(run,) * MOST_RUNS))) < MOST_BYTES


PLAIN = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from(["version", "sharer", "edition", "covariates", "untold", "runs"]),
    st.sampled_from(["told", "distance", "race", "picked", "told_only", "near_at", "cramp_at", "steps", "variance"]),
    PLAIN,
    st.booleans(),
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    key: str,
    field: str,
    value: object,
    is_inside: bool,  # noqa: FBT001  # drawn
) -> None:
    document = changed(in_run(**{field: value}) if is_inside else lambda whole: whole.update({key: value}))
    try:
        found = read(document)
    except UnreadableFileError:
        return
    assert np.isfinite([[run.distance, *run.steps, *run.variance] for run in found.runs]).all()
