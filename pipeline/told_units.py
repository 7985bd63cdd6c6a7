"""Units told in sentences: 'The Pay Section handles the wages.', '2. The legal department is responsible for …'.

In prose such a sentence opens no unit. On a page where no line names any, and most items or paragraphs open so, each
with another name, they are the page's units.
"""

from __future__ import annotations

import re

from pipeline.headings import all_capitals, names_nobody
from pipeline.lines import Lines, item_words
from pipeline.profile import Profile
from pipeline.spans import Mark, Span

WORD = re.compile(r"[(（][^()（）]{0,60}[)）]|[^\s()（）]+")
ASIDE = re.compile(r"\s*[(（][^()（）]{0,60}[)）]")
LONGEST = 160
MOST_WORDS = 14
MOST = 0.6
FEWEST_ITEMS, FEWEST_PARAGRAPHS = 2, 3
ENDS = (".", ";", ":", "。", "；", "：")


def told_units(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks`, in which no unit was found, with each item or paragraph that opens so as a heading; none of them where
    the page is not told so. An item between them of which nobody knows whose it is opens a part of the page."""
    items = [m for m in marks if m.kind == "item" and m.depth == 0]
    if items:
        names = [subject(text, *item_words(text, lines, m), profile) for m in items]
        if not _are_units(text, names, FEWEST_ITEMS):
            return marks
        opened = {m.start: _opened(text, lines, m, name, profile) for m, name in zip(items, names, strict=True)}
        return [opened.get(m.start, m) if m.kind == "item" else m for m in marks]
    paragraphs = list(zip(lines.paragraphs, lines.paragraph_ends, strict=True))
    names = [titled(text, subject(text, start, end, profile), profile) for start, end in paragraphs]
    if not _are_units(text, names, FEWEST_PARAGRAPHS):
        return marks
    out, last = list(marks), ""
    for (start, _), name in zip(paragraphs, names, strict=True):
        if name is not None and text[slice(*name)] != last:
            last = text[slice(*name)]
            out.append(Mark("heading", start, name[1], name=name))
    return sorted(out, key=lambda m: (m.start, -m.end))


def _are_units(text: str, names: list[Span | None], fewest: int) -> bool:
    """Do most of them have names, and enough of them different ones?"""
    told = [text[slice(*name)].lower() for name in names if name is not None]
    return len(set(told)) >= fewest and len(told) >= MOST * len(names) and 2 * len(set(told)) > len(told)


def _opened(text: str, lines: Lines, m: Mark, name: Span | None, profile: Profile) -> Mark:
    """The item `m` as a heading, where it has a name or says as the others do what somebody is in charge of."""
    name = name or _in_charge(text, *item_words(text, lines, m), profile)
    if name is None:
        return Mark("article", m.start, m.end)
    return Mark("heading", m.start, name[1], name=name, number=m.number)


def titled(text: str, name: Span | None, profile: Profile) -> Span | None:
    """`name`, if it is one set in capitals: in a paragraph, nothing else tells it from prose."""
    return name if name is not None and all_capitals(text[slice(*name)].split(), profile) else None


def subject(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The name that is the subject of the sentence at `start`: its head noun stands in front of the verb."""
    article = profile.article.match(text, start, end)
    start = article.end() if article else start
    words = list(WORD.finditer(text, start, min(end, start + LONGEST)))[:MOST_WORDS]
    plain = [w for w in words if w[0][0] not in "(（"]
    if not plain or plain[0][0].lower() in profile.file.words.openers:
        return None  # 'In addition, the office handles …'
    for at, word in enumerate(plain[:-1], 1):
        if word[0].endswith(ENDS):
            return None
        behind = [w[0] for w in plain[at : at + 3]]
        # In 'office of legal affairs handles', 'affairs' is no verb.
        closed = word[0].lower() in profile.heads or not _is_verb(behind[1:], profile)
        if closed and _is_verb(behind, profile) and profile.has_head(ASIDE.sub("", text[start : word.end()])):
            return _name(text, (start, word.end()), profile, article=article is not None)
    return None


def _name(text: str, span: Span, profile: Profile, *, article: bool) -> Span | None:
    """`span`, if it names a unit: not 'each office', 'Director of the Office', nor, without an article in front of it,
    'inspect museum', of which its files are said."""
    name = ASIDE.sub("", text[slice(*span)])
    words = name.split()
    own, of, _ = name.lower().partition(" of ")
    person = of and own.rpartition(" ")[2] in profile.file.words.posts
    verb = not article and profile.is_ordinary(words[0].lower(), common=True) and not all_capitals(words, profile)
    thing = (of and not profile.ends_in_head(own)) or profile.object_inside.search(name)  # 'cars of the court'
    return None if not own or person or verb or thing or names_nobody(name, profile) else span


def _is_verb(words: list[str], profile: Profile) -> bool:
    """Do `words` open with a verb that says what somebody does: 'handles', 'shall keep', 'mainly manages'?"""
    kinds = profile.file.words
    if words and words[0].endswith(tuple(kinds.adverb_endings)):
        words = words[1:]
    if not words:
        return False
    first = words[0]
    if first in kinds.auxiliary:
        return first not in kinds.before_names  # 'office or section'
    verb = first.isalpha() and first.islower() and first.endswith(tuple(kinds.verb_endings))
    return verb and first not in profile.plurals


def _in_charge(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """Who is in charge of something, whatever its head noun is: 'The investigation organs are responsible for …'."""
    article = profile.article.match(text, start, end)
    start = article.end() if article else start
    for word in WORD.finditer(text, start, min(end, start + LONGEST)):
        if word.start() > start and profile.duty_opener.match(text, word.start() - 1, end):
            stop = start + len(text[start : word.start()].rstrip())
            return _name(text, (start, stop), profile, article=article is not None)
        if word[0].endswith(ENDS):
            return None
    return None
