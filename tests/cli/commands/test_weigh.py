import json

from cli.conftest import Uncramp


def test_a_weigh_in_is_kept_and_told(sampled: Uncramp) -> None:
    run = json.loads(sampled("runs", "--last", 1, "--json").stdout)[0]
    hours = run["outline"]["elapsed_time"] / 3600
    finished = sampled("weigh", run["number"], "--before", "68.0", "--after", "67.5", "--drunk", "0.3")
    assert finished.returncode == 0, finished.stderr
    assert f"{0.8 / hours:.2f} L/h" in finished.stdout


def test_a_mass_that_no_scale_shows_is_refused(sampled: Uncramp) -> None:
    finished = sampled("weigh", 1, "--before", "680", "--after", "67.5", "--drunk", "0.3")
    assert finished.returncode == 2
    assert "680" in finished.stderr
