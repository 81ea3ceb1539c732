"""Columns of a data frame, an array or a list as cells of a request."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def column(cells: Iterable[object]) -> list[str | int | float | None]:
    """The cells of a column as JSON has them; numpy and pandas give their own to Python first."""
    listed = cells.tolist() if hasattr(cells, "tolist") else cells
    return [_cell(one) for one in listed]


def _cell(value: object) -> str | int | float | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return None if value.is_nan() else format(value, "f")
    if isinstance(value, float):
        # A column of whole numbers with gaps comes as floats, the gaps as NaN. Both are exact; a
        # fraction goes on as it is, and the door refuses it with its place.
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    raise TypeError(
        f"a cell is text, a whole number, a Decimal or None, not {type(value).__name__}: {value!r}"
    )
