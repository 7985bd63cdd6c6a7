"""Tables of web pages as a browser copies them: a line for each row, tabs between its cells.

Set out in columns, as a terminal would show them, the lines of cells that stand beside each other would be mixed.
"""

from __future__ import annotations

from typing import Any

TAB = "\ue000"  # stands for the tab until the page is text: white space would be collapsed
LAID_OUT = ("table", "h1", "h2", "h3", "h4", "h5", "h6")
MOST_COLUMNS = 50  # more than a table that tells of units has: a page may claim any number


def with_tabs(tree: Any) -> None:
    """Change the tables of the page `tree` (of lxml): each row a block of text with `TAB` between its cells. Where a
    table only lays out the page (it holds another one or a heading, or its rows are of one cell), each cell is a
    block."""
    layout = frozenset(tree.xpath(f"//table[{' or '.join(f'.//{tag}' for tag in LAID_OUT)}]"))
    for table in tree.xpath("//table"):
        rows = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
        grid = None if table in layout else _grid(rows)
        for row, cells in zip(rows, grid or [], strict=False):
            _join(row, cells)
        blocks = [table, *table.xpath("./caption | ./thead | ./tbody | ./tfoot"), *rows]
        if grid is None:
            blocks += [cell for row in rows for cell in row.xpath("./td | ./th")]
        for block in blocks:
            block.tag = "div"


def _grid(rows: list[Any]) -> list[list[Any]] | None:
    """The cells of each row by column, None where one from the left or from above covers it; None for a table whose
    rows are of no or one width only."""
    grid: list[list[Any]] = []
    below: dict[int, int] = {}  # the columns that a cell from above covers, and in how many rows
    for row in rows:
        cells: list[Any] = []
        for cell in row.xpath("./td | ./th"):
            _cover(cells, below)
            down, across = _number(cell, "rowspan"), _number(cell, "colspan")
            for column in range(len(cells), len(cells) + across):
                below[column] = down - 1
            cells += [cell, *[None] * (across - 1)]
        _cover(cells, below)
        grid.append(cells)
    widths = {len(cells) for cells in grid}
    return grid if len(grid) > 1 and len(widths) == 1 and 1 < min(widths) <= MOST_COLUMNS else None


def _cover(cells: list[Any], below: dict[int, int]) -> None:
    """Leave room in `cells` for what comes from above."""
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append(None)


def _number(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), MOST_COLUMNS) if value.isdecimal() and value != "0" else 1


def _join(row: Any, cells: list[Any]) -> None:
    """Put a tab between the `cells` of `row`, which become parts of one line."""
    missing = 0
    for column, cell in enumerate(cells):
        if cell is None:
            missing += 1
            continue
        tabs = TAB * (missing + (column > 0 and column > missing))
        cell.tag = "span"
        cell.text = tabs + (cell.text or "")
        cell.tail = None
        missing = 0
    if missing and len(row):
        row[-1].tail = TAB * missing
