import re

from django.test import Client

from uncramp.evidence.findings import bibliography, findings
from uncramp.evidence.priors import priors
from uncramp.web.pages.evidence.views import TOPICS


def test_every_topic_has_a_title_and_every_title_a_topic() -> None:
    assert {finding.topic for finding in findings().values()} == set(TOPICS)


def test_every_finding_can_be_pointed_at(client: Client) -> None:
    page = client.get("/evidence/").content.decode()
    assert re.findall(r'<article class="finding" id="([^"]+)"', page) == sorted(
        findings(), key=lambda each: (list(TOPICS).index(findings()[each].topic), list(findings()).index(each))
    )


def test_a_finding_says_how_well_it_is_known_in_whom_and_where_it_stands(client: Client) -> None:
    page = client.get("/evidence/").content.decode()
    article = page[page.index('id="rf-overpace-56"') :].partition("</article>")[0]
    source = bibliography()[findings()["rf-overpace-56"].source]
    for part in ("Crampers ran the first half faster", "strong evidence", "n = 49", "56 km runners", source.journal):
        assert part in article
    assert f'href="https://doi.org/{source.doi}"' in article


def test_what_rests_on_memory_is_marked(client: Client) -> None:
    page = client.get("/evidence/").content.decode()
    marked = {
        article.partition('"')[0]
        for article in page.split('<article class="finding" id="')[1:]
        if "unverified" in article.partition("</article>")[0]
    }
    assert marked == {finding.id for finding in findings().values() if not finding.verified}


def test_links_to_elsewhere_are_encrypted_and_tell_nobody_where_the_reader_was(client: Client) -> None:
    page = client.get("/evidence/").content.decode()
    links = re.findall(r'<a href="(https?:[^"]+)"([^>]*)>', page)
    assert links
    assert all(address.startswith("https://doi.org/10.") and 'rel="noreferrer"' in rest for address, rest in links)


def forecast_part(client: Client) -> str:
    page = client.get("/evidence/").content.decode()
    return page.partition('<section id="forecast">')[2].partition("</section>")[0].replace('<span class="ends">', "")


def test_what_the_forecast_starts_from_can_be_reached_and_says_that_it_is_not_validated(client: Client) -> None:
    page, part = client.get("/evidence/").content.decode(), forecast_part(client)
    assert '<a href="#forecast">What the forecast starts from</a>' in page
    assert "it has not been validated as a predictor" in part
    assert 'href="/check/"' in part


def test_every_race_has_its_share_with_an_interval_and_says_where_from(client: Client) -> None:
    rows = forecast_part(client).partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert len(rows) == len(priors().baseline)
    assert all(re.search(r">\d+ % \(\d+ to \d+ %\)<", row) for row in rows)
    assert ["carried over from the marathon" in row for row in rows] == [True, False, False, False]


def test_every_covariate_has_its_factor_with_an_interval_a_grade_and_sources(client: Client) -> None:
    rows = forecast_part(client).split("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    for row, each in zip(rows, priors().covariate.values(), strict=True):
        assert re.search(r">\d+\.\d\d \(\d+\.\d\d to \d+\.\d\d\)<", row)
        assert ("(shown, not counted)" in row) == each.off
        assert all(f'href="/evidence/#{finding}"' in row for finding in each.findings)
