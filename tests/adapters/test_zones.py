import pytest

from uncramp.adapters.zones import zone_of_place


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (53.55, 9.99, "Europe/Berlin"),
        (42.36, -71.06, "America/New_York"),
        (27.70, 85.32, "Asia/Kathmandu"),
        (-33.87, 151.21, "Australia/Sydney"),
        (52.52, 13.40, "Europe/Berlin"),
    ],
    ids=["Hamburg", "Boston", "Kathmandu", "Sydney", "Berlin"],
)
def test_a_place_has_the_zone_of_the_tz_database(latitude: float, longitude: float, name: str) -> None:
    assert zone_of_place(latitude, longitude) == name
