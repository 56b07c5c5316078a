"""Tables of the logbook. Values lie in documents of the codec; columns are what queries need of them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class RunnerRow(models.Model):
    """One runner; every other row belongs to one.

    ``profile`` is the document of a :class:`~uncramp.domain.runner.Runner`, or None if none was saved.
    """

    name = models.CharField(max_length=150, unique=True)
    profile = models.JSONField(null=True)

    def __str__(self) -> str:
        """The runner's name."""
        return self.name


class OriginalRow(models.Model):
    """A file as the runner gave it.

    ``content`` is compressed by zlib; ``size`` (bytes) and ``sha256`` are those of the original.
    """

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+", db_index=False)
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added = models.DateTimeField(default=timezone.now)
    content = models.BinaryField()

    class Meta:
        """The same bytes are kept once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["runner", "sha256"], name="original_once")]

    def __str__(self) -> str:
        """The file's name."""
        return self.name


class SetAsideRow(models.Model):
    """An original that could not be read, and what its archive says of it; a later version may read it."""

    original = models.OneToOneField(OriginalRow, models.CASCADE, related_name="set_aside")
    said = models.JSONField(default=dict)

    def __str__(self) -> str:
        """The file's number."""
        return f"original {self.original_id}"


class RunRow(models.Model):
    """An outing, whatever tells of it; its key is the number by which the runner calls it."""

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        """The run's number."""
        return f"run {self.pk}"


class ActivityRow(models.Model):
    """An activity of an original: the columns of its :class:`~uncramp.domain.outline.Outline`, and its features.

    Several may tell of one run; it is taken from the one that ``is_used``, the richest. ``features_version`` says which
    code made the features; what another version made is never decoded. ``said`` is what the file and its archive say of
    the whole.
    """

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(RunRow, models.CASCADE, related_name="activities")
    original = models.ForeignKey(OriginalRow, models.CASCADE, related_name="activities", db_index=False)
    position = models.PositiveIntegerField()
    is_used = models.BooleanField(default=True)
    richness = models.PositiveIntegerField(default=0)
    sport = models.CharField(max_length=20)
    sub_sport = models.TextField(null=True)  # noqa: DJ001  # None is unknown
    start = models.DateTimeField()
    is_clock_sure = models.BooleanField(default=True)
    time_zone = models.TextField(null=True)  # noqa: DJ001  # None is unknown
    elapsed_time = models.FloatField()
    timer_time = models.FloatField()
    distance = models.FloatField(null=True)
    features = models.JSONField()
    features_version = models.PositiveIntegerField()
    said = models.JSONField(default=dict)

    class Meta:
        """One index gives both the newest first and those that start within hours of another."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["original", "position"], name="position_once"),
            models.UniqueConstraint(fields=["run"], condition=models.Q(is_used=True), name="one_used"),
        ]
        indexes: ClassVar = [models.Index(fields=["runner", "start"], name="runner_start")]

    def __str__(self) -> str:
        """Sport and start."""
        return f"{self.sport} {self.start}"


class EpisodeRow(models.Model):
    """A cramp: the document of a :class:`~uncramp.domain.diary.CrampEpisode`."""

    run = models.ForeignKey(RunRow, models.CASCADE, related_name="+")
    document = models.JSONField()

    def __str__(self) -> str:
        """The run it belongs to."""
        return f"run {self.run_id}"


class AnswerRow(models.Model):
    """That nothing cramped: the document of an :class:`~uncramp.domain.diary.Answer`."""

    run = models.OneToOneField(RunRow, models.CASCADE, related_name="+")
    document = models.JSONField()

    def __str__(self) -> str:
        """The run it belongs to."""
        return f"run {self.run_id}"


class JudgedRow(models.Model):
    """A :class:`~uncramp.usecases.judged_run.JudgedRun`: derived, and made anew when its digest is another."""

    run = models.OneToOneField(RunRow, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    is_race = models.BooleanField()
    readings = models.JSONField()

    def __str__(self) -> str:
        """The run it belongs to."""
        return f"run {self.run_id}"


class WeighInRow(models.Model):
    """A weigh-in: the document of a :class:`~uncramp.domain.diary.WeighIn`, and the original it came in, if any."""

    run = models.ForeignKey(RunRow, models.CASCADE, related_name="+")
    original = models.ForeignKey(OriginalRow, models.CASCADE, related_name="weigh_ins", null=True)
    document = models.JSONField()

    def __str__(self) -> str:
        """The run it belongs to."""
        return f"run {self.run_id}"


class MassRow(models.Model):
    """A reading of body mass, kg, as a file has it."""

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+", db_index=False)
    original = models.ForeignKey(OriginalRow, models.CASCADE, related_name="masses")
    moment = models.DateTimeField()
    mass = models.FloatField()

    class Meta:
        """Several files may tell of one reading; it is kept once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["runner", "moment", "mass"], name="mass_once")]

    def __str__(self) -> str:
        """Mass and moment."""
        return f"{self.mass} kg {self.moment}"


class ImportRow(models.Model):
    """An import: what was given, how far it is, and whether it was stopped."""

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+")
    label = models.TextField()
    begun = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    expected = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    is_stopped = models.BooleanField(default=False)
    failure = models.JSONField(null=True)

    def __str__(self) -> str:
        """What was given."""
        return self.label


class EntryRow(models.Model):
    """A row of an import's ledger: the document of an :class:`~uncramp.usecases.ports.Entry`."""

    ledger = models.ForeignKey(ImportRow, models.CASCADE, related_name="entries", db_index=False)
    place = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    added = models.PositiveIntegerField(default=0)
    document = models.JSONField()

    class Meta:
        """One row a file."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["ledger", "place"], name="entry_once")]

    def __str__(self) -> str:
        """Place and outcome."""
        return f"{self.place} {self.outcome}"


class ExperimentRow(models.Model):
    """An experiment: the document of an :class:`~uncramp.domain.experiment.Experiment`."""

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+")
    document = models.JSONField()
    is_open = models.BooleanField(default=True)

    class Meta:
        """A runner tests one thing at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["runner"], condition=models.Q(is_open=True), name="one_open_experiment")
        ]

    def __str__(self) -> str:
        """The experiment's number."""
        return f"experiment {self.pk}"


class TurnRow(models.Model):
    """A turn of an experiment: the document of an :class:`~uncramp.domain.experiment.Entry`, and its run, if any.

    A turn stays when its run is gone: the order was drawn before it.
    """

    experiment = models.ForeignKey(ExperimentRow, models.CASCADE, related_name="turns", db_index=False)
    turn = models.PositiveIntegerField()
    run = models.ForeignKey(RunRow, models.SET_NULL, related_name="+", null=True)
    document = models.JSONField()

    class Meta:
        """One row a turn."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["experiment", "turn"], name="turn_once")]

    def __str__(self) -> str:
        """Experiment and turn."""
        return f"experiment {self.experiment_id}, turn {self.turn}"


class ClubRow(models.Model):
    """How a runner signs what he shares, and what the files of others come to.

    ``sharer`` is empty if nothing was ever shared; ``pooling`` is the document of a
    :class:`~uncramp.usecases.club_ports.Pooling`, or None.
    """

    runner = models.OneToOneField(RunnerRow, models.CASCADE, related_name="+")
    sharer = models.CharField(max_length=32, default="")
    edition = models.PositiveIntegerField(default=0)
    pooling = models.JSONField(null=True)

    def __str__(self) -> str:
        """By what the runner signs."""
        return self.sharer


class SharedRow(models.Model):
    """What another runner shares: the document of a :class:`~uncramp.usecases.club_ports.SharedDiary`."""

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+", db_index=False)
    sharer = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    document = models.JSONField()

    class Meta:
        """One file a runner."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["runner", "sharer"], name="sharer_once")]

    def __str__(self) -> str:
        """Whose it is."""
        return self.sharer
