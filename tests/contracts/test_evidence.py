import tomllib
from collections.abc import Iterator
from typing import Any

from contracts.source import PACKAGE
from uncramp.evidence.findings import bibliography, findings

DATA = PACKAGE / "evidence" / "data"


def named_findings(document: object) -> Iterator[str]:
    """Every id in a ``findings`` list, however deep."""
    if isinstance(document, dict):
        yield from document.get("findings", [])
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            yield from named_findings(part)


def test_every_number_that_rests_on_findings_rests_on_known_ones() -> None:
    documents: list[dict[str, Any]] = [tomllib.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.toml"))]
    named = {name for document in documents for name in named_findings(document)}
    assert named
    assert named - findings().keys() == set()


def test_every_finding_has_its_source_in_the_bibliography() -> None:
    assert findings()
    assert {finding.id: finding.source for finding in findings().values() if finding.source not in bibliography()} == {}
