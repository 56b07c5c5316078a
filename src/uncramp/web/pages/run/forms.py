"""The form for a cramp."""

from django import forms
from django.utils.translation import gettext_lazy as _

from uncramp.domain.diary import Muscle, Onset, Severity, Side
from uncramp.domain.units import parse_distance
from uncramp.web.fields import MemberField, ParsedField, UnitsForm

LONGEST_NOTE = 2000


class CrampForm(UnitsForm):
    """What a runner can say of one cramp."""

    muscle = MemberField(Muscle, label=_("Which muscle?"))
    side = MemberField(Side, required=False, label=_("Which leg?"))
    onset = MemberField(Onset, label=_("When?"))
    severity = MemberField(Severity, required=False, label=_("How bad?"))
    distance = ParsedField(
        parse_distance, required=False, label=_("How far into the run?"), help_text=_("like 34, 34km or 21mi")
    )
    note = forms.CharField(
        required=False, max_length=LONGEST_NOTE, label=_("In your own words"), widget=forms.Textarea({"rows": 3})
    )
