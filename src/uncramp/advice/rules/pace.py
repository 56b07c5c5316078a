"""The run itself: even effort, and a first kilometre that is no faster than the last."""

import numpy as np

from uncramp.advice.situation import Contribution, Situation
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Advice, PacePlan, Split
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.physiology.energy_cost import LEVEL_COST, STEEPEST_MEASURED, energy_cost_softened

FINDINGS = ("rf-overpace-56", "rf-pacing-valencia", "per-minetti", "per-strava", "ht-mantzios")
GRADE = Grade.MODERATE
EASY_START = 0.01
WARM = 15.0
SHORTEST_PIECE = 1.0


def advise(situation: Situation) -> Contribution:
    """Split the target time over the course by the energy that each piece costs."""
    distance, length = situation.race.distance, situation.split_length
    ends = np.append(np.arange(length, distance - SHORTEST_PIECE, length), distance)
    lengths = np.diff(ends, prepend=0.0)
    grades = None if situation.course is None else situation.course.grades(np.insert(ends, 0, 0.0))
    paces = _relative_paces(lengths, grades)
    durations = situation.target_time * lengths * paces / (lengths * paces).sum()
    splits = tuple(
        Split(end, piece, duration, None if grades is None else float(grades[index]))
        for index, (end, piece, duration) in enumerate(
            zip(ends.tolist(), lengths.tolist(), durations.tolist(), strict=True)
        )
    )
    advice = Advice("pace", say("Pace"), _sentences(situation), FINDINGS, GRADE)
    return Contribution(advice, pace=PacePlan(splits))


def _relative_paces(lengths: FloatArray, grades: FloatArray | None) -> FloatArray:
    """Time per metre of each piece against the mean: flat ones speed up a little from first to last."""
    middle = np.cumsum(lengths) - lengths / 2.0
    paces: FloatArray = 1.0 + EASY_START * (1.0 - 2.0 * middle / lengths.sum())
    if grades is not None:
        steepness = np.clip(grades, -STEEPEST_MEASURED, STEEPEST_MEASURED)
        paces = paces * energy_cost_softened(steepness) / LEVEL_COST
    last = -1 if lengths[-1] > lengths[0] / 2.0 or lengths.size == 1 else -2  # some metres left over set no pace
    paces[0] = max(paces[0], paces[last])
    return paces


def _sentences(situation: Situation) -> tuple[Sentence, ...]:
    able = situation.predicted_time
    sentences = [
        say("Keep the effort even and hold back at the start: those who cramped had started faster than equally able "
            "runners."),
    ]  # fmt: skip
    if able is None:
        sentences.append(say("There is no recent effort over 5 km to compare the goal with, so nothing says it fits."))
    elif situation.race.goal_time is None:
        sentences.append(say("Your runs of 16 weeks support {time}; easy running may show too little.", time=able))
    else:
        ahead = able.median / situation.target_time - 1.0
        if ahead > 0:
            template = say("Your runs so far support {time}. The goal is {percent} faster, and so are the splits.")
        elif situation.target_time > able.high:
            template = say("Your runs so far support {time}. The goal is {percent} slower, well within reach.")
        else:
            template = say("Your runs so far support {time}. The goal is {percent} slower, about what they promise.")
        sentences.append(Sentence(template.template, {"time": able, "percent": Quantity("share", abs(ahead))}))
    if able is not None and situation.wbgt is not None and situation.wbgt.median > WARM:
        sentences.append(say("Heat is counted in as it slowed others who finished; you may lose more."))
    if situation.course is None:
        sentences.append(say("No course profile was given, so every split is planned as flat."))
    return tuple(sentences)
