from datetime import datetime

from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.web.pages.imports.forms import RunForm


def test_bare_numbers_are_in_the_runners_unit_and_the_clock_in_the_runners_zone() -> None:
    typed = {"date": "2026-05-01", "time": "07:30", "distance": "6", "duration": "1:00"}
    form = RunForm(Runner(units=IMPERIAL, time_zone="America/New_York"), typed)
    assert form.is_valid()
    run = form.run()
    assert run.distance == 6 * 1609.344
    assert (run.local_start, run.duration, run.time_zone) == (
        datetime(2026, 5, 1, 7, 30),  # noqa: DTZ001  # on the clock of its place
        3600.0,
        "America/New_York",
    )
