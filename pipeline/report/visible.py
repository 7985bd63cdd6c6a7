"""Text of a page as something to look at: whatever acts on a terminal or a line of text becomes a visible escape."""

from __future__ import annotations

import re
from unicodedata import category

# Everything that can't be printed: control characters and terminal escapes, marks that turn, join or hide text, line
# and paragraph separators, surrogates, private and unassigned characters. Spaces of all widths are left alone.
ACTING = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

# Where a text is cut off.
MORE = "…"

# Marks piled upon one letter: no script needs four, and they run into the lines above and below.
PILED = re.compile(r"[\u0300-\u036f\u20d0-\u20ff]{4,}")


def visible(text: str) -> str:
    r"""`text` with nothing in it that acts: `\n` for a line end, `\u{202e}` for a mark that turns the text around.

    >>> visible("a\x1b[31mb")
    'a\\u{1b}[31mb'
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(SHORT.get(c) or (f"\\u{{{ord(c):x}}}" if category(c) in ACTING else c) for c in text)
    return PILED.sub(_piled, shown)


def clipped(text: str, longest: int) -> str:
    """`text`, cut at `longest` characters with a sign that it goes on."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + MORE


def _piled(match: re.Match[str]) -> str:
    """All marks but the first three as escapes."""
    return match[0][:3] + "".join(f"\\u{{{ord(c):x}}}" for c in match[0][3:])
