"""Simulated runners who share, each with a logbook of his own."""

from datetime import timedelta

import numpy as np

from logbook.books import new_logbook
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Severity
from uncramp.usecases.club import shared_diary
from uncramp.usecases.club_ports import SharedDiary
from uncramp.usecases.ports import Logbook
from usecases.world import MUNICH, NOW, Files, outing, take_in

DAYS = tuple(range(5, 105, 5))
NOTE = "heart of the Altstadt"


def logbook_of(seed: int, share: float) -> Logbook:
    """Twenty long runs in Munich, all answered, so many of them with a cramp."""
    luck = np.random.default_rng(seed)
    logbook = new_logbook()
    distances = luck.uniform(16_000.0, 32_000.0, len(DAYS))
    runs = {f"{seed}-{day}": outing(day, way, 2.8, place=MUNICH) for day, way in zip(DAYS, distances, strict=True)}
    take_in(Files(**runs), logbook)
    for run in logbook.runs():
        reported = run.outline.start + timedelta(hours=8)
        if luck.random() < share:
            place = luck.uniform(0.6, 1.0) * (run.outline.distance or 0.0)
            episode = CrampEpisode(reported, Muscle.CALF, severity=Severity.MILD, distance=place, note=NOTE)
            logbook.add_episode(run.number, episode)
        else:
            logbook.add_answer(run.number, Answer(reported))
    return logbook


def shared_by(logbook: Logbook, name: int = 0) -> SharedDiary:
    """What a runner hands over, signed with a number."""
    return shared_diary(logbook, Files(), NOW, f"{name:032x}")
