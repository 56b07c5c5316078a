"""Files as a watch would have written them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from uncramp.cli.demo.activity_file import activity_file
from web.outings import outing

FIRST_DAY = datetime(2020, 1, 1, 6, tzinfo=UTC)


def write_runs(folder: Path, count: int) -> list[Path]:
    """Write one run for each of so many days, each a little longer than the one before; oldest first."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for day in range(count):
        path = folder / f"{day:04}.fit"
        path.write_bytes(activity_file(outing(FIRST_DAY + timedelta(days=day), 3000.0 + 15.0 * day)))
        paths.append(path)
    return paths
