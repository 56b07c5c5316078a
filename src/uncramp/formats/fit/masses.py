"""Body masses in the FIT files of scales."""

from datetime import timedelta

from uncramp.domain.diary import MassReading
from uncramp.domain.quantities import Quantity
from uncramp.formats.fit.decode import decode
from uncramp.formats.fit.messages import EMPTY
from uncramp.formats.fit.records import are_dates
from uncramp.formats.fit.summary import EPOCH


def read_masses(name: str, content: bytes) -> tuple[MassReading, ...]:
    """The body masses in a FIT file that have a date and can be true, in its order.

    Raises
    ------
    UnreadableFileError
        If the file holds no whole message, or too much to be an outing.
    """
    weighed = decode(name, content).get("weight_scale", EMPTY)
    weighed = weighed.where(are_dates(weighed.numbers("timestamp")))
    return tuple(
        MassReading(EPOCH + timedelta(seconds=time), mass)
        for time, mass in zip(weighed.numbers("timestamp").tolist(), weighed.numbers("weight").tolist(), strict=True)
        if Quantity("mass", mass).is_possible
    )
