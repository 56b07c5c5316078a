from contracts.source import PACKAGE, modules, own_functions
from uncramp.advice.compose import RULES
from uncramp.domain.grade import Grade
from uncramp.evidence.findings import findings
from uncramp.formats.readers import FORMATS
from uncramp.web.pages import PAGES

STRENGTH = {Grade.STRONG: 3, Grade.MODERATE: 2, Grade.CONSENSUS: 1, Grade.WEAK: 1, Grade.CONTRADICTED: 0}


def test_every_rule_is_asked_by_compose() -> None:
    written = {module.name for module in modules("advice/rules") if module.path.name != "__init__.py"}
    assert written
    assert written == {rule.__name__ for rule in RULES}


def test_every_rule_rests_on_findings_that_exist() -> None:
    assert [rule.__name__ for rule in RULES if not rule.FINDINGS] == []
    assert {rule.__name__: set(rule.FINDINGS) - findings().keys() for rule in RULES} == {
        rule.__name__: set() for rule in RULES
    }


def test_no_rule_is_graded_above_the_findings_that_it_rests_on() -> None:
    grades = {rule.__name__: (rule.GRADE, {findings()[name].grade for name in rule.FINDINGS}) for rule in RULES}
    assert {
        name: mine for name, (mine, found) in grades.items() if STRENGTH[mine] > max(STRENGTH[each] for each in found)
    } == {}


def test_every_reader_is_in_the_registry_of_formats() -> None:
    written = {module.name for module, function in own_functions("formats") if function.name == "read"}
    assert written
    assert written == {each.read.__module__ for each in FORMATS}


def test_every_page_folder_is_in_the_list_of_pages() -> None:
    folders = {path.parent.name for path in (PACKAGE / "web" / "pages").glob("*/__init__.py")}
    assert folders
    assert folders == set(PAGES)
