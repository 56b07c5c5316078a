import pytest

from uncramp.advice.red_flags import RED_FLAGS, RedFlag, Urgency
from uncramp.evidence.findings import findings

FLAGS = {flag.key: flag for flag in RED_FLAGS}
NOW, SAME_DAY, DOCTOR = Urgency.EMERGENCY, Urgency.TODAY, Urgency.DOCTOR

# The evidence register, section 10, row by row: the signs, and what to do.
ROWS = [
    ("heat_stroke", NOW, "confusion, collapse, odd behaviour, hot skin", "heat stroke, cool now, call"),
    (
        "hyponatraemia",
        NOW,
        "headache, vomiting, swollen hands, weight gain, confusion, drinking",
        "stop drinking, hospital",
    ),
    ("rhabdomyolysis", SAME_DAY, "dark urine, weak, swollen, muscle", "blood, same day"),
    ("clot", NOW, "one calf, swollen, warm, breath", "clot, help now"),
    ("compartment", NOW, "tight, worse, numb, weak foot", "hospital now"),
    ("heart", NOW, "chest pain, faint", "stop, call"),
    ("serious_cramp", NOW, "does not let go, spreads, trunk, arms, ill", "medical tent"),
    ("tear", SAME_DAY, "pop, bruise", "tear, do not stretch"),
    (
        "other_cramps",
        DOCTOR,
        "new cramps, at rest, at night, weakness, twitching, pregnancy, dialysis, liver disease, medicine",
        "doctor, never stop a medicine",
    ),
]


@pytest.mark.parametrize(("key", "urgency", "signs", "action"), ROWS)
def test_each_row_of_the_evidence_is_a_flag(key: str, urgency: Urgency, signs: str, action: str) -> None:
    flag = FLAGS[key]
    assert flag.urgency is urgency
    assert [sign for sign in signs.split(", ") if sign not in str(flag.signs).lower()] == []
    assert [step for step in action.split(", ") if step not in str(flag.action).lower()] == []


def test_there_is_no_flag_twice_and_none_without_its_row() -> None:
    assert len(FLAGS) == len(RED_FLAGS)
    assert FLAGS.keys() == {row[0] for row in ROWS}


def test_what_cannot_wait_comes_first() -> None:
    order = [list(Urgency).index(flag.urgency) for flag in RED_FLAGS]
    assert order == sorted(order)


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.key)
def test_a_flag_rests_on_known_findings(flag: RedFlag) -> None:
    assert set(flag.findings) <= findings().keys()
