"""Exports of Apple Health made for tests, after the layouts that people published of theirs."""

from collections.abc import Iterable

from formats.archives.zips import zipped

BROKEN_DTD = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord|VisionPrescription)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT VisionPrescription ((RightEye|LeftEye|Attachment|MetadataEntry)*)>
<!ATTLIST VisionPrescription
  type             CDATA #REQUIRED
  brand            CDATA #IMPLIED
<!ELEMENT RightEye EMPTY>
<!ATTLIST WorkoutEvent
  type  CDATA #REQUIRED
  date  CDATA #REQUIRED
  duration CDATA #IMPLIED>
>
]>
"""
"""As iOS 16 wrote it: a list of attributes without its end, and one with two."""
WATCH, PHONE = "Watch", "iPhone"


def clock(second: float, zone: str = "+0200") -> str:
    """A date of 1 May 2024 from 07:00:00 on, as the clock of a zone shows it."""
    hours = 7 if zone == "+0200" else 5
    minutes, rest = divmod(int(second), 60)
    return f"2024-05-01 {hours + minutes // 60:02}:{minutes % 60:02}:{rest:02} {zone}"


def dates(start: float, end: float, zone: str = "+0200") -> str:
    """The attributes for a stretch of time."""
    return f'startDate="{clock(start, zone)}" endDate="{clock(end, zone)}"'


def record(  # noqa: PLR0913, PLR0917  # each is an attribute of the element
    kind: str, start: float, end: float, value: object, unit: str = "", source: str = WATCH, zone: str = "+0200"
) -> str:
    """A record."""
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" sourceVersion="10.4" unit="{unit}"'
        f' creationDate="{clock(end, zone)}" {dates(start, end, zone)} value="{value}"/>\n'
    )


def beats(*values: object, step: int = 5, source: str = WATCH) -> str:
    """Heart rates, one every few seconds."""
    return "".join(
        record("HeartRate", index * step, index * step, value, "count/min", source)
        for index, value in enumerate(values)
    )


def ways(*values: object, step: int = 5, unit: str = "km", source: str = WATCH) -> str:
    """What was covered in each stretch of some seconds."""
    return "".join(
        record("DistanceWalkingRunning", index * step, (index + 1) * step, value, unit, source)
        for index, value in enumerate(values)
    )


def note(key: str, value: str) -> str:
    """An entry of the metadata."""
    return f'  <MetadataEntry key="{key}" value="{value}"/>\n'


def event(kind: str, second: float, minutes: float | None = None) -> str:
    """An event."""
    length = "" if minutes is None else f' duration="{minutes}" durationUnit="min"'
    return f'  <WorkoutEvent type="HKWorkoutEventType{kind}" date="{clock(second)}"{length}/>\n'


def total(kind: str, value: object, unit: str, start: float = 0, end: float = 600) -> str:
    """A sum over the workout."""
    named = f'type="HKQuantityTypeIdentifier{kind}" {dates(start, end)}'
    return f'  <WorkoutStatistics {named} sum="{value}" unit="{unit}"/>\n'


def route(path: str = "/workout-routes/route_2024-05-01_7.10am.gpx") -> str:
    """The reference to a route."""
    file = f'   <FileReference path="{path}"/>\n'
    return f'  <WorkoutRoute sourceName="{WATCH}" {dates(0, 600)}>\n{file}  </WorkoutRoute>\n'


def workout(  # noqa: PLR0913  # each is an attribute of the element
    *inner: str,
    kind: str = "Running",
    start: float = 0,
    end: float = 600,
    more: str = 'duration="10" durationUnit="min"',
    source: str = WATCH,
    zone: str = "+0200",
    device: str = "0x28a",
) -> str:
    """A workout."""
    named = f"&lt;&lt;HKDevice: {device}&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,7"
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{kind}" {more} sourceName="{source}"'
        f' sourceVersion="10.4" device="{named}, software:10.4&gt;" {dates(start, end, zone)}>\n'
        f"{''.join(inner)} </Workout>\n"
    )


def export(*inner: str, dtd: str = BROKEN_DTD, end: str = "</HealthData>\n") -> bytes:
    """The XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{dtd}<HealthData locale="de_DE">\n'
        f' <ExportDate value="2024-06-01 12:00:00 +0200"/>\n{"".join(inner)}{end}'
    ).encode()


def gpx(points: Iterable[tuple[float, float, float]], made: str = "2024-06-01T10:00:00Z") -> bytes:
    """A route: second, latitude and altitude of each point."""
    rows = "".join(
        f'<trkpt lon="2.000000" lat="{latitude:.6f}"><ele>{altitude}</ele>'
        f"<time>{clock(second, '+0000')[:10]}T{clock(second, '+0000')[11:19]}Z</time>"
        "<extensions><speed>2.5</speed><course>-1</course><hAcc>5.5</hAcc><vAcc>1.3</vAcc></extensions></trkpt>\n"
        for second, latitude, altitude in points
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Apple Health Export"'
        f' xmlns="http://www.topografix.com/GPX/1/1">\n<metadata>\n<time>{made}</time>\n</metadata>\n'
        f"<trk>\n<name>Route 2024-05-01 7:10am</name>\n<trkseg>\n{rows}</trkseg>\n</trk>\n</gpx>\n"
    ).encode()


def archive(xml: bytes, *routes: bytes, name: str = "export.xml") -> bytes:
    """The zip, with a first route by its usual name."""
    files = {
        f"apple_health_export/{name}": xml,
        "apple_health_export/export_cda.xml": b'<?xml version="1.0"?>\n<ClinicalDocument/>',
    }
    for index, content in enumerate(routes):
        ending = "" if not index else f"_{index}"
        files[f"apple_health_export/workout-routes/route_2024-05-01_7.10am{ending}.gpx"] = content
    return zipped(files)
