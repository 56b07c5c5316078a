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


class ActivityRow(models.Model):
    """An activity of an original: the columns of its :class:`~uncramp.domain.activity.Outline`, and its features.

    ``features_version`` says which code made the features; what another version made is never decoded.
    """

    runner = models.ForeignKey(RunnerRow, models.CASCADE, related_name="+", db_index=False)
    original = models.ForeignKey(OriginalRow, models.CASCADE, related_name="activities", db_index=False)
    position = models.PositiveIntegerField()
    sport = models.CharField(max_length=20)
    sub_sport = models.TextField(null=True)  # noqa: DJ001  # None is unknown
    start = models.DateTimeField()
    time_zone = models.TextField(null=True)  # noqa: DJ001  # None is unknown
    elapsed_time = models.FloatField()
    timer_time = models.FloatField()
    distance = models.FloatField(null=True)
    features = models.JSONField()
    features_version = models.PositiveIntegerField()

    class Meta:
        """One index gives both the newest first and those that start within a minute of another."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["original", "position"], name="position_once")]
        indexes: ClassVar = [models.Index(fields=["runner", "start"], name="runner_start")]

    def __str__(self) -> str:
        """Sport and start."""
        return f"{self.sport} {self.start}"


class EpisodeRow(models.Model):
    """A cramp: the document of a :class:`~uncramp.domain.diary.CrampEpisode`."""

    activity = models.ForeignKey(ActivityRow, models.CASCADE, related_name="+")
    document = models.JSONField()

    def __str__(self) -> str:
        """The run it belongs to."""
        return f"run {self.activity_id}"


class WeighInRow(models.Model):
    """A weigh-in: the document of a :class:`~uncramp.domain.diary.WeighIn`."""

    activity = models.ForeignKey(ActivityRow, models.CASCADE, related_name="+")
    document = models.JSONField()

    def __str__(self) -> str:
        """The run it belongs to."""
        return f"run {self.activity_id}"
