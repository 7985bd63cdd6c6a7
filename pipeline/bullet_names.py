"""Names behind bullets: a list whose every line is a unit's name says which units there are, not what they do.

Behind a label of sub-departments, or between a heading and the label of its duties, such lines are what is inside the
unit at hand, also a single one where all such lines of the page stand there; elsewhere each of them is a unit, also
where its head noun stands in mid-name.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.block import LABELS
from pipeline.headings import ASIDE, LONGEST, MOST_WORDS, WORD, all_capitals, heading
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, end_before, skip_space, trimmed
from pipeline.statement import opens_list

FEWEST = 2
JOINING = ("and", "&")
MOST_SPACES = 8  # behind a bullet
NO_NAME_END = ".;,:；。，：!?"


def listed_names(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with the bullets of each such list as members of a list, or as headings."""
    if not any(m.style.startswith("bullet") for m in marks if m.number is None):
        return marks
    out: list[Mark] = []
    done = 0  # how many of `marks` are in `out`
    runs = list(_runs(text, lines, marks))
    inside = _inside(text, lines, marks, runs, profile)
    for first, last in runs:
        if (first, last) in inside:
            bullet = marks[first]
            out += marks[done:first]
            out += [Mark("subunits", bullet.start, bullet.end), Mark("item", bullet.end, bullet.end, hint="line")]
            out += [m._replace(style="", hint="line") for m in marks[first + 1 : last]]
            done = last
            continue
        if last - first < FEWEST:
            continue
        label = marks[first - 1] if first else None
        if label is not None and label.kind == "subunits" and opens_list(text, lines, label, marks[first], profile):
            continue
        names = _names(text, lines, marks[first:last], profile)
        if not names:
            continue
        places = [_line(text, lines, m) for m in marks[first:last]]
        behind = marks[last] if last < len(marks) else None
        duties = behind is not None and behind.kind == "duties" and not text[places[-1][1] : behind.start].strip()
        out += marks[done:first]
        done = last
        if _is_label(text, lines, out, marks[first].start, duties=duties):
            out += [m._replace(style="", hint="line") for m in marks[first:last]]
        elif any(heading(text, *place, profile) for place in places):
            out += [Mark("heading", m.start, n[1], name=n) for m, n in zip(marks[first:last], names, strict=True)]
        else:
            out += marks[first:last]
    return out + marks[done:] if done else marks


def _inside(
    text: str, lines: Lines, marks: list[Mark], runs: list[tuple[int, int]], profile: Profile
) -> set[tuple[int, int]]:
    """The `runs` of names right below a heading and right above a label of its unit, with no label of their own: what
    is inside that unit. None where bullets with names stand elsewhere, too: there they are the page's units."""
    below: list[tuple[int, int]] = []
    for first, last in runs:
        if first > 0 and last < len(marks) and marks[first - 1].kind == "heading" and marks[last].kind in LABELS:
            above = not text[marks[first - 1].end : marks[first].start].strip()
            end = _line(text, lines, marks[last - 1])[1]
            if above and not text[end : marks[last].start].strip() and _names(text, lines, marks[first:last], profile):
                below.append((first, last))
    if not below or sum(last - first for first, last in below) < FEWEST:
        return set()
    named = [(first, last) for first, last in runs if _names(text, lines, marks[first:last], profile)]
    return set(below) if named == below else set()


def _is_label(text: str, lines: Lines, before: list[Mark], start: int, *, duties: bool) -> bool:
    """Does the line above `start`, where names are listed, say that they are inside the unit at hand? It does as
    a label of sub-departments, as a heading above a label of `duties`, and below another such list. `before` are the
    marks up to there; the last of them is the label then."""
    if not before:
        return False
    last = before[-1]
    if not text[last.end : start].strip() and (last.kind == "subunits" or (last.kind == "article" and duties)):
        before[-1] = last._replace(kind="subunits")
        return True
    line = trimmed(text, lines.paragraph_end(last.start, start), start)
    if last.hint != "line" or not 0 < line[1] - line[0] <= LONGEST // 2 or lines.paragraph_end(*line) < line[1]:
        return False
    before.append(Mark("subunits", *line))
    return True


def _runs(text: str, lines: Lines, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """Bullets of one style, each on the line below the one before: first and behind the last index."""
    first = 0
    while first < len(marks):
        last = first + 1
        if marks[first].style.startswith("bullet"):
            while last < len(marks) and marks[last].style == marks[first].style:
                end = _line(text, lines, marks[last - 1])[1]
                if end > marks[last].start or text[end : marks[last].start].strip():
                    break
                last += 1
            yield first, last
        first = last


def _line(text: str, lines: Lines, m: Mark) -> Span:
    """A bullet's words to the end of its paragraph."""
    end = end_before(text, lines.paragraph_end(m.start, len(text)))
    return skip_space(text, m.end, min(end, m.end + MOST_SPACES)), end


def _names(text: str, lines: Lines, bullets: list[Mark], profile: Profile) -> list[Span]:
    """Where the names of the `bullets` stand; none where one of them has another text."""
    names: list[Span] = []
    for m in bullets:
        name = _name(text, *_line(text, lines, m), profile)
        if name is None:
            return []
        names.append(name)
    return names


def _name(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The name that a line is, as a heading or with its head noun inside ('State Office of Lake Affairs (SOLA)')."""
    if start >= end or end - start > LONGEST or not text[start].isalpha():
        return None
    if name := heading(text, start, end, profile):
        return name
    aside = ASIDE.search(text, start, end)
    stop = aside.start() if aside else end
    words = WORD.findall(text, start, stop)
    if not 1 < len(words) <= MOST_WORDS or text[stop - 1] in NO_NAME_END or not all_capitals(words, profile):
        return None
    low = [word.lower() for word in words]
    joint = next((at for at, word in enumerate(low) if word in profile.file.words.small and word not in JOINING), 0)
    return (start, stop) if joint and low[joint - 1] in profile.heads else None
