"""Time zone of a place, from boundaries that ship with tzfpy."""

import tzfpy


def zone_of_place(latitude: float, longitude: float) -> str | None:
    """IANA time zone at a latitude and longitude (°), or None where none is known."""
    return tzfpy.get_tz(longitude, latitude) or None
