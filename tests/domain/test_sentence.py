import pytest
from hypothesis import given

from strategies import sentences
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, say


def test_a_sentence_keeps_its_template_apart_from_its_values() -> None:
    sentence = say("Drink no more than {ceiling}.", ceiling=Quantity("fluid_rate", 0.8))
    assert sentence.template == "Drink no more than {ceiling}."
    assert sentence.values == {"ceiling": Quantity("fluid_rate", 0.8)}


def test_in_a_log_a_sentence_is_english_in_the_units_of_the_house() -> None:
    sentence = say("{name} sweats {rate} in {count} runs.", name="Ana", rate=Range("sweat_rate", 0.8, 1, 1.3), count=4)
    assert str(sentence) == "Ana sweats 1 (0.8 to 1.3) L/h in 4 runs."


def test_braces_in_a_value_are_shown_and_not_filled() -> None:
    assert str(say("No run is called {name}.", name="{secret}")) == "No run is called {secret}."


def test_a_value_may_be_called_template() -> None:
    assert str(say("The {template}.", template="form")) == "The form."


def test_a_sentence_with_a_missing_value_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError, match="value"):
        str(Sentence("At {value}."))


@given(sentences())
def test_every_value_of_a_sentence_appears_in_it(sentence: Sentence) -> None:
    text = str(sentence)
    assert all(str(value) in text for value in sentence.values.values())
