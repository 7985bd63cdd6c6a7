"""Growth curves as one SVG picture; both scales are logarithms, so that a straight line at 45° is linear growth.

The picture follows the reader's light or dark setting by itself, also where it stands in a page as an image.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from bench.part import Curve, figure

WIDTH, HEIGHT = 300, 250  # of one panel
LEFT, RIGHT, TOP, BOTTOM = 52, 20, 46, 42
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 13px }
.quiet { fill: #59636e; font-size: 11px }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.linear { stroke: #818b98; stroke-width: 1.5; stroke-dasharray: 4 4; fill: none }
.curve { stroke: #0969da; stroke-width: 2.5; fill: none }
.point { fill: #0969da }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .quiet { fill: #9198a1 }
  .grid { stroke: #3d444d }
  .curve { stroke: #4493f8 }
  .point { fill: #4493f8 }
}
"""


def picture(curves: Sequence[Curve]) -> str:
    """All curves side by side."""
    width = WIDTH * len(curves)
    title = "; ".join(f"{curve.title}: {curve.note}" for curve in curves)
    panels = "\n".join(_panel(curve, WIDTH * at) for at, curve in enumerate(curves))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n{panels}\n</svg>\n'
    )


def _panel(curve: Curve, left: float) -> str:
    """One curve with its axes, and the line that linear growth from its first point would follow."""
    xs, ys = [x for x, _ in curve.points], [y for _, y in curve.points]
    linear = [(xs[0], ys[0]), (xs[-1], ys[0] * xs[-1] / xs[0])]
    across, up = (min(xs), max(xs)), (min(ys), max(*ys, linear[-1][1]))

    def place(x: float, y: float) -> tuple[float, float]:
        h = _share(x, *across) * (WIDTH - LEFT - RIGHT)
        v = _share(y, *up) * (HEIGHT - TOP - BOTTOM)
        return left + LEFT + h, HEIGHT - BOTTOM - v

    def path(points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{h:.1f},{v:.1f}" for h, v in (place(x, y) for x, y in points))

    parts = [_words(left + LEFT, 18, curve.title, "title"), _words(left + LEFT, 34, curve.note, "quiet")]
    base, end = HEIGHT - BOTTOM, left + WIDTH - RIGHT
    for x in _ticks(*across):
        h = place(x, ys[0])[0]
        parts += [_line(h, TOP, h, base), _words(h, base + 16, _short(x), "quiet", "middle")]
    for y in _ticks(*up):
        v = place(xs[0], y)[1]
        parts += [_line(left + LEFT, v, end, v), _words(left + LEFT - 6, v + 4, _short(y), "quiet", "end")]
    parts.append(f'<polyline class="linear" points="{path(linear)}"/>')
    parts.append(f'<polyline class="curve" points="{path(curve.points)}"/>')
    for x, y in curve.points:
        h, v = place(x, y)
        parts.append(f'<circle class="point" cx="{h:.1f}" cy="{v:.1f}" r="3.5"/>')
    middle = left + (LEFT + WIDTH - RIGHT) / 2
    parts.append(_words(middle, HEIGHT - 8, f"{curve.across} → {curve.up}; dashed: linear", "quiet", "middle"))
    return "\n".join(parts)


def _share(value: float, low: float, high: float) -> float:
    """Where `value` stands between `low` and `high` by its logarithm, from 0 to 1."""
    return math.log(value / low) / math.log(high / low) if high > low else 0.5


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`: powers of ten, with 2 and 5 times them where those are few."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1,) if high / low > 50 else (1, 2, 5)
    return [s * 10.0**p for p in powers for s in steps if low * 0.97 <= s * 10.0**p <= high * 1.03]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else figure(value).rstrip("0").rstrip(".")


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _words(x: float, y: float, text: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
