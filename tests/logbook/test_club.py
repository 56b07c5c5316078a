from dataclasses import replace

import numpy as np

from logbook.books import new_logbook
from uncramp.evidence.priors import priors
from uncramp.logbook.store import DjangoLogbook
from uncramp.risk.diary import Told
from uncramp.risk.target import Belief
from uncramp.usecases.club_ports import Pooling, SharedDiary, SharedRun, Signature, scales_of

WHY = {"is_picked": False, "is_told_only": False}
NEAR = SharedRun(Told.NEAR, 30_000.0, 1.0, **WHY, near_at=0.1, cramp_at=None, steps=(0.1, 2.0), variance=(0.3, 0.0))
ANNA = SharedDiary("a" * 32, 1, scales_of(priors()), ("age",), (NEAR, replace(NEAR, told=Told.NEAR_SOMEWHERE)))
BERT = replace(ANNA, sharer="b" * 32, untold=(), runs=(NEAR,))
BELIEF = Belief(np.array([0.1, -1e-17]), np.array([[1.0, 0.0], [1 / 3, 0.7]]))
POOLING = Pooling("f" * 64, 2, 3, BELIEF)


def test_a_club_is_empty_before_it_is_joined(book: DjangoLogbook) -> None:
    club = book.club()
    assert (club.own, club.digests, club.pooling) == (None, {}, None)
    assert book.shared_diaries() == []
    assert book.leave_club() == 0


def test_files_and_what_they_come_to_come_back_as_they_were_kept(book: DjangoLogbook) -> None:
    book.keep_shared([BERT, ANNA], POOLING)
    assert book.shared_diaries() == [ANNA, BERT]
    assert book.club().digests == {ANNA.sharer: ANNA.digest, BERT.sharer: BERT.digest}
    kept = book.club().pooling
    assert kept is not None
    assert kept.belief is not None
    assert (kept.fingerprint, kept.runners, kept.runs) == ("f" * 64, 2, 3)
    np.testing.assert_array_equal(kept.belief.mean, BELIEF.mean)
    np.testing.assert_array_equal(kept.belief.factor, BELIEF.factor)


def test_what_cannot_be_trusted_is_kept_without_a_belief(book: DjangoLogbook) -> None:
    book.keep_pooling(replace(POOLING, belief=None))
    kept = book.club().pooling
    assert kept is not None
    assert kept.belief is None


def test_another_file_of_the_same_runner_takes_the_place_of_the_first(book: DjangoLogbook) -> None:
    book.keep_shared([ANNA, BERT], POOLING)
    newer = replace(ANNA, edition=2, runs=(NEAR,))
    book.keep_shared([newer], replace(POOLING, runs=2))
    assert book.shared_diaries() == [newer, BERT]
    assert book.club().digests[ANNA.sharer] == newer.digest


def test_a_runner_keeps_his_first_name_and_counts_his_files(book: DjangoLogbook) -> None:
    assert book.sign("c" * 32) == Signature("c" * 32, 1)
    assert book.sign("d" * 32) == Signature("c" * 32, 2)
    assert book.club().own == Signature("c" * 32, 2)


def test_leaving_forgets_the_others_and_not_how_the_runner_signs(book: DjangoLogbook) -> None:
    book.sign("c" * 32)
    book.keep_shared([ANNA, BERT], POOLING)
    assert book.leave_club() == 2
    club = book.club()
    assert (club.own, club.digests, club.pooling) == (Signature("c" * 32, 1), {}, None)
    book.keep_pooling(POOLING)
    assert book.club().own == Signature("c" * 32, 1)


def test_nobody_sees_the_club_of_another(book: DjangoLogbook) -> None:
    other = new_logbook(book.database)
    book.keep_shared([ANNA], POOLING)
    other.keep_shared([BERT], POOLING)
    assert other.leave_club() == 1
    assert book.shared_diaries() == [ANNA]
