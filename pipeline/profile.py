"""A profile: the labels, words and patterns of one language, loaded from TOML and compiled once.

Nothing in here knows how a page is read; a profile is data with its reasons and examples. `load` validates the file
and names the key that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.label_words import LabelWords
from pipeline.level_words import LevelReader
from pipeline.list_words import ListWords
from pipeline.patterns import compile_pattern
from pipeline.profile_file import ProfileFile
from pipeline.profile_reading import chain, ensure_sound, shaped
from pipeline.prose import plain_item, prose
from pipeline.title_words import TitleWords
from pipeline.word_lists import NOTHING, any_of, either, plural

ROMAN = frozenset("ivx")
OPENING_BRACKETS = "(（"
LONGEST_NAME = 92
LONGEST_REMARK = 4_000
OPENING = "([（《“\"'"
ORDINAL = re.compile(r"\s(?:\d{1,3}|[IVXivx]{1,5})\s")
ORDINAL_WORD = re.compile(r"([A-Z][a-z]{2,8})(?:[,，、:：]\s*|\.\s+)")


@dataclass(frozen=True, eq=False)
class Profile:
    """A loaded profile; its patterns are compiled when they are first used."""

    file: ProfileFile

    @property
    def name(self) -> str:
        return self.file.name

    @cached_property
    def heads(self) -> frozenset[str]:
        return frozenset(self.file.words.heads)

    @cached_property
    def plurals(self) -> frozenset[str]:
        return frozenset(map(plural, self.file.words.heads))

    @cached_property
    def matters(self) -> frozenset[str]:
        """The head nouns that are as often what a unit looks after: in 'Medical Service and Drug Section' the first is
        none."""
        return self.file.words.weak_heads - frozenset(self.file.words.kinds)

    def expand(self, pattern: str) -> str:
        """Put the word lists in place of <HEADS>, <HEAD> and <NUM>."""
        words = self.file
        number = r"\d{1,3}|(?:" + "|".join(words.numbers) + r")(?:-(?:" + "|".join(words.numbers) + "))?"
        for slot, alternatives in (
            ("<HEADS>", any_of(self.plurals)),
            ("<HEAD>", any_of(self.heads)),
            ("<NUM>", f"(?:{number})"),
        ):
            pattern = pattern.replace(slot, alternatives)
        return pattern

    def compile(self, pattern: str) -> re.Pattern[str]:
        return compile_pattern(f"(?i:{self.expand(pattern)})")

    @cached_property
    def labels(self) -> LabelWords:
        return LabelWords(self.file.labels, self.expand)

    @cached_property
    def leads(self) -> list[re.Pattern[str]]:
        return [self.compile(row.pattern) for row in self.file.leads]

    @cached_property
    def definitions(self) -> list[tuple[bool, re.Pattern[str]]]:
        """Whether a definition counts only where no other duty has one, and its pattern."""
        return [(row.alone, self.compile(row.pattern)) for row in self.file.definitions]

    @cached_property
    def nobody(self) -> re.Pattern[str]:
        """What stands where a name would, and names none of the page's units."""
        return self.compile("|".join(row.pattern for row in self.file.nobody) or NOTHING)

    @cached_property
    def itself(self) -> re.Pattern[str]:
        """What a sentence calls the unit at hand, as the subject of a clause behind another one: ', while this unit'.
        Or what it calls one that is another: '; cooperate with it'."""
        words = self.file.words
        this = rf"(?:\w{{2,7}}\s+)?(?:{either(words.selves)})\s+<HEAD>\b"
        told = either(sorted(words.objects)) or NOTHING
        another = rf"\w+\s+(?:\w{{2,4}}\s+)?(?:{told})\b(?=\s*(?:[.;,。；，]|in\b|with\b|\Z))"
        return self.compile(rf"[,，;；]\s*(?:{this}|{another})")

    @cached_property
    def unit_at_hand(self) -> re.Pattern[str]:
        """What a sentence calls the unit at hand in passing: 'entrusts the unit', 'and this office pays for them'."""
        words = self.file.words
        this = either(words.selves) or NOTHING
        told = either([*words.articles, *words.selves]) or NOTHING
        return self.compile(rf"\b(?:(?:{this})\s+<HEAD>|(?:{told})\s+{any_of(frozenset(words.any_kinds))})\b")

    @cached_property
    def titles(self) -> TitleWords:
        """The words that a title line is made of."""
        return TitleWords(self.file.titles, self.file.words, self.compile)

    @cached_property
    def stated_level(self) -> re.Pattern[str]:
        return self.compile("|".join(row.pattern for row in self.file.stated_levels))

    @cached_property
    def section(self) -> re.Pattern[str]:
        """A line that opens a section of rules ('Article 5')."""
        return self.compile("|".join(row.pattern for row in self.file.sections) or NOTHING)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """The duty that ends a list of duties ('Undertake other tasks assigned by superiors')."""
        return self.compile("|".join(row.pattern for row in self.file.closings) or NOTHING)

    @cached_property
    def remark(self) -> re.Pattern[str]:
        """A sentence about a unit that is no duty of it."""
        return self.compile("|".join(row.pattern for row in self.file.remarks) or NOTHING)

    def is_remark(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Is `text[start:end]` a remark and nothing else? Of a long one, what it opens with decides."""
        last = len(text) if end is None else end
        return self.remark.fullmatch(text, start, min(last, start + LONGEST_REMARK)) is not None

    @cached_property
    def joints(self) -> frozenset[str]:
        return frozenset(self.file.words.joints)

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """The word between two members of a list."""
        return self.compile(rf"\s+(?:{either(self.file.words.joints)})\s+")

    @cached_property
    def closing_joint(self) -> re.Pattern[str]:
        """What joins a clause to the next one, at the end of the searched stretch."""
        return self.compile(rf"\s*[,，;；]\s*(?:{either([*self.file.words.joints, 'or'])})?\s*\Z")

    @cached_property
    def article(self) -> re.Pattern[str]:
        """A word before a name that is no part of it."""
        return self.compile(rf"(?:{either(self.file.words.articles)})\s+" if self.file.words.articles else NOTHING)

    @cached_property
    def opening_words(self) -> frozenset[str]:
        return frozenset((*self.file.words.joints, *self.file.words.articles))

    @cached_property
    def piece_opening(self) -> re.Pattern[str]:
        """What may stand before a member's name: joints, articles, a number, which may be spelled out in brackets."""
        words = either([*self.file.words.joints, *self.file.words.articles])
        number = rf"[(（]?\d{{1,2}}[.)）、]|[(（](?:<NUM>|{any_of(frozenset(self.file.ordinals))}|[ivx]{{1,4}})[)）]"
        return self.compile(rf"(?:(?:{words})\s+)*+(?:an?\s+(?=\S+\s+\S))?+(?:(?:{number})\s*)?+")

    @cached_property
    def object_inside(self) -> re.Pattern[str]:
        """An article in the middle of a name, behind no small word: 'Leading the Agency' is what somebody does."""
        if not self.file.words.articles:
            return self.compile(NOTHING)
        small = either(sorted(self.file.words.small))
        return self.compile(rf"\b(?!(?:{small})\b)\w+\s+(?:{either(self.file.words.articles)})\s")

    def is_prose(self, text: str, start: int) -> bool:
        """Do the words at `start` show early, by a small letter where a name has a capital, that they are no name?"""
        return self._prose.match(text, start) is not None and not self._in_front_of_aside(text, start)

    def _in_front_of_aside(self, text: str, start: int) -> bool:
        """Do the words at `start` go on with a bracket behind a head noun: 'budget office (3 persons)'?"""
        ends = (text.find(bracket, start, start + LONGEST_NAME) for bracket in OPENING_BRACKETS)
        return any(end >= 0 and self.ends_in_head(text[start:end]) for end in ends)

    @cached_property
    def plain_item(self) -> re.Pattern[str]:
        """A number and a duty that leave nothing to ask; see `prose.plain_item`."""
        return re.compile(plain_item(self.file.words.small))

    @cached_property
    def _prose(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{prose(self.file.words.small)}")

    @cached_property
    def _abbreviations(self) -> tuple[frozenset[str], int]:
        words = (*self.file.sentences.never, *self.file.sentences.rarely)
        return frozenset(word.lower() for word in words), max(map(len, words), default=0)

    def abbreviated(self, words: str) -> bool:
        """Do `words` end in an abbreviation with its full stop?"""
        known, longest = self._abbreviations
        last = words[-longest - 1 :].lower() if longest else ""
        return any(last[at:] in known and not (at and last[at - 1].isalnum()) for at in range(len(last)))

    @cached_property
    def duty_opener(self) -> re.Pattern[str]:
        """The verb between a unit's name and its duties, in the middle of a sentence."""
        return compile_pattern("|".join(self.expand(row.pattern) for row in self.file.duty_openers))

    @cached_property
    def lists(self) -> ListWords:
        """The words of a member list that name nobody."""
        return ListWords(self.file.lists, (*self.file.numbers, *self.file.words.list_hints), self.compile)

    @cached_property
    def no_members(self) -> re.Pattern[str]:
        return self.lists.of_kind("none")

    @cached_property
    def count_phrase(self) -> re.Pattern[str]:
        return self.lists.of_kind("count")

    @cached_property
    def holds(self) -> re.Pattern[str]:
        """The words in front of a list in a sentence that does not count: 'It has a', 'The bureau consists of'."""
        return self.lists.of_kind("holds")

    @cached_property
    def glued(self) -> re.Pattern[str]:
        """The head noun of a list's last name and, as `behind`, what follows it to the end and is no name."""
        facts = "|".join(row.pattern for row in self.file.labels if row.field == "other")
        behind = [row.pattern for row in self.file.lists if row.kind == "behind"]
        rows = "|".join(
            [*behind, *(row.pattern for row in self.file.status), rf"(?:{facts or NOTHING})\s*[:：][^,，;；]*"]
        )
        number = r"(?:\s+(?:\d{1,3}|[IVX]{1,5}))?"
        return self.compile(rf"\b<HEAD>{number}[,，、;；]?\s+(?P<behind>(?!(?:the|this)\s)(?:{rows}))\Z")

    def doubled_heads(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every head word on both sides of an ordinal: the translator wrote 'Division 1 Division'."""
        for ordinal in ORDINAL.finditer(text, start, end):
            before = text[max(start, ordinal.start() - LONGEST_NAME) : ordinal.start()]
            word = before.rsplit(None, 1)[-1:]
            spaces = len(before) - len(before.rstrip())
            at = ordinal.start() - spaces - len(word[0].lstrip(OPENING)) if word else start
            if match := self._doubled_head.match(text, at, end):
                yield match

    @cached_property
    def _doubled_head(self) -> re.Pattern[str]:
        return self.compile(r"\b(?P<head><HEAD>)\s+(?:\d{1,3}|[IVX]{1,5})(?P<again>\s+(?P=head))(?![\w-])")

    @cached_property
    def status(self) -> list[tuple[str, re.Pattern[str]]]:
        """What a unit's status is said with, one pattern for each status: they are asked at every short line."""
        rows: dict[str, list[str]] = {}
        for row in self.file.status:
            rows.setdefault(row.status, []).append(row.pattern)
        return [(status, self.compile(rf"(?:{'|'.join(words)})[.。;]?")) for status, words in rows.items()]

    def is_status(self, words: str) -> bool:
        """Are `words` a unit's status ('Temporarily vacant') and nothing else?"""
        return any(pattern.fullmatch(words) for _, pattern in self.status)

    @cached_property
    def level(self) -> LevelReader:
        """Code and rank of a level's wording ('deputy director level'), or two None where it is unknown."""
        return LevelReader(self.file.levels)

    def number(self, words: str) -> int:
        """The value of a number in digits or words ('12', 'three', 'twenty-one')."""
        if words.isdecimal():
            return int(words)
        return sum(self.file.numbers[part.lower()] for part in words.split("-"))

    def name_start(self, text: str, start: int, end: int) -> int:
        """Where the name in a heading starts: behind 'First, the', 'Chapter 2', 'Introduction to the'."""
        start = self.behind_ordinal(text, start, end)
        opener = self._name_opener.match(text, start, end)
        return opener.end() if opener else start

    def behind_ordinal(self, text: str, start: int, end: int) -> int:
        """Where a line goes on behind 'First,' or 'One.'; `start` where it does not open so."""
        match = ORDINAL_WORD.match(text, start, end)
        word = match[1].lower() if match else ""
        return match.end() if match and (word in self.file.ordinals or word in self.file.numbers) else start

    @cached_property
    def number_initials(self) -> frozenset[str]:
        """What a number that is no figure may open with in front of a line: 'Second,', 'Two.', 'II.'."""
        return frozenset(word[0].upper() for word in (*self.file.ordinals, *self.file.numbers, *ROMAN))

    @cached_property
    def _name_opener(self) -> re.Pattern[str]:
        return self.compile("|".join(self.file.words.name_openers) or NOTHING)

    def is_ordinary(self, word: str, *, common: bool = False) -> bool:
        """Is `word` an ordinary word of the language, or does it plainly come from one ('implementation')? With
        `common`, also one that units are called after."""
        words = self.file.words
        known = (words.ordinary, words.before_names, *((words.common,) if common else ()))
        stems = (word.removesuffix(ending) for ending in words.endings if word.endswith(ending))
        forms = (word, *(form for stem in stems for form in (stem, f"{stem}e")))
        return any(form in some for form in forms for some in known)

    def counts(self, word: str) -> bool:
        """Is `word` a number ('12', 'three', 'twenty-one')?"""
        return word.isdecimal() or all(part in self.file.numbers for part in word.lower().split("-"))

    def ends_in_head(self, name: str) -> bool:
        """Does `name` end in a head noun ('Finance Section', 'Investigation Division 2')?"""
        tokens = name.lower().split()
        while len(tokens) > 1 and (tokens[-1].isdecimal() or set(tokens[-1]) <= ROMAN):
            tokens.pop()
        return bool(tokens) and tokens[-1] in self.heads

    def has_head(self, name: str) -> bool:
        """Does `name` end in a head noun, or have one in front of its 'of' ('Office of the Secretary')?"""
        return self.ends_in_head(name) or self.ends_in_head(name.partition(" of ")[0])

    def titled(self, name: str) -> str:
        """`name` in title case where the source has it in lower case; else as it is."""
        words = name.split()
        if any(word[0].isupper() for word in words):
            return (
                name[:1].upper() + name[1:] if words[0] in self.heads else name
            )  # 'office of the Political Department'
        small = self.file.words.small
        return " ".join(w if i and w in small else w[:1].upper() + w[1:] for i, w in enumerate(words))


@cache
def load(name: str = "en") -> Profile:
    """The profile called `name`, or the one in the TOML file `name`. Raises ProfileError naming the key."""
    own, *bases = chain(name)
    profile = Profile(shaped(own, load(bases[0].name).file if bases else None))
    ensure_sound(own, profile.file, profile.compile)
    return profile
