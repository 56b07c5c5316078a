import tomllib

from contracts.source import ROOT, formulas

TABLES = [
    (path.name, table)
    for path in sorted((ROOT / "tests" / "reference").glob("*.toml"))
    for table in tomllib.loads(path.read_text("utf-8"))["formula"]
]


def test_every_formula_has_somebody_elses_numbers() -> None:
    proved = {table["function"] for _, table in TABLES}
    assert formulas()
    unproved = [name for name, _ in formulas() if name not in proved]
    assert not unproved, "\n".join(unproved)


def test_every_table_says_where_its_numbers_stand_and_how_near_is_near() -> None:
    assert TABLES
    wanted: dict[str, type | tuple[type, ...]] = {
        "source": str,
        "place": str,
        "tolerance": (int, float, dict),
        "case": list,
    }
    lacking = [
        f"{name}: {table['function']} lacks {key}"
        for name, table in TABLES
        for key, kind in wanted.items()
        if not isinstance(table.get(key), kind) or table[key] in ("", [])
    ]
    assert not lacking, "\n".join(lacking)
