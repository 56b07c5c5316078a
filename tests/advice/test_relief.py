import pytest

from uncramp.advice.relief import relief
from uncramp.domain.diary import Muscle
from uncramp.domain.grade import Grade
from uncramp.evidence.findings import findings

NEVER = ("quinine", "magnesium", "salt", "must drink", "painkiller", "ibuprofen", "tonic")


@pytest.mark.parametrize("muscle", Muscle)
def test_there_is_a_way_out_of_a_cramp_in_every_muscle(muscle: Muscle) -> None:
    steps = relief(muscle).steps
    words = [str(step.sentence) for step in steps]
    assert "stop" in words[0]
    assert steps[1].duration == 30  # the stretch
    assert "Do not bounce or force it" in " ".join(words)
    assert steps[4].duration == 300  # force is back after five minutes
    assert "call it a day" in words[-1]


@pytest.mark.parametrize("muscle", Muscle)
def test_relief_rests_on_consensus_and_known_findings(muscle: Muscle) -> None:
    here = relief(muscle)
    assert here.muscle is muscle
    assert here.grade is Grade.CONSENSUS
    assert here.findings
    assert set(here.findings) <= findings().keys()


@pytest.mark.parametrize("muscle", Muscle)
def test_relief_speaks_of_no_medicine(muscle: Muscle) -> None:
    here = relief(muscle)
    everything = " ".join(str(each) for each in (*(step.sentence for step in here.steps), *here.notes)).lower()
    assert [word for word in NEVER if word in everything] == []


@pytest.mark.parametrize(
    ("muscle", "lengthened"),
    [
        (Muscle.CALF, "knee straight and its heel down"),
        (Muscle.HAMSTRING, "raise the cramped leg, knee straight"),
        (Muscle.QUADRICEPS, "heel to your buttock"),
        (Muscle.FOOT, "toes up towards the shin"),
    ],
)
def test_the_stretch_lengthens_the_muscle(muscle: Muscle, lengthened: str) -> None:
    assert lengthened in str(relief(muscle).steps[1].sentence)


def test_each_muscle_has_steps_of_its_own_and_an_unnamed_one_no_calf() -> None:
    assert len({str(relief(muscle).steps) for muscle in Muscle}) == len(Muscle)
    assert "calf" not in " ".join(str(step.sentence) for step in relief(Muscle.OTHER).steps)
