"""The table of findings: every code with its severity and what it means."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["info", "warning", "error"]


class Meaning(NamedTuple):
    """How much a finding matters and what it says."""

    severity: Severity
    text: str


FINDINGS: dict[str, Meaning] = {
    "unnamed-unit": Meaning("warning", "The source does not say what the unit is called."),
    "doubtful-name": Meaning(
        "warning", "What seems to be a unit's heading may be none, or its first duty names another."
    ),
    "duplicate-name": Meaning("warning", "Two units have the same name."),
    "missing-level": Meaning("warning", "Most units of the page have an administrative level; this one has none."),
    "unknown-level": Meaning("warning", "The wording of an administrative level is not known."),
    "count-mismatch": Meaning("warning", "The source declares another number of members than it lists."),
    "odd-member": Meaning("warning", "What stands in a list of members does not read like a name."),
    "sole-list": Meaning("warning", "Only the last of many units lists members; the list may be the whole body's."),
    "empty-list": Meaning("warning", "The label of a list of members has nothing behind it, unlike the others."),
    "ambiguous-list": Meaning("info", "A list of members can be read in two ways, and no count decides."),
    "numbering-gap": Meaning("warning", "A number is missing in the numbering of duties."),
    "numbering-repeat": Meaning("warning", "A number stands twice, or the numbering goes back."),
    "empty-duty": Meaning("warning", "A number stands without a duty behind it."),
    "suspected-merge": Meaning("warning", "Two sentences seem to have been joined; words may be missing between them."),
    "missing-terminator": Meaning("info", "A duty ends without the mark that closes the others; words may be missing."),
    "empty-unit": Meaning("warning", "A unit has neither duties nor a status that says why."),
    "unassigned-text": Meaning("info", "Text that belongs to no field; it is kept as a note."),
    "shared-block": Meaning("warning", "One block speaks of several units; it is kept as one."),
    "told-elsewhere": Meaning(
        "warning", "The page speaks of a unit outside its block; what it says there is only a note."
    ),
    "guessed-encoding": Meaning("info", "The page does not say its encoding; some of its letters may be wrong."),
    "no-units": Meaning("warning", "No unit was found on the page."),
}
