"""The way to the door: Python values to a request, a response to Python values."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from decimal import Decimal
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Union

from . import _kla
from ._errors import Finding, KlaError, KlaWarning

#: Answers: a path, the text of an answers file (TOML or JSON), or a mapping of the same shape.
Answers = Union[str, "PathLike[str]", Mapping[str, Any]]
#: Rules: a folder with an edition or an overlay, or its texts by file name.
Rules = Union["PathLike[str]", Mapping[str, str]]


def call_text(request: str) -> str:
    """The response to a request, both as JSON text, byte for byte what every other language gets."""
    return _kla.call(request)


def call(verb: str, **keys: Any) -> Any:
    """The result of any verb of the door, such as ``call("regions")``.

    Keys that are None are left out. Points in mappings may be ``str``, ``int`` or ``Decimal``.

    Raises KlaError with every finding when the request cannot be answered; warns of the rest.
    """
    return ask(verb, keys)


def ask(verb: str, keys: Mapping[str, Any]) -> Any:
    """``call`` for a function of this package, at whose caller warnings are shown."""
    known = {key: value for key, value in keys.items() if value is not None}
    request = {"format": 1, "verb": verb, **known}
    text = json.dumps(request, ensure_ascii=False, allow_nan=False, default=_plain)
    response = json.loads(_kla.call(text))
    if not response["ok"]:
        raise KlaError(findings(response["diagnostics"]))
    warn(response["warnings"], stacklevel=4)
    return response["result"]


def warn(data: list[dict[str, Any]], stacklevel: int) -> None:
    """Shows findings as warnings, so many calls away."""
    for finding in findings(data):
        warnings.warn(KlaWarning(finding), stacklevel=stacklevel)


def findings(data: list[dict[str, Any]]) -> list[Finding]:
    """Findings of a response."""
    return [Finding.of(one) for one in data]


def case_keys(
    answers: Answers | None, name: str | None, edition: str | None, rules: Rules | None
) -> dict[str, Any]:
    """The keys that nearly every verb begins with."""
    own = {} if answers is None else answers_keys(answers, name)
    return {**own, "edition": edition, "rules": rules_texts(rules)}


def answers_keys(answers: Answers, name: str | None) -> dict[str, Any]:
    """``answers`` and ``name`` of a request."""
    if isinstance(answers, PathLike):
        name = name or fspath(answers)
        answers = Path(answers).read_text(encoding="utf-8-sig")
    elif isinstance(answers, str) and "\n" not in answers and answers.endswith((".toml", ".json")):
        raise TypeError(f"answers are the text of a file; for a file give pathlib.Path({answers!r})")
    return {"answers": answers, "name": name}


def rules_texts(rules: Rules | None) -> dict[str, str] | None:
    """``rules`` of a request: a folder as an overlay alone, or as all of its files."""
    if rules is None or isinstance(rules, Mapping):
        return None if rules is None else dict(rules)
    folder = Path(rules)
    overlay = folder / "overlay.toml"
    files = [overlay] if overlay.is_file() else sorted(folder.glob("*.toml"))
    if not files:
        raise FileNotFoundError(f"no rule files (*.toml) in {folder}")
    return {f"{folder.as_posix()}/{file.name}": file.read_text(encoding="utf-8-sig") for file in files}


def _plain(value: object) -> object:
    """What JSON has no word for: a decimal as its text, an array as a list."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} cannot stand in a request; write points as text")
