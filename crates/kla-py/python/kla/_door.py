"""The way to the door: Python values to a request, a response to Python values."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Union

from . import _kla
from ._errors import Finding, KlaError, KlaWarning

#: Answers: a path, the text of an answers file (TOML or JSON), or a mapping of the same shape.
Answers = Union[str, PathLike[str], Mapping[str, Any]]
#: Rules: a folder with an edition or an overlay, or its texts by file name.
Rules = Union[PathLike[str], Mapping[str, str]]


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
    known = {key: _ready(value, key) for key, value in keys.items() if value is not None}
    text = json.dumps({"format": 1, "verb": verb, **known}, ensure_ascii=False)
    try:
        response = json.loads(_kla.call(text))
    except UnicodeEncodeError:
        # Half of a sign is no text; as an escape it reaches the door, which says where it is.
        response = json.loads(_kla.call(json.dumps({"format": 1, "verb": verb, **known})))
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
        answers = text_of(name, Path(answers).read_bytes())
    elif isinstance(answers, Mapping):
        name = name or _named(answers)
    elif not isinstance(answers, str):
        raise TypeError(f"answers are a path, a text or a mapping, not {type(answers).__name__}")
    elif isinstance(answers, str) and "\n" not in answers and answers.endswith((".toml", ".json")):
        raise TypeError(f"answers are the text of a file; for a file give pathlib.Path({answers!r})")
    return {"answers": answers, "name": name}


def text_of(name: str, data: bytes) -> str:
    """The text of a file, sign for sign. Raises KlaError where it is none, such as a workbook."""
    text, refused = _kla.text_of(name, data)
    if refused is not None:
        raise KlaError(findings(json.loads(refused)["diagnostics"]))
    assert text is not None
    return text


def _named(answers: Mapping[str, Any]) -> str | None:
    """What messages call a mapping: its region, year and stage, so that those of many differ."""
    region, year, stage = (str(answers.get(key, "")) for key in ("region", "year", "stage"))
    if re.fullmatch(r"\d\d\.\d\d", region) and re.fullmatch(r"\d{4}", year):
        return f"{region}-{year}" + (f"-{stage}" if re.fullmatch(r"[a-z-]{1,20}", stage) else "")
    return None


def rules_texts(rules: Rules | None) -> dict[str, str] | None:
    """``rules`` of a request: a folder as an overlay alone, or as all of its files."""
    if rules is None or isinstance(rules, Mapping):
        return None if rules is None else dict(rules)
    if isinstance(rules, str):
        raise TypeError(
            f"rules are a folder, or texts by file name; for a folder give pathlib.Path({rules!r})"
        )
    folder = Path(rules)
    overlay, files = folder / "overlay.toml", sorted(folder.glob("*.toml"))
    # Beside a whole edition an overlay could mean either; the door says so.
    if overlay in files and folder / "edition.toml" not in files:
        files = [overlay]
    if not files:
        raise FileNotFoundError(f"no rule files (*.toml) in {folder}")
    return {name: text_of(name, Path(name).read_bytes()) for name in (file.as_posix() for file in files)}


def _ready(value: Any, at: str) -> Any:
    """A value as JSON has it: a decimal as its text, an array as a list, a day as TOML writes it."""
    if isinstance(value, Mapping):
        for key in value:
            if isinstance(key, bool) or not isinstance(key, (str, int)):
                raise TypeError(f"{at}: a key is text, not {type(key).__name__}")
        # A key that stands twice, as 4 and as "4", reaches the door as such.
        return {key: _ready(one, f"{at}.{key}") for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_ready(one, f"{at}[{place}]") for place, one in enumerate(value)]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        # No number of JSON: as text it is refused with its place.
        return str(value)
    if value is None or isinstance(value, (str, int, float)):
        return value
    if hasattr(value, "tolist"):
        return _ready(value.tolist(), at)
    kind = type(value).__name__
    raise TypeError(f"{at}: {kind} cannot stand here; write text, whole numbers, Decimal, lists, mappings")
