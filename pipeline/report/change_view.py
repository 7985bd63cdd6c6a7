"""One change, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.report.evidence import Evidence
from pipeline.report.kinds import Kind
from pipeline.report.wording import Parts


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change, of a kind in SHOWN. `before` and `after` are its texts in parts, empty where that side has none;
    `old_lines` and `new_lines` the lines of source to look at; `origin` names the unit that a moved duty came from;
    `shared` is the number of units that say the same, where most do, `times` how often a repeat has these words."""

    id: str
    kind: str
    name: Kind
    cause: str
    cause_text: str
    regression: bool
    before: Parts
    after: Parts
    old_lines: tuple[Evidence, ...]
    new_lines: tuple[Evidence, ...]
    origin: str
    detail: str
    shared: int
    times: int = 0

    @property
    def old(self) -> Evidence | None:
        """The first line of the old source to look at."""
        return next(iter(self.old_lines), None)

    @property
    def new(self) -> Evidence | None:
        """The first line of the new source to look at."""
        return next(iter(self.new_lines), None)
