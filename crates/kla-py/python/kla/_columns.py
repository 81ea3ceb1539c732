"""Columns of a data frame, an array or a list as cells of a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, Union

Cell = Union[str, int, float, None]


def columns(table: Mapping[Any, Iterable[object]]) -> dict[str, list[Cell]]:
    """A table by the titles of its columns, none of which may stand twice."""
    read: dict[str, list[Cell]] = {}
    for title in table:
        if str(title) in read:
            raise ValueError(f"the column {title!s} appears twice")
        read[str(title)] = _column(str(title), table[title])
    return read


def _column(title: str, cells: Iterable[object]) -> list[Cell]:
    if isinstance(cells, (str, bytes)) or getattr(cells, "ndim", 1) != 1:
        raise TypeError(f"the column {title} is not one list of cells; does it appear twice?")
    # Arrays and series give their cells as Python's own.
    listed = cells.tolist() if hasattr(cells, "tolist") else cells
    return [_cell(title, place, one) for place, one in enumerate(listed, 1)]


def _cell(title: str, place: int, value: object) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return None if value.is_nan() else format(value, "f")
    if isinstance(value, float) and isfinite(value):
        # A column of whole numbers with gaps comes as floats, the gaps as NaN. Both are exact; a
        # fraction goes on as it is, and the door refuses it with its place.
        return int(value) if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    # The value itself is not shown: it may be somebody's.
    kind = "infinity" if isinstance(value, float) else type(value).__name__
    raise TypeError(
        f"column {title}, row {place}: a cell is text, a whole number, a Decimal or None, not {kind}"
    )
