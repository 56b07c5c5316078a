"""The club of a runner in Django's database."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from uncramp.domain.codec import to_document
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import ClubRow, SharedRow
from uncramp.logbook.rows import Rows, decoded
from uncramp.usecases.club_ports import KeptClub, Pooling, SharedDiary, Signature


@dataclass(frozen=True, slots=True)
class ClubRows(Rows):
    """The club of one runner; fulfils :class:`uncramp.usecases.club_ports.Clubs`."""

    def sign(self, name: str) -> Signature:
        """Count one more file of the runner's own; the name is taken if there is none yet."""
        with self.one_writer():
            row, _ = self._clubs().get_or_create(runner_id=self.runner_id)
            row.sharer, row.edition = row.sharer or name, row.edition + 1
            row.save(using=self.database)
        return Signature(row.sharer, row.edition)

    def club(self) -> KeptClub:
        """What is kept of the club."""
        with failures_in_words(self.database):
            row = self._clubs().first()
            digests = dict(self._shared().values_list("sharer", "digest"))
        if row is None:
            return KeptClub(None, digests, None)
        pooling = None if row.pooling is None else decoded(row.pooling, Pooling)
        return KeptClub(Signature(row.sharer, row.edition) if row.sharer else None, digests, pooling)

    def shared_diaries(self) -> list[SharedDiary]:
        """The kept files of others, in the order of their names."""
        with failures_in_words(self.database):
            documents = list(self._shared().order_by("sharer").values_list("document", flat=True))
        return [decoded(each, SharedDiary) for each in documents]

    def keep_shared(self, diaries: Collection[SharedDiary], pooling: Pooling) -> None:
        """Keep files, each in place of an older one of the same runner, and what all of them come to."""
        rows = [
            SharedRow(runner_id=self.runner_id, sharer=each.sharer, digest=each.digest, document=to_document(each))
            for each in diaries
        ]
        with self.one_writer():
            self._shared().bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["runner", "sharer"],
                update_fields=["digest", "document"],
            )
            self._keep(pooling)

    def keep_pooling(self, pooling: Pooling) -> None:
        """Keep what the files that are there come to."""
        with self.one_writer():
            self._keep(pooling)

    def leave_club(self) -> int:
        """Forget all files of others and what they came to, and say how many there were."""
        with self.one_writer():
            self._clubs().update(pooling=None)
            return self._shared().delete()[0]

    def _keep(self, pooling: Pooling) -> None:
        self._clubs().update_or_create(runner_id=self.runner_id, defaults={"pooling": to_document(pooling)})

    def _clubs(self) -> QuerySet[ClubRow]:
        return ClubRow.objects.using(self.database).filter(runner=self.runner_id)

    def _shared(self) -> QuerySet[SharedRow]:
        return SharedRow.objects.using(self.database).filter(runner=self.runner_id)
