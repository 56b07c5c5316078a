from datetime import UTC, date, datetime

from uncramp.domain.codec import from_document, to_document
from uncramp.domain.experiment import Arm, Entry, Experiment, Question
from uncramp.evidence.experiments import questions

BEGUN = datetime(2030, 1, 1, 12, tzinfo=UTC)


def test_an_arm_has_one_other() -> None:
    assert Arm.WITH.other is Arm.WITHOUT
    assert Arm.WITHOUT.other is Arm.WITH


def test_an_experiment_and_its_entries_survive_being_kept() -> None:
    for question, testable in questions().items():
        kept = Experiment(question, 2**48 - 1, date(2030, 1, 7), BEGUN, testable.rules)
        assert from_document(to_document(kept), Experiment) == kept
    entry = Entry(3, BEGUN, Arm.WITH, went_on=True, release=90.0)
    assert from_document(to_document(entry), Entry) == entry
    assert len(Question) == 3
