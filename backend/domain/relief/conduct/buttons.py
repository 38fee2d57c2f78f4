"""What an app's buttons put into a contact, so that one is logged in seconds: who, how, and what happened.

The facts of the buttons that are pressed are laid over each other; one of a group `who` or `how` at a time, any number
of `what`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Group = Literal["who", "how", "what"]
GROUPS: tuple[Group, ...] = ("who", "how", "what")
Facts = Mapping[str, str | bool]
_NOTHING: Facts = MappingProxyType({})


class Button(NamedTuple):
    """`sets` are fields of a contact, `says` fields of its `said`, `visits` of its `visit`."""

    id: str
    group: Group
    sets: Facts = _NOTHING
    says: Facts = _NOTHING
    visits: Facts = _NOTHING


BUTTONS: tuple[Button, ...] = (
    Button("lender", "who", {"party": "issuer"}),
    Button("collector", "who", {"party": "collector"}),
    Button("buyer", "who", {"party": "buyer"}),
    Button("missed_call", "how", {"channel": "call", "outcome": "unanswered"}),
    Button("talked", "how", {"channel": "call", "outcome": "talked"}),
    Button("voicemail", "how", {"channel": "call", "outcome": "message"}),
    Button("text", "how", {"channel": "text"}),
    Button("email", "how", {"channel": "email"}),
    Button("letter", "how", {"channel": "letter"}),
    Button("visit", "how", {"channel": "visit"}),
    Button("i_called", "how", {"channel": "call", "direction": "by_me", "outcome": "talked"}),
    Button("at_work", "what", {"place": "work"}),
    Button("agreed", "what", {"agreed": True}),
    Button("no_name", "what", says={"identified": False}),
    Button("threat", "what", says={"threat": True}),
    Button("posed", "what", says={"false_authority": True}),
    Button("asked_family", "what", says={"third_party": "asked", "who": "family"}),
    Button("told_family", "what", says={"third_party": "told", "who": "family"}),
    Button("told_employer", "what", says={"third_party": "told", "who": "employer"}),
    Button("promised", "what", says={"promised": True}),
    Button("came_in", "what", visits={"against_will": True}),
)
