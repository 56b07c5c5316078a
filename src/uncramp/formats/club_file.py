"""Files by which runners share what the model learns from: JSON, written on purpose and read with suspicion."""

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn, TypeGuard

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, Value, say
from uncramp.evidence.priors import CovariatePrior, HazardPrior, priors
from uncramp.risk.diary import Told
from uncramp.risk.draws import profile_covariates
from uncramp.risk.hazard import has_level
from uncramp.usecases.club_ports import MOST_RUNS, SharedDiary, SharedRun, scales_of

FORMAT, VERSION = "uncramp-club", 1
MOST_BYTES = 4_000_000
"""Five thousand runs have about 1.5 million."""
MOST_EDITIONS = 1_000_000
ROUNDED = 1e-3
"""By so much a value may pass a bound: it was rounded."""
ABOUT = (
    say("In it, of each run that the model learns from: whether there was a cramp, a twitch, nothing or no answer."),
    say("Where in the run the cramp came, as a share; race or training; the distance to the next 100 m."),
    say(
        "What the model counts of it, in steps: pace against ability, recent training, heat, descent, loss of body "
        "mass, and of you, as far as you told it: sex, age, conditions, injuries, family, strength work, cramp history."
    ),
    say("Not in it: your name, dates, places, notes, the files of your watch. The runs stand in no order of time."),
    say("Who knows you well might still know you by it: give it only to those whom you trust."),
)
"""What is in a file and what is not."""
KINDS = {each.name.lower(): each for each in Told}
NEAR_PLACED, CRAMP_PLACED = {Told.NEAR, Told.NEAR_THEN_CRAMP}, {Told.CRAMP, Told.NEAR_THEN_CRAMP}
RUN = {"told", "distance", "race", "picked", "told_only", "near_at", "cramp_at", "steps", "variance"}
_SHARER = re.compile(r"[0-9a-f]{32}")


def written_club_file(diary: SharedDiary) -> bytes:
    """The file, a line a run, so that everybody can see what is in it."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "about": [str(sentence) for sentence in ABOUT],
        "sharer": diary.sharer,
        "edition": diary.edition,
        "covariates": _covariates(diary),
        "untold": list(diary.untold),
    }
    runs = ",\n".join(json.dumps(_row(run)) for run in diary.runs)
    return f'{json.dumps(head, indent=1)[:-2]},\n "runs": [\n{runs}\n]}}\n'.encode()


def read_club_file(name: str, content: bytes) -> SharedDiary:
    """What another runner shares.

    Raises
    ------
    UnreadableFileError
        If it is no such file, one for another version of the model, or holds what cannot be.
    """
    return _Reading(name, priors()).diary(content)


class _Reading:
    """One file that is being read."""

    def __init__(self, name: str, prior: HazardPrior) -> None:
        self._name = name
        self._prior = prior
        self._bounds = [(_bounds(each), _most_variance(each)) for each in prior.covariate.values()]

    def diary(self, content: bytes) -> SharedDiary:
        """All of it."""
        document = self._document(content)
        if document.get("version") != VERSION:
            self._refuse(say("it is a club file of another version of Uncramp"))
        sharer, edition, rows = (document.get(key) for key in ("sharer", "edition", "runs"))
        if not isinstance(sharer, str) or _SHARER.fullmatch(sharer) is None:
            self._refuse(say("it does not say by a code of 32 letters and digits whose it is"))
        if not _is_number(edition) or edition != int(edition) or not 1 <= edition <= MOST_EDITIONS:
            self._refuse(say("its edition is no number from 1 on"))
        expected = SharedDiary(sharer, int(edition), scales_of(self._prior), self._untold(document.get("untold")), ())
        if document.get("covariates") != _covariates(expected):
            self._refuse(say("its covariates are those of another version of the model; both need the same Uncramp"))
        if not isinstance(rows, list) or not rows:
            self._refuse(say("it holds no runs"))
        if len(rows) > MOST_RUNS:
            self._refuse(say("it holds {count} runs, and at most {most} are read", count=len(rows), most=MOST_RUNS))
        runs = tuple(self._run(number, row) for number, row in enumerate(rows, 1))
        return SharedDiary(expected.sharer, expected.edition, expected.scales, expected.untold, runs)

    def _document(self, content: bytes) -> dict[str, Any]:
        if len(content) > MOST_BYTES:
            self._refuse(say("it is larger than a club file can be, {most} MB", most=MOST_BYTES // 1_000_000))
        try:
            found = json.loads(content.decode(), parse_int=float, parse_constant=_no_number)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            self._refuse(say("it is not a file that `uncramp club share` made"))
        return found

    def _untold(self, found: object) -> tuple[str, ...]:
        own = {each.value for each in profile_covariates(self._prior)}
        if not isinstance(found, list) or not all(isinstance(each, str) and each in own for each in found):
            self._refuse(say("what it calls untold is not of a profile"))
        return tuple(sorted(set(found)))

    def _run(self, number: int, row: object) -> SharedRun:
        if not isinstance(row, dict) or row.keys() != RUN:
            self._refuse_run(number, say("it does not tell what a run has to tell, and only that"))
        kind, distance = row["told"], row["distance"]
        told = KINDS.get(kind) if isinstance(kind, str) else None
        if told is None:
            self._refuse_run(number, say("what is told of it is none of {kinds}", kinds=", ".join(KINDS)))
        if not _is_number(distance) or not has_level(distance):
            self._refuse_run(number, say("its distance is not from 10 to 161 km"))
        is_race = self._race(number, row["race"])
        why = self._why(number, row["picked"], row["told_only"], told)
        near_at = self._place(number, row["near_at"], is_told=told in NEAR_PLACED)
        cramp_at = self._place(number, row["cramp_at"], is_told=told in CRAMP_PLACED)
        if near_at is not None and cramp_at is not None and near_at > cramp_at:
            self._refuse_run(number, say("its twitch comes after its cramp"))
        steps = self._values(number, row["steps"], [bounds for bounds, _ in self._bounds])
        variance = self._values(number, row["variance"], [(0.0, most) for _, most in self._bounds])
        return SharedRun(told, distance, is_race, *why, near_at, cramp_at, steps, variance)

    def _race(self, number: int, value: object) -> float:
        if not _is_number(value) or not 0.0 <= value <= 1.0:
            self._refuse_run(number, say("whether it was a race is no number from 0 to 1"))
        return value

    def _why(self, number: int, is_picked: object, is_told_only: object, told: Told) -> tuple[bool, bool]:
        if not isinstance(is_picked, bool) or not isinstance(is_told_only, bool):
            self._refuse_run(number, say("whether it was picked, or told only, is neither true nor false"))
        if is_picked and told in {Told.SILENT, Told.NONE}:
            self._refuse_run(number, say("only a run with a cramp or a twitch can be picked"))
        if is_told_only and told is Told.SILENT:
            self._refuse_run(number, say("a silent run cannot be one that was told only"))
        return is_picked, is_told_only

    def _place(self, number: int, value: object, *, is_told: bool) -> float | None:
        if not is_told and value is None:
            return None
        if not is_told or not _is_number(value) or not ROUNDED <= value <= 1.0:
            self._refuse_run(number, say("the place of a cramp or a twitch does not fit what is told"))
        return value

    def _values(self, number: int, found: object, bounds: Sequence[tuple[float, float]]) -> tuple[float, ...]:
        if not isinstance(found, list) or len(found) != len(bounds) or not all(map(_is_number, found)):
            self._refuse_run(number, say("its steps or variances are not {count} numbers", count=len(bounds)))
        for name, value, (low, high) in zip(self._prior.covariate, found, bounds, strict=True):
            if not low - ROUNDED <= value <= high + ROUNDED:
                text = f"{value:g}"
                self._refuse_run(number, say("{value} is beyond what was seen of {name}", value=text, name=name))
        return tuple(value + 0.0 for value in found)  # no database keeps the sign of a zero

    def _refuse_run(self, number: int, reason: Sentence) -> NoReturn:
        values: dict[str, Value] = {"number": number, "reason": reason}
        self._refuse(Sentence(say("in run {number}, {reason}").template, values))

    def _refuse(self, reason: Sentence) -> NoReturn:
        raise UnreadableFileError(self._name, reason)


def _row(run: SharedRun) -> dict[str, Any]:
    return {
        "told": run.told.name.lower(),
        "distance": run.distance,
        "race": run.is_race,
        "picked": run.is_picked,
        "told_only": run.is_told_only,
        "near_at": run.near_at,
        "cramp_at": run.cramp_at,
        "steps": run.steps,
        "variance": run.variance,
    }


def _covariates(diary: SharedDiary) -> list[dict[str, Any]]:
    return [{"name": each.name, "zero": each.zero, "step": each.step} for each in diary.scales]


def _bounds(prior: CovariatePrior) -> tuple[float, float]:
    """Least and most steps; what is off counts from the mean of the cohorts."""
    centre = prior.population.centre if prior.off else 0.0
    return prior.low - centre, prior.high - centre


def _most_variance(prior: CovariatePrior) -> float:
    return (prior.high - prior.low) ** 2


def _is_number(value: object) -> TypeGuard[float]:
    """Whether it is a number; true and false are none, and of what is infinite every bound is passed."""
    return isinstance(value, float)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
