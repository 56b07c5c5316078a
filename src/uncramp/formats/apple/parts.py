"""What is cut out of Apple's export: small files of their own, the same bytes from every export that tells the same.

A part is XML with the elements of Apple's export, in our own order::

    <HealthData part="workout">
      <Workout …>…</Workout>                                        as Apple wrote it, with what lasts of it
      <Records><Record type= sourceName= unit= startDate= endDate= value= />…</Records>
      <Route><trkpt …>…</trkpt>…</Route>                            the points of each of its routes
    </HealthData>

or ``part="masses"`` with records alone. Dates of records are in UTC.
"""

import re
from collections.abc import Iterable, Sequence

from uncramp.formats.apple.markup import attributes, clean
from uncramp.formats.apple.samples import Row, Samples
from uncramp.formats.apple.scan import Workout

_BEGIN = b'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData part="%s">\n'
_END = b"</HealthData>\n"
_RECORD = (
    b'<Record type="HKQuantityTypeIdentifier%s" sourceName="%s" unit="%s" startDate="%s" endDate="%s" value="%s"/>\n'
)
_POINT = re.compile(rb"<trkpt\b[^<]*+(?:<(?!/?trkpt\b)[^<]*+)*+</trkpt\s*+>")
_GAP = re.compile(rb">\s+<")
_LOCATION = re.compile(rb"<Location\b([^<>]*+)>(?:\s*</Location>)?+")
_FILE = re.compile(rb"<FileReference\b([^<>]*+)>")


def routes_of(workout: Workout) -> list[str]:
    """Paths of the files with the routes of a workout, as the export tells them."""
    said = (attributes(each[1]).get(b"path", b"") for each in _FILE.finditer(workout.element))
    return list(dict.fromkeys(path.decode("utf-8", "replace") for path in said if path))


def workout_part(workout: Workout, samples: Samples, routes: Sequence[bytes]) -> bytes:
    """The file of one workout.

    Parameters
    ----------
    routes
        The GPX files of its routes.
    """
    element = workout.element
    within = [_within(element)] if b"<Location" in element else []
    tracks = [*(_points(clean(route)) for route in routes), *within]
    parts = [
        _BEGIN % b"workout",
        _LOCATION.sub(b"", element),
        b"\n",
        _records(samples.within(workout.start, workout.end)),
        *(b"<Route>\n" + track + b"\n</Route>\n" for track in tracks if track),
        _END,
    ]
    return b"".join(parts)


def masses_part(samples: Samples) -> bytes | None:
    """The file of all body masses, or None if there are none."""
    rows = list(samples.masses())
    return b"".join([_BEGIN % b"masses", _records(rows), _END]) if rows else None


def _records(rows: Iterable[tuple[bytes, Row]]) -> bytes:
    texts = [_RECORD % (kind, *row) for kind, row in rows]
    return b"".join([b"<Records>\n", clean(b"".join(texts)), b"</Records>\n"])


def _points(route: bytes) -> bytes:
    """The points alone; what else a GPX says differs from one export to the next."""
    return b"\n".join(_GAP.sub(b"><", point[0]) for point in _POINT.finditer(route))


def _within(element: bytes) -> bytes:
    """The points that the exports of iOS 10 held within the workout, in the manner of GPX."""
    points = []
    for location in _LOCATION.finditer(element):
        said = attributes(location[1])
        points.append(
            b'<trkpt lon="%s" lat="%s"><ele>%s</ele><time>%s</time><extensions><speed>%s</speed></extensions></trkpt>'
            % tuple(said.get(name, b"") for name in (b"longitude", b"latitude", b"altitude", b"date", b"speed"))
        )
    return b"\n".join(points)
