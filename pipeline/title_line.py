"""One line read as a title: the topic that it announces, and the body that it is about.

A title is a topic and a body in some order: 'Internal organizations of X', 'X internal organizations', 'X - Duties'.
The words of the topic are known, so the body is what is left; where it isn't clear what that is, the line names nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.title_words import Word

# The grammar of topics, over the letters of `title_words`.
# 'the main duties', 'department functions', 'duties by department', 'each department'
PHRASE = r"(?:[ad]*+q*+[khn]?[tw]*[twurn]b?|[ad]*dq*[khn](?:j[khn])*)"
JOIN = r"(?:j+|p|(?<=[tr])f)"
TOPIC = rf"{PHRASE}(?:{JOIN}{PHRASE})*"
NOTICE = r"(?:a?g[pf])*"  # 'Notice on the …'
ALONE = re.compile(rf"[fp]?{NOTICE}{TOPIC}[xyzp]*\Z")
FRONT = re.compile(rf"[fp]?{NOTICE}{TOPIC}(?:p|(?<=[tr])f)+a?")
NOTICE_OF = re.compile(r"(?:a?g[pf])+a?")
BEHIND = re.compile(rf"[jpz]*{TOPIC}\Z")
# A topic that opens with words which belong to no name: 'internal …', 'and their …', '. Organic …'.
MARKED = re.compile(r"[jpz]*(?:a*d|a*q+[twurn]|z|[jp]+a|[khn]?[tw]*[twurn]b)")
NAME_ON = frozenset("pfx")  # what a head noun inside a name has behind it: 'Embassy of X', 'Authority for X'
HEADS = frozenset("khn")
NO_BODY = re.compile(r"[:：>»|;；<]|\d[)）]|[,，]\Z|\A[(（]?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)）、]")
COLON = re.compile(r"[:：]")
EDITION = re.compile(r"[(（](?:[^()（）]*\d[^()（）]*|[IVX]+|[^A-Z()（）]*)[)）]")
POSSESSIVE = re.compile(r"['’]s?\Z")
QUOTES = "\"'“”‘’«»《》"
TOPIC_WORDS = frozenset("turwnqd")
MOST_CUTS = 2  # dashes, bars and colons in a title
MOST_SMALL = 2  # more words in small letters than these are a sentence, unless a head noun ends them


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line that announces a topic, or is a name and nothing else.

    `body` is where the body's name stands, if it has one; `tasks` says that the topic is what somebody does, which may
    be told of a unit as well; `leads` that the topic stands in front of the words for the body; `bare` that the line is
    a name alone, and `headed` that this name says what kind of body it is.
    """

    body: Span | None
    tasks: bool = False
    leads: bool = False
    bare: bool = False
    headed: bool = False


def read_title(text: str, start: int, end: int, profile: Profile) -> TitleLine | None:
    """What the line `text[start:end]` announces; None where it is neither a title nor a name."""
    words = profile.titles.read(text, start, end)
    letters = {w.letter for w in words}
    if "v" in letters:
        return None
    if letters & {"s"} and sum(w.letter == "s" for w in words) > MOST_CUTS:
        return None  # a menu: 'Home | Profile | Leaders | Internal organizations'
    pieces = [_Piece(text, piece, "".join(w.letter for w in piece), profile) for piece in _cut(words)]
    lines = [piece.read() for piece in pieces]
    titles = [one for one in lines if one is not None and not one.bare]
    if not titles:
        return lines[0] if len(lines) == 1 else None
    tasks = all(one.tasks for one in titles)
    leads = any(one.leads for one in titles)
    bodies = [one.body for one in titles if one.body is not None]
    colon = "s" in letters and any(COLON.search(text, w.start, w.end) for w in words if w.letter == "s")
    if colon and not all(p.is_topic() or (one and one.bare) for p, one in zip(pieces, lines, strict=True)):
        return TitleLine(None, tasks, leads)  # 'Functions of the Pay Office: see below'
    names = [one.body for one in lines if one is not None and one.bare]
    return TitleLine(bodies[0] if bodies else names[0] if len(names) == 1 else None, tasks, leads)


def named_behind(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The name, in whatever letters, behind the topic that opens the line: '… duties of the harbor tax bureau'."""
    words = profile.titles.read(text, start, end)
    front = FRONT.match("".join(w.letter for w in words))
    if front is None or front.end() >= len(words):
        return None
    name = words[front.end()].start, words[-1].end
    several = " " in text[slice(*name)]
    return name if several and profile.ends_in_head(text[slice(*name)]) else None


def named_alone(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The name that the line is and nothing else ('Public Security Bureau of Lakeside'). A word of a topic, or one in
    small letters that belongs to no name, shows that it is a title whose words are broken ('Intenal Departments of X',
    'Functons of X')."""
    said = read_title(text, start, end, profile)
    if said is None or said.body is None or not (said.bare and said.headed):
        return None
    words = profile.titles.read(text, *said.body)
    small = profile.file.words.small
    if any(w.letter in TOPIC_WORDS and w is not words[-1] for w in words):
        return None
    plain = all(not text[w.start].islower() or text[w.start : w.end] in small for w in words)
    return said.body if plain and text[words[0].start].isupper() else None


def _cut(words: list[Word]) -> list[list[Word]]:
    """A line cut at its dashes, bars and colons."""
    pieces: list[list[Word]] = [[]]
    for word in words:
        if word.letter == "s":
            pieces.append([])
        else:
            pieces[-1].append(word)
    return [piece for piece in pieces if piece]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a title line between two dashes, bars or colons: its words, and their letters in a row."""

    text: str
    words: list[Word]
    letters: str
    profile: Profile

    def is_topic(self) -> bool:
        """Are these the words of a topic, and no others?"""
        return ALONE.match(self.letters) is not None

    def read(self) -> TitleLine | None:
        """What this piece says."""
        letters = self.letters
        if self.is_topic():
            return TitleLine(None, tasks="w" in letters and not set("tnur") & set(letters))
        end = self._without_asides(len(letters))
        front = FRONT.match(letters)
        start = front.end() if front else 0
        if not front and (notice := NOTICE_OF.match(letters)):
            start = notice.end()
        behind = BEHIND.search(letters, start + 1, end) if end > start else None
        if behind is None and not front:
            return self._bare(end)
        tasks = not set("tnur") & set(letters[:start] if front else letters[behind.start() if behind else 0 :])
        stop = self._name_end(start, behind.start(), end, bool(front)) if behind else end
        if stop is None or (tasks and not front and letters[0] == "a"):  # 'The Pay Office's main duties': a unit's
            return TitleLine(None, tasks, leads=bool(front))
        if stop == end and not front:
            return self._bare(end)
        body = self._body(start, self._without_asides(stop), cut=stop < end, strict=not front)
        return TitleLine(body, tasks, leads=bool(front))

    def _bare(self, end: int) -> TitleLine | None:
        """The piece as a name without a topic."""
        first, last = self.words[0].start, self.words[-1].end
        numbered = len(self.words) == 2 and self._word(0).lower() in self.profile.file.words.before_numbers  # 'Part 2'
        if numbered or self.profile.titles.is_furniture(self.text, first, last):
            return None
        body = self._body(0, end, cut=False, strict=True)
        return TitleLine(body, bare=True, headed=self._headed(0, end)) if body is not None else None

    def _name_end(self, start: int, at: int, end: int, front: bool) -> int | None:
        """Where the name ends in front of the topic that may start at the word `at`: there, or further behind where the
        topic's first words belong to the name; None where that can't be told."""
        letters = self.letters[:end]
        topic = next(w for w in self.words[at:] if w.letter not in "jpzad")
        if self.text[topic.start].islower() and self._headed(start, at, capital=True):
            return at
        if letters[at] in "kh":  # 'Harbor Department Overview', but 'Harbor Bureau Department Overview'
            if not self._ends_in_head(start, at):
                if letters[at - 1] in HEADS:
                    return None
                at += 1
        elif letters[at] == "q" and MARKED.match(letters, at) is None and not self._ends_in_head(start, at):
            return None  # 'Harbor Main Office Overview'
        if MARKED.match(letters, at):
            return at
        inner = not {"p", "f"}.isdisjoint(letters[start:at])
        if letters[at] in "jp":  # 'Office of Laws and Regulations'
            return end if letters[at] == "p" or inner or not front else None
        if letters[at:] == "n" and not self._ends_in_head(start, at) and letters[at - 1] != "h":
            singular = not self._word(at).lower().endswith("s")
            return end if not front or singular or inner else None  # 'World Health Organization'
        if front and letters[at] in "tuw":
            return at
        if letters[at] != "w" and self._headed(start, at):
            return at
        return None

    def _headed(self, start: int, end: int, *, capital: bool = False) -> bool:
        """Does a head noun close the name, or have 'of' behind it? With `capital`, a capital will do."""
        letters = self.letters
        if capital and self.text[self.words[end - 1].start].isupper():
            return True
        return any(letters[i] in HEADS and (i == end - 1 or letters[i + 1] in NAME_ON) for i in range(start, end))

    def _ends_in_head(self, start: int, end: int) -> bool:
        span = self.words[start].start, self.words[end - 1].end
        return end > start and self.profile.ends_in_head(self.text[slice(*span)])

    def _without_asides(self, end: int) -> int:
        """Where the words end without what says which edition of the page this is, and full stops."""
        while end and (self.letters[end - 1] in "yz" or self._is_edition(end - 1)):
            end -= 1
        return end

    def _is_edition(self, at: int) -> bool:
        behind_topic = at > 0 and self.letters[at - 1] in "twur"
        if self.letters[at] != "x":
            return False
        inside = self.words[at].start + 1, self.words[at].end - 1
        return (
            behind_topic
            or EDITION.fullmatch(self._word(at)) is not None
            or self.profile.titles.is_edition(self.text, *inside)
        )

    def _body(self, start: int, end: int, *, cut: bool, strict: bool) -> Span | None:
        """Where the body's name stands in the words from `start` to `end`, if they are one.

        `cut` where a topic followed it, `strict` where nothing but its capitals shows it is a name.
        """
        letters = self.letters
        while start < end and letters[start] in "ajz":
            start += 1
        while end > start and letters[end - 1] in "ajpf":
            end -= 1
        if cut and letters[max(start, end - 3) : end - 1] == "pa" and self._points_back(end - 1):
            end -= 3
        if start == end or letters[start] in "dpfx" or set(letters[start:end]) <= set("kqtwrunajpfdyxz"):
            return None
        if end - start == 1 and letters[start] in "kh":
            return None  # 'the Embassy'
        first, last = self.words[start].start, self.words[end - 1].end
        name = self.text[first:last].rstrip(QUOTES + ".")
        if cut:
            name = POSSESSIVE.sub("", name)
        first += len(name) - len(name.lstrip(QUOTES))
        name = name.lstrip(QUOTES)
        return (first, first + len(name)) if self._is_name(name, start, end, strict=strict) else None

    def _points_back(self, at: int) -> bool:
        """Is the word a kind of body in small letters: 'Harbor Bureau of the organization's duties'?"""
        return POSSESSIVE.sub("", self._word(at)) in self.profile.file.words.kinds

    def _is_name(self, name: str, start: int, end: int, *, strict: bool) -> bool:
        """Is `name`, the words from `start` to `end`, written like a name?"""
        if NO_BODY.search(name) or not any(c.isalpha() for c in name) or name.split()[0].isdecimal():
            return False
        if self.profile.section.match(name) is not None:
            return False  # 'Article 1. Duties and powers'
        if set(name) <= set("IVX") or name.lower() in self.profile.file.ordinals or _is_list(name, self.profile):
            return False
        whole = self.text[self.words[0].start : self.words[-1].end]
        if whole.islower():
            return not strict  # a page in small letters
        small = self.profile.file.words.small
        low = [w for w in self.words[start:end] if self.text[w.start : w.end].islower()]
        if name.split()[0].islower() or any(w.letter in "tuwrdn" for w in low):
            return False  # 'departments of X' is no name
        prose = sum(w.letter != "x" and self.text[w.start : w.end] not in small for w in low)
        return prose <= (0 if strict else MOST_SMALL) or self.profile.ends_in_head(name)

    def _word(self, at: int) -> str:
        return self.text[self.words[at].start : self.words[at].end]


def _is_list(name: str, profile: Profile) -> bool:
    """Are the words several units, or cut out of a longer aside?"""
    parts = name.split(",")
    brackets = sum(name.count(c) for c in "(（") != sum(name.count(c) for c in ")）")
    if brackets or len(parts) == 1 or not all(profile.ends_in_head(part) for part in parts):
        return brackets
    return (
        len(parts) > 2 or parts[0].split()[-1] == parts[1].split()[-1]
    )  # 'Traffic Police Detachment, Security Bureau'
