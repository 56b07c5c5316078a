"""From the messages of a FIT file to activities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.formats.fit.decode import decode_parts
from uncramp.formats.fit.heart_rate import merged
from uncramp.formats.fit.messages import EMPTY, Messages, Table, join, number
from uncramp.formats.fit.profile import names
from uncramp.formats.fit.records import dated, oddities, streams_of, with_dates
from uncramp.formats.fit.summary import (
    Session,
    begin,
    details_of,
    device_of,
    duration,
    first,
    laps_of,
    outline_of,
    pauses_of,
)


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


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities in a FIT file, one a session, in order of time within each of its recordings.

    Raises
    ------
    UnreadableFileError
        If the file does not begin with a whole FIT recording, or holds no activity.
    """
    parts, findings = decode_parts(name, content)
    recordings = [_recording(join(group), findings) for group in _groups(parts)]
    activities = tuple(activity for recording in recordings for activity in _activities(recording))
    if not activities:
        raise UnreadableFileError(name, _why_none(parts))
    return activities


def _why_none(parts: Sequence[Messages]) -> Sentence:
    kind = names("file").get(number(first(parts[0], "file_id"), "type"))
    if kind is not None:
        return say("it holds no activity but is a {kind} file", kind=kind)
    if any("session" in messages or "record" in messages for messages in parts):
        return say("it holds no activity with a date")
    return say("it holds no activity")


def _groups(parts: Sequence[Messages]) -> list[list[Messages]]:
    """Recordings, each with those chained to it that hold no activity of their own, like a strap's heart rates."""
    groups: list[list[Messages]] = []
    for messages in parts:
        if "session" in messages or "record" in messages or not groups:
            groups.append([messages])
        else:
            groups[-1].append(messages)
    return groups


def _recording(messages: Messages, findings: Sequence[Finding]) -> _Recording:
    messages, odd = with_dates(messages)
    records, undated = dated(messages.get("record", EMPTY))
    odd += undated
    times = records.numbers("timestamp")
    if "hr" in messages and times.size:
        heart_rate = merged(messages["hr"], times, records.numbers("heart_rate"))
        records = replace(records, columns={**records.columns, "heart_rate": heart_rate})
    table = messages.get("session", EMPTY)
    rows = list(zip(table.rows(), table.developer_rows(), strict=True))
    if not rows and times.size and number(first(messages, "file_id"), "type") not in names("file"):
        rows = [({}, {})]
        odd.append(Finding("no-session", say("The file holds no summary of the activity, only its records.")))
    sessions = [Session(row, own, start) for row, own in rows if (start := begin(row)) is not None]
    if rows and times.size and not sessions:
        sessions = [Session(*rows[0], float(times.min()))]
    if len(sessions) < len(rows):
        lost = say("{count} summaries of activities have no time and were left out.", count=len(rows) - len(sessions))
        odd.append(Finding("session-without-time", lost))
    return _Recording(messages, records, sorted(sessions, key=lambda session: session.start), (*findings, *odd))


def _activities(recording: _Recording) -> Iterator[Activity]:
    messages = recording.messages
    times = recording.records.numbers("timestamp")
    laps = [row for row in messages.get("lap", EMPTY).rows() if begin(row) is not None]
    lap_owners = recording.owners(np.array([begin(row) for row in laps], np.float64))
    record_owners = recording.owners(times)
    for index, session in enumerate(recording.sessions):
        chosen = np.flatnonzero(record_owners == index)
        said = duration(session.row, session.start)
        if said is None and not chosen.size:
            continue
        streams = streams_of(recording.records, times[chosen] - session.start, chosen)
        elapsed_time = max(0.0, float(streams.elapsed_time.max())) if said is None else said
        pauses = pauses_of(messages.get("event", EMPTY).rows(), session.start, elapsed_time)
        own_laps = [lap for lap, owner in zip(laps, lap_owners, strict=True) if owner == index]
        yield Activity(
            outline=outline_of(messages, session, elapsed_time, streams, pauses),
            streams=streams,
            laps=laps_of(own_laps, session.start),
            pauses=pauses,
            device=device_of(messages),
            findings=(*recording.findings, *oddities(recording.records, chosen, session.start + elapsed_time)),
            details=details_of(messages, session),
        )
