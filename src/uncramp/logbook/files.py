"""Files and what was read from them, in Django's database."""

from dataclasses import dataclass, replace
from datetime import timedelta
from zlib import compress, decompress
from zlib import error as ZlibError  # noqa: N812  # it is a class

from uncramp.domain.codec import to_document
from uncramp.domain.diary import MassReading, ToldWeighIn
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.sentence import Sentence, say
from uncramp.exposure.cleaning.bounds import ON_FOOT
from uncramp.exposure.outings import run_at
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import MassRow, OriginalRow, SetAsideRow, WeighInRow
from uncramp.logbook.recordings import Recordings
from uncramp.logbook.rows import (
    OUTLINE,
    in_text,
    outline_of,
    text,
)
from uncramp.usecases.ports import Entry, Original, Outcome, Reading, Slot

COMPRESSION = 1
"""Level of zlib: on FIT, TCX and GPX files level 6 takes twice the time for a few per cent less room."""


@dataclass(frozen=True, slots=True)
class Files(Recordings):
    """The files of one runner."""

    def keep(self, original: Original, reading: Reading, slot: Slot | None = None) -> Entry:
        """Keep a file with all that was read from it, and its row; bytes that are there already change nothing."""
        content = compress(original.content, COMPRESSION)
        place = 0 if slot is None else slot.place
        with self.one_writer():
            known = self.has(original.digest)
            if known is not None:
                entry = Entry(place, original.name, Outcome.ALREADY_THERE, known)
            else:
                entry = self._kept(self._file(original, content), reading, place)
            self._in_ledger(slot, entry)
        return entry

    def set_aside(self, original: Original, reason: Sentence, slot: Slot | None = None) -> Entry:
        """Keep a file that cannot be read, for a later version to try, and its row."""
        content = compress(original.content, COMPRESSION)
        entry = Entry(0 if slot is None else slot.place, original.name, Outcome.REFUSED, reasons=(reason,))
        with self.one_writer():
            if self.has(original.digest) is None:
                file = self._file(original, content)
                SetAsideRow.objects.using(self.database).create(original=file, said=in_text(dict(original.said)))
            self._in_ledger(slot, entry)
        return entry

    def set_aside_files(self) -> list[str]:
        """Digests of the files that could not be read, newest first."""
        with failures_in_words(self.database):
            rows = OriginalRow.objects.using(self.database).filter(runner=self.runner_id, set_aside__isnull=False)
            return list(rows.order_by("-pk").values_list("sha256", flat=True))

    def set_aside_file(self, digest: str) -> Original:
        """A file that could not be read; raises ``NotFoundError``."""
        with failures_in_words(self.database):
            rows = OriginalRow.objects.using(self.database).filter(runner=self.runner_id, sha256=digest)
            row = rows.filter(set_aside__isnull=False).values_list("name", "content", "set_aside__said").first()
        if row is None:
            raise NotFoundError(say("No file with the fingerprint {digest} was set aside.", digest=digest))
        name, content, said = row
        return replace(unpacked(name, content, digest), said=said)

    def tell(self, original: Original) -> None:
        """Add what an archive says of a file that is there."""
        with self.one_writer():
            for row in self.activities().filter(original__sha256=original.digest):
                row.said = {**row.said, **in_text(dict(original.said))}
                row.save(update_fields=["said"])

    def has(self, digest: str) -> tuple[int, ...] | None:
        """Numbers of the runs of a file whose very bytes are there and were read, or None."""
        with failures_in_words(self.database):
            rows = OriginalRow.objects.using(self.database).filter(runner=self.runner_id, sha256=digest)
            runs = (
                rows.filter(set_aside=None).order_by("activities__position").values_list("activities__run", flat=True)
            )
            numbers: list[int | None] = list(runs)
        return tuple(dict.fromkeys(each for each in numbers if each is not None)) if numbers else None

    def original(self, number: int, recording: int | None = None) -> Original:
        """The file of a run, or one of several; raises ``NotFoundError``, or ``LogbookError`` if it has changed."""
        columns = ("original__name", "original__content", "original__sha256")
        row = self.run_row(number, *columns) if recording is None else self.recording_row(recording, *columns)
        return unpacked(row["original__name"], row["original__content"], row["original__sha256"])

    def masses(self) -> list[MassReading]:
        """All readings of body mass, newest first."""
        with failures_in_words(self.database):
            rows = MassRow.objects.using(self.database).filter(runner=self.runner_id).order_by("-moment", "-pk")
            return [MassReading(*row) for row in rows.values_list("moment", "mass")]

    def _in_ledger(self, slot: Slot | None, entry: Entry) -> None:
        if slot is not None:
            self.write_entry(slot.ledger, entry)

    def _file(self, original: Original, content: bytes) -> OriginalRow:
        """The row of a file; one that was set aside is there already, and is set aside no longer."""
        files = OriginalRow.objects.using(self.database).defer("content")
        file, is_new = files.get_or_create(
            runner_id=self.runner_id,
            sha256=original.digest,
            defaults={"name": text(original.name), "size": len(original.content), "content": content},
        )
        if not is_new:
            SetAsideRow.objects.using(self.database).filter(original=file).delete()
        return file

    def _kept(self, file: OriginalRow, reading: Reading, place: int) -> Entry:
        is_used = False
        added: list[int] = []
        known: list[int] = []
        reasons = [finding.told for finding in reading.findings if not finding.is_damage]
        damaged = [finding.told for finding in reading.findings if finding.is_damage]
        for run in reading.runs:
            found = [finding.told for finding in run.findings if finding.is_damage]
            damaged += [sentence for sentence in found if sentence not in damaged]
            linked = self.add_run(run, file)
            (added if linked.is_new else known).append(linked.number)
            is_used |= linked.is_used
            reasons += _wrong_clock(linked.shift)
        masses = self._add_masses(reading, file)
        weigh_ins, lost = self._add_weigh_ins(reading, file)
        reasons += lost
        if added or (masses + weigh_ins and not known):
            outcome = Outcome.RECOVERED if damaged or lost else Outcome.READ
        elif known:
            outcome = Outcome.SAME_ACTIVITY
        else:
            outcome = Outcome.REFUSED if lost or not reading.measurements else Outcome.ALREADY_THERE
        if outcome is Outcome.REFUSED or (lost and not reading.runs):  # a later version, or a later run, may help
            SetAsideRow.objects.using(self.database).create(original=file)
        elif outcome is Outcome.ALREADY_THERE:
            self._drop_unless_needed(file)
        runs = tuple(dict.fromkeys(added or known))
        return Entry(
            place=place,
            name=file.name,
            outcome=outcome,
            runs=runs,
            added=len(set(added)),
            is_used=is_used,
            masses=masses,
            weigh_ins=weigh_ins,
            reasons=(*damaged, *reasons),
        )

    def _add_masses(self, reading: Reading, file: OriginalRow) -> int:
        new = {(each.moment, each.mass) for each in reading.measurements if isinstance(each, MassReading)}
        rows = MassRow.objects.using(self.database)
        if new:
            moments = [moment for moment, _ in new]
            near = rows.filter(runner=self.runner_id, moment__range=(min(moments), max(moments)))
            new -= set(near.values_list("moment", "mass"))
        rows.bulk_create(
            MassRow(runner_id=self.runner_id, original=file, moment=moment, mass=mass) for moment, mass in sorted(new)
        )
        return len(new)

    def _add_weigh_ins(self, reading: Reading, file: OriginalRow) -> tuple[int, list[Sentence]]:
        """Write each down at its run; gives how many were new, and which have no run."""
        told = [each for each in reading.measurements if isinstance(each, ToldWeighIn)]
        if not told:
            return 0, []
        all_outlines = [(row["run_id"], outline_of(row)) for row in self.used().values("run_id", *OUTLINE)]
        on_foot = [(number, outline) for number, outline in all_outlines if outline.sport in ON_FOOT]
        rows = WeighInRow.objects.using(self.database)
        count = 0
        lost: list[Sentence] = []
        for each in told:
            number = run_at(each.local_start, on_foot) or run_at(each.local_start, all_outlines)
            document = to_document(each.weigh_in)
            if number is None:
                start = f"{each.local_start:%Y-%m-%d %H:%M}"
                lost.append(say("no run was found for the weigh-in of {start}", start=start))
            elif not rows.filter(run=number, document=document).exists():
                rows.create(run_id=number, original=file, document=document)
                count += 1
        return count, lost

    def _drop_unless_needed(self, file: OriginalRow) -> None:
        """Keep no file all of which other files have told."""
        files = OriginalRow.objects.using(self.database).filter(pk=file.pk, masses=None, weigh_ins=None)
        files.delete()


def unpacked(name: str, content: bytes | memoryview, digest: str) -> Original:
    """Original of its compressed content.

    Raises
    ------
    LogbookError
        If it is no longer what was kept under this digest.
    """
    try:
        original = Original(name, decompress(content))
    except ZlibError as error:
        raise _changed(name) from error
    if original.digest != digest:
        raise _changed(name)
    return original


def _changed(name: str) -> LogbookError:
    return LogbookError(
        say("The kept file {name} is not what it was when it was added; restore the logbook from a backup.", name=name)
    )


def _wrong_clock(shift: timedelta) -> list[Sentence]:
    """What is said of a file whose times differ by a time zone from those of another of the same outing."""
    if not shift:
        return []
    hours = f"{abs(shift).total_seconds() / 3600:g}"
    if shift > timedelta(0):
        return [say("its times are {hours} h later than in another file of the same run", hours=hours)]
    return [say("its times are {hours} h earlier than in another file of the same run", hours=hours)]
