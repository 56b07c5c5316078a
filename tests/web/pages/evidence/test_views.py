import re

from django.test import Client

from uncramp.evidence.findings import bibliography, findings
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
