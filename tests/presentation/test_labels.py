import pytest

from uncramp.advice.red_flags import Urgency
from uncramp.domain.diary import Muscle, Onset, Severity, Side
from uncramp.domain.grade import Grade
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Condition, Sex
from uncramp.domain.sentence import Sentence
from uncramp.domain.weather import Provenance
from uncramp.presentation.labels import LABELS, label

SHOWN = (Grade, Muscle, Side, Severity, Onset, Sex, Condition, Sport, Urgency, Provenance)


@pytest.mark.parametrize("kind", SHOWN)
def test_every_member_that_a_person_may_see_has_a_word_of_its_own(kind: type[Muscle]) -> None:
    words = [label(member).template for member in kind]
    assert all(words)
    assert len(set(words)) == len(words)


def test_every_word_belongs_to_a_member() -> None:
    assert set(LABELS) == set(SHOWN)
    for kind, words in LABELS.items():
        assert list(words) == list(kind)


def test_a_contradicted_claim_is_called_so() -> None:
    assert label(Grade.CONTRADICTED) == Sentence("contradicted by evidence")
