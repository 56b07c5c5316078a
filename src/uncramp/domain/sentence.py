"""Words as values: a message template with typed quantities, rendered only at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from uncramp.domain.quantities import Quantity, Range


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message to a person, not yet in a language or in units.

    Parameters
    ----------
    template
        English text with ``{name}`` for each value; also the key of its translations.
    values
        What stands in the places of the template; a sentence within it is rendered first.
    """

    template: str
    values: "Mapping[str, Value]" = field(default_factory=dict)

    def __str__(self) -> str:
        """Plain English in the units of the house, for logs and tracebacks."""
        return self.template.format_map({name: str(value) for name, value in self.values.items()})


Value = Quantity | Range | Sentence | str | int


def say(template: str, /, **values: Value) -> Sentence:
    """Make a sentence; the translators' tool collects the templates of these calls."""
    return Sentence(template, values)
