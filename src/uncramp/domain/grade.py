"""How well a claim is known."""

from enum import StrEnum


class Grade(StrEnum):
    """Strength of the evidence behind a finding, an advice or a reason."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    CONSENSUS = "consensus"
    CONTRADICTED = "contradicted"
