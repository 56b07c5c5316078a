"""From the messages of a FIT file to activities."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import OtherKindError, UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.domain.streams import FloatArray
from uncramp.formats.fit.bounds import possible_row
from uncramp.formats.fit.decode import decode_parts
from uncramp.formats.fit.heart_rate import merged
from uncramp.formats.fit.messages import EMPTY, Messages, Row, Table, join, number
from uncramp.formats.fit.profile import names
from uncramp.formats.fit.records import END_SLACK, dated, oddities, placed, streams_of, with_dates
from uncramp.formats.fit.summary import (
    Session,
    begin,
    circumstances_of,
    details_of,
    device_of,
    duration,
    first,
    laps_of,
    marked,
    outline_of,
    pauses_of,
    sport_of,
)

LEAST_UNSAID = 60
"""Records after the last activity that has a summary which make another; watches write some while they save."""


@dataclass(frozen=True, slots=True)
class _Recording:
    """Messages of one recording, its records with a date, and its sessions with their starts, in order of time."""

    messages: Messages
    records: Table
    sessions: Sequence[Session]
    findings: tuple[Finding, ...]

    def owners(self, times: FloatArray) -> NDArray[np.intp]:
        """Index of the session that each moment belongs to: the last that has begun, or the first."""
        starts = [session.start for session in self.sessions]
        return np.maximum(0, np.searchsorted(starts, times, side="right") - 1)

    def own(self, kind: str, moment: Callable[[Row], float | None], index: int) -> list[Row]:
        """Messages of a kind whose moment, if they have one, belongs to one of the sessions."""
        rows = self.messages.get(kind, EMPTY).rows()
        moments = [moment(row) for row in rows]
        owners = self.owners(np.array([np.nan if each is None else each for each in moments]))
        return [
            row for row, each, owner in zip(rows, moments, owners, strict=True) if each is not None and owner == index
        ]


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities in a FIT file, one a session, in order of time within each of its recordings.

    A file of a scale has none.

    Raises
    ------
    UnreadableFileError
        If the file holds neither an activity nor a body mass, or nothing whole of one.
    """
    decoded = decode_parts(name, content)
    is_damaged = decoded.failure is not None
    recordings = [_recording(join(group), decoded.findings, is_damaged=is_damaged) for group in _groups(decoded.parts)]
    activities = tuple(activity for recording in recordings for activity in _activities(recording))
    if not activities and not any("weight_scale" in messages for messages in decoded.parts):
        raise decoded.failure or _none(name, decoded.parts)
    return activities


def _none(name: str, parts: Sequence[Messages]) -> UnreadableFileError:
    kind = names("file").get(number(first(parts[0], "file_id"), "type"))
    if kind is not None:
        return OtherKindError(name, say("it holds no activity but is a {kind} file", kind=kind))
    if any("session" in messages or "record" in messages for messages in parts):
        return UnreadableFileError(name, say("it holds no activity with a date"))
    return UnreadableFileError(name, say("it holds no activity"))


def _groups(parts: Sequence[Messages]) -> list[list[Messages]]:
    """Recordings, each with those chained to it that hold no activity of their own, like a strap's heart rates."""
    groups: list[list[Messages]] = []
    for messages in parts:
        if "session" in messages or "record" in messages or not groups:
            groups.append([messages])
        else:
            groups[-1].append(messages)
    return groups


def _recording(messages: Messages, findings: Sequence[Finding], *, is_damaged: bool) -> _Recording:
    messages, odd = with_dates(messages)
    records, undated = dated(messages.get("record", EMPTY))
    odd += undated
    times = records.numbers("timestamp")
    if "hr" in messages and times.size:
        heart_rate = merged(messages["hr"], times, records.numbers("heart_rate"))
        records = replace(records, columns={**records.columns, "heart_rate": heart_rate})
    table = messages.get("session", EMPTY)
    rows = list(zip(table.rows(), table.developer_rows(), strict=True))
    sessions = [Session(row, own, start) for row, own in rows if (start := begin(row)) is not None]
    if rows and times.size and not sessions:
        sessions = [Session(*rows[0], float(times.min()))]
    if len(sessions) < len(rows):
        lost = say("{count} summaries of activities have no time and were left out.", count=len(rows) - len(sessions))
        odd.append(Finding("session-without-time", lost))
    sessions.sort(key=lambda session: session.start)
    unsaid = _unsaid(sessions, times) if is_damaged or not rows else None
    if unsaid is not None and number(first(messages, "file_id"), "type") not in names("file"):
        sessions.append(unsaid)
        odd.append(Finding("no-session", say("The file holds no summary of the activity, only its records.")))
    return _Recording(messages, records, sessions, (*findings, *odd))


def _unsaid(sessions: Sequence[Session], times: FloatArray) -> Session | None:
    """The activity whose summary is missing: of all records, or of those long after the last that has one."""
    if not sessions:
        return Session({}, {}, float(times.min())) if times.size else None
    said = duration(sessions[-1].row, sessions[-1].start)
    late = times[times > sessions[-1].start + said + END_SLACK] if said is not None else times[:0]
    return Session({}, {}, float(late.min())) if late.size > LEAST_UNSAID else None


def _activities(recording: _Recording) -> Iterator[Activity]:
    owners = recording.owners(recording.records.numbers("timestamp"))
    for index, session in enumerate(recording.sessions):
        activity = _activity(recording, index, session, np.flatnonzero(owners == index))
        if activity is not None:
            yield activity


def _activity(recording: _Recording, index: int, said: Session, chosen: NDArray[np.intp]) -> Activity | None:
    """The activity of one session with the chosen records, or None if it has none and no duration."""
    messages = recording.messages
    row, odd = possible_row({**circumstances_of(messages), **said.row})
    start, chosen, outside = placed(recording.records, chosen, said.start, number(row, "timestamp"))
    session = Session(row, said.developer, start)
    records = recording.records.where(chosen)
    times = records.numbers("timestamp") - start
    length = duration(row, start)
    if length is None and not times.size:
        return None
    elapsed_time = float(times.max()) if length is None else length
    streams, impossible = streams_of(records, times, sport_of(messages, session)[0])
    laps, lost = laps_of(recording.own("lap", begin, index), recording.own("event", marked, index), start)
    pauses = pauses_of(messages.get("event", EMPTY).rows(), start, elapsed_time)
    return Activity(
        outline=outline_of(messages, session, elapsed_time, streams, pauses),
        streams=streams,
        laps=laps,
        pauses=pauses,
        device=device_of(messages),
        findings=(*recording.findings, *odd, *outside, *oddities(records, times, elapsed_time), *impossible, *lost),
        details=details_of(session),
    )
