"""Today: how the last days stand against habit, and how far is not a jump."""

from dataclasses import dataclass
from datetime import datetime

from uncramp.evidence.priors import limits
from uncramp.exposure.history import History
from uncramp.usecases.history import current_runs
from uncramp.usecases.ports import KeptEpisode, KeptRun, Logbook, ReadActivities

RECENT = 5


@dataclass(frozen=True, slots=True)
class TodayReport:
    """Where the runner stands.

    Parameters
    ----------
    recent
        The last runs, newest first.
    weekly_distance
        Mean of the last six weeks, m, or None without runs.
    longest
        Longest run of the last 30 days, m, or None.
    no_jump
        Longest run that is no jump beyond it, m, or None.
    recent_above_habit
        Mean session time of the last three days above habit, s, or None.
    last_cramp
        Newest in the diary, or None.
    """

    recent: tuple[KeptRun, ...]
    weekly_distance: float | None
    longest: float | None
    no_jump: float | None
    recent_above_habit: float | None
    last_cramp: KeptEpisode | None


def look_at_today(logbook: Logbook, read: ReadActivities, now: datetime) -> TodayReport:
    """Sum up the logbook as of an aware moment."""
    history = History.before(now, current_runs(logbook, read))
    longest = history.longest()
    episodes = logbook.episodes()
    return TodayReport(
        recent=tuple(run for run in reversed(history.runs[-RECENT:]) if isinstance(run, KeptRun)),
        weekly_distance=history.weekly_distance(),
        longest=longest,
        no_jump=None if longest is None else longest * limits().load.spike,
        recent_above_habit=history.recent_above_habit(),
        last_cramp=episodes[0] if episodes else None,
    )
