import json

import numpy as np
import pytest
import typer

from uncramp.cli.output import CODES, Exit, chosen, failing_well, print_json, words
from uncramp.domain.errors import InvalidValueError, NotFoundError, UncrampError, invalid
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.domain.units import IMPERIAL, METRIC


def test_every_kind_of_error_has_an_exit_code() -> None:
    assert {kind for kind, _ in CODES} == set(UncrampError.__subclasses__())


@pytest.mark.parametrize(("kind", "code"), [(InvalidValueError, Exit.INVALID), (NotFoundError, Exit.NOT_FOUND)])
def test_an_error_becomes_a_sentence_and_its_code(
    kind: type[UncrampError], code: Exit, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as stopped, failing_well():
        raise kind(say("No {what}.", what=Quantity("mass", 6.0)))
    assert stopped.value.exit_code == code
    assert capsys.readouterr().err == "uncramp: No 6.0 kg.\n"


def test_other_errors_are_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError), failing_well():
        raise ZeroDivisionError


def test_json_speaks_sentences_and_writes_unknown_as_null(capsys: pytest.CaptureFixture[str]) -> None:
    error = invalid("At {place}.", place=Quantity("distance", 1500.0))
    print_json({"said": error.sentence, "streams": Streams.of([0.0, 1.0], speed=[3.0, np.nan])}, words())
    shown = json.loads(capsys.readouterr().out)
    assert shown["said"] == "At 1.5 km."
    assert shown["streams"]["speed"] == [3.0, None]


def test_named_units_win_over_the_profile() -> None:
    assert chosen("imperial", METRIC) is IMPERIAL
    assert chosen(None, IMPERIAL) is IMPERIAL
