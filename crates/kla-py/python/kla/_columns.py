"""Columns of a data frame, an array or a list as cells of a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from decimal import Decimal
from math import isfinite
from typing import Any, Protocol, Union

Cell = Union[str, int, float, None]


class Table(Protocol):
    """Columns by their titles: a mapping of lists, or a data frame of pandas, polars or pyarrow."""

    def __iter__(self) -> Iterator[Any]: ...
    def __getitem__(self, title: Any, /) -> Any: ...


def columns(table: Table) -> dict[str, list[Cell]]:
    """A table by the titles of its columns, none of which may stand twice."""
    read: dict[str, list[Cell]] = {}
    for title in _titles(table):
        if isinstance(title, bool) or not isinstance(title, (str, int)):
            raise TypeError(f"a title of a column is text, not {type(title).__name__}")
        if str(title) in read:
            raise ValueError(f"the column {title} appears twice")
        read[str(title)] = _column(str(title), table[title])
    return read


def _titles(table: Table) -> Iterable[Any]:
    if isinstance(table, Mapping):
        return table
    # pyarrow gives its titles as `column_names`, where its `columns` are the cells.
    for name in ("column_names", "columns"):
        found = getattr(table, name, None)
        if found is not None and not callable(found):
            return list(found)
    raise TypeError(f"a table is columns by their titles, not {type(table).__name__}")


def _column(title: str, cells: Any) -> list[Cell]:
    if isinstance(cells, (str, bytes, Mapping, Set)) or getattr(cells, "ndim", 1) != 1:
        raise TypeError(f"the column {title} is not one list of cells; does it appear twice?")
    # Arrays and series give their cells as Python's own.
    for name in ("to_pylist", "tolist", "to_list"):
        if hasattr(cells, name):
            cells = getattr(cells, name)()
            break
    try:
        listed = iter(cells)
    except TypeError:
        raise TypeError(f"the column {title} is not a list of cells") from None
    return [_cell(title, place, one) for place, one in enumerate(listed, 1)]


def _cell(title: str, place: int, value: Any) -> Cell:
    # A single number of numpy is one that Python knows by another name.
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return None if value.is_nan() else format(value, "f")
    if isinstance(value, float) and isfinite(value):
        # A column of whole numbers with gaps comes as floats, the gaps as NaN. Both are exact; a
        # fraction goes on as it is, and the door refuses it with its place.
        return int(value) if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value):
        return None
    # The value itself is not shown: it may be somebody's.
    kind = "infinity" if isinstance(value, float) else type(value).__name__
    raise TypeError(
        f"column {title}, row {place}: a cell is text, a whole number, a Decimal or None, not {kind}"
    )
