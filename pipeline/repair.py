"""Repair: mend what translation broke inside a duty, without inventing words.

Each rule is one function whose name, with hyphens, is the name its edits are recorded under. A capital in mid-sentence
is told from a name by how the page writes the word elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from pipeline.edits import Edit
from pipeline.lines import Lines
from pipeline.profile import Profile

Span = tuple[int, int]
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
SPACED_NUMBER = regex.compile(r"(?<=\d)[ \t\u00a0]{1,3}(?=[.．、)）])")
STRAY = regex.compile(r"(?<=\s)(?P<word>\p{Lu}\p{Ll}+)(?![\p{L}\d’'-])")
AFTER = regex.compile(r"\s+(?:(?:of|and|for|the|&)\s+){0,2}\p{Lu}")
QUOTED = regex.compile(r"\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”|《[^》\n]{0,200}》")
# One look at the whole page proposes places, in terms that cost little; the rules judge only those.
SPACED = re.compile(r"[,;:.!?，；。](?<=\s.)(?=\s|\Z)")
CAPITAL = re.compile(r"[A-ZÀ-Þ](?<=\s.)[a-zß-ÿ]+(?![\w’'-]|\s+(?:(?:of|and|for|the|&)\s+){0,2}[A-ZÀ-Þ])")
AGAIN = re.compile(r"\s+[^\W\d_]+")
DOUBLED_ALLOWED = frozenset({"that", "had"})


class Evidence:
    """How the page writes its words: what tells a stray capital from a name."""

    def __init__(self, text: str, profile: Profile) -> None:
        self.text = text
        self.profile = profile
        self._lower: dict[str, bool] = {}
        self._habits: dict[str, bool] = {}

    def lower(self, word: str) -> bool:
        """Does `word`, in lower case, stand on the page?"""
        if word not in self._lower:
            pattern = regex.compile(rf"(?<![\p{{L}}-]){regex.escape(word)}(?![\p{{L}}-])")
            self._lower[word] = pattern.search(self.text) is not None
        return self._lower[word]

    def habit(self, word: str) -> bool:
        """Does the page write the word, alone with its capital, more often than a slip would explain?"""
        if word not in self._habits:
            alone = [m for m in _places(self.text, word) if m.start() and self.text[m.start() - 1].isspace()]
            alone = [m for m in alone if not AFTER.match(self.text, m.end()) and self._joint(m.start())]
            self._habits[word] = len(alone) > 2
        return self._habits[word]

    def _joint(self, start: int) -> bool:
        before = _before(self.text, 0, start)
        return before is not None and not before[1][0].isupper()

    def ordinary(self, word: str) -> bool:
        """Does the page, or the language, write `word` in lower case in mid-sentence?"""
        low = word.lower()
        return self.lower(low) or low in self.profile.file.words.ordinary


def _places(text: str, word: str) -> Iterator[regex.Match[str]]:
    """Where `word` stands, no part of a longer word."""
    at = text.find(word)
    while at >= 0:
        if (match := STRAY.match(text, at)) and match["word"] == word:
            yield match
        at = text.find(word, at + len(word))


def wrapped_hyphen(text: str, lines: Lines) -> Iterator[Edit]:
    """'anti-' at the end of a hard-wrapped line and 'smuggling' on the next one are one word."""
    for i in range(1, len(lines.starts)):
        end, start = lines.ends[i - 1], lines.starts[i]
        joined = text[end - 1] == "-" and text[end - 2 : end - 1].isalpha() and text[start].isalpha()
        if joined and not lines.is_paragraph_start(start):
            yield Edit("wrapped-hyphen", end, start, "")


def suspects(text: str) -> list[tuple[int, str]]:
    """Places where a rule for duties may have something to mend: (offset, rule), in order."""
    found = [(m.start(), "spaced-punctuation") for m in SPACED.finditer(text)]
    for match in CAPITAL.finditer(text):
        at = match.start()
        end = at - 1
        while end > 0 and text[end - 1].isspace():
            end -= 1
        last = text[end - 1]
        if last in ";；":
            found.append((at, "capital-after-semicolon"))
        elif last not in ".:,!?。：，" and not last.isdigit():
            found.append((at, "stray-capital"))
    words = text.split()
    pairs = zip(words, words[1:], map(str.startswith, words[1:], words), strict=False)
    twice = {a for a, b, again in pairs if again and len(a) > 2 and not b[len(a) : len(a) + 1].isalnum()}
    for word in sorted(w for w in twice - DOUBLED_ALLOWED if w.islower() and w.isalpha()):
        again = re.compile(rf"{word}(?P<again>\s+{word})(?![\w-])")
        found += [(m.start("again"), "doubled-word") for m in again.finditer(text) if not _inside(text, m.start())]
    return sorted(found)


def _before(text: str, low: int, at: int) -> tuple[int, str] | None:
    """Where the word or the closing mark before `at` starts, and what it is; None at `low` and behind other marks."""
    end = at
    while end > low and text[end - 1].isspace():
        end -= 1
    start = end
    while start > low and (text[start - 1].isalpha() or text[start - 1] == "-"):
        start -= 1
    if start == end and end > low and (text[end - 1] in ',)）”"' or text[end - 1].isdigit()):
        start -= 1
    return (start, text[start:end]) if start < end < at else None


def _inside(text: str, at: int) -> bool:
    """Does `at` stand inside a word?"""
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "-_")


def spaced_number(text: str, span: Span) -> Iterator[Edit]:
    """'9 . Implement' -> '9. Implement': the mark, not the duty."""
    if text[span[1] - 1].isdigit() or not any(map(str.isspace, text[slice(*span)])):
        return
    if match := SPACED_NUMBER.search(text, *span):
        yield Edit("spaced-number", match.start(), match.end(), "")


def spaced_punctuation(text: str, span: Span, at: int) -> Edit | None:
    """'etc. , research' -> 'etc., research'; `at` is the punctuation mark."""
    start = span[0] + len(text[span[0] : at].rstrip())
    return Edit("spaced-punctuation", start, at, "") if start > span[0] else None


def doubled_word(text: str, span: Span, at: int) -> Edit | None:
    """'public affairs affairs' -> 'public affairs'; `at` is the white space before the second word."""
    match = AGAIN.match(text, at, span[1])
    return Edit("doubled-word", at, match.end(), "") if match else None


def doubled_head_word(text: str, span: Span, profile: Profile) -> Iterator[Edit]:
    """'Legal Division 1 Division' -> 'Legal Division 1'."""
    for match in profile.doubled_head.finditer(text, *span):
        yield Edit("doubled-head-word", *match.span("again"), "")


def capital_after_semicolon(text: str, span: Span, at: int, evidence: Evidence) -> Edit | None:
    """'purposes; Responsible for' -> 'purposes; responsible for', where the word at `at` is no name."""
    word = CAPITAL.match(text, at, span[1])
    if word is None or at == span[0] or not evidence.ordinary(word[0]):
        return None
    return Edit("capital-after-semicolon", at, at + 1, text[at].lower())


def stray_capital(text: str, span: Span, at: int, evidence: Evidence) -> tuple[Edit, Span] | None:
    """'ensures Fast clearance' -> 'ensures fast clearance', with the place where words may be missing."""
    before = _before(text, span[0], at)
    if before is None:
        return None
    last = before[1]
    if last[0].isupper() or last[0].isdigit() or last == "," or last in evidence.profile.file.words.before_names:
        return None  # part of a longer name, or in a place where a name may stand
    word = CAPITAL.match(text, at, span[1])
    if word is None or not evidence.ordinary(word[0]) or evidence.habit(word[0]):
        return None
    if any(m.start() < at < m.end() for m in QUOTED.finditer(text, *span)):
        return None
    return Edit("stray-capital", at, at + 1, text[at].lower()), (before[0], word.end())
