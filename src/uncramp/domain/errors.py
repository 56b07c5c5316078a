"""The one error tree: every class is a sentence with the offending value."""

from typing import Self

from uncramp.domain.sentence import Sentence, Value, say


class UncrampError(Exception):
    """Anything a person did, or a file holds, that Uncramp cannot go on with."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class UnreadableFileError(UncrampError):
    """A file that gives no activity.

    Parameters
    ----------
    name
        The file as the user named it.
    reason
        One clause that completes "cannot read NAME:".
    offset
        Byte at which reading ended, where one can be named.
    """

    def __init__(self, name: str, reason: Sentence, offset: int | None = None) -> None:
        self.name = name
        self.reason = reason
        self.offset = offset
        super().__init__(say("{name}: {reason}", name=name, reason=self.clause))

    def __reduce__(self) -> tuple[type[Self], tuple[str, Sentence, int | None]]:
        """How it travels between processes."""
        return type(self), (self.name, self.reason, self.offset)

    @property
    def clause(self) -> Sentence:
        """The reason, with the byte where one can be named."""
        if self.offset is None:
            return self.reason
        return say("{reason} (at byte {offset})", reason=self.reason, offset=self.offset)


class OtherKindError(UnreadableFileError):
    """A sound file of a kind that holds no activity, like a watch's settings."""


class InvalidValueError(UncrampError):
    """A value that a person gave and that cannot be meant."""


class NotFoundError(UncrampError):
    """Something asked for by name or number that the logbook does not hold."""


class LogbookError(UncrampError):
    """The logbook cannot be opened, read or written."""


def invalid(template: str, /, **values: Value) -> InvalidValueError:
    """Make an :class:`InvalidValueError` of a template and its values."""
    return InvalidValueError(say(template, **values))
