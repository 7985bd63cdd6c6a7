"""The diff as the JSON that other programs read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Diff

# What JSON lets stand as it is, though a terminal obeys it or the eye can't see it: the upper control characters
# and whatever turns, joins or hides text.
UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def json_of(diff: Diff) -> str:
    """The diff as indented JSON. Unseen characters are escaped, which every JSON reader takes for the same text."""
    return UNSEEN.sub(_escaped, diff.model_dump_json(indent=2)) + "\n"


def _escaped(match: re.Match[str]) -> str:
    """The JSON escape of a character, two of them where it lies beyond sixteen bits."""
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
