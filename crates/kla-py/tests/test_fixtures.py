"""The fixtures of the repository, whose expectations come from outside the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import kla
import pytest

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted(file.parent for file in (ROOT / "fixtures").rglob("score.json"))
REJECTED = sorted((ROOT / "fixtures/rejected").rglob("answers.toml"))


def holds(expected: Any, found: Any, place: str) -> None:
    """What is expected is partial: a key that is absent is not compared."""
    if isinstance(expected, list):
        if place.endswith("/declared"):
            found = [one for one in found if one["difference"] != "0"]
            assert len(found) == len(expected), place
            known = {(one["node"], one["what"]): one for one in found}
            pairs = [(one, known[one["node"], one["what"]]) for one in expected]
        else:
            ids = {one["id"]: one for one in found}
            pairs = [(one, ids[one["id"]]) for one in expected]
        for wanted, got in pairs:
            holds(wanted, got, f"{place}/{wanted.get('id')}")
    elif isinstance(expected, dict):
        for key, value in expected.items():
            holds(value, found[key], f"{place}/{key}")
    else:
        assert found == expected, place


def test_there_are_cases() -> None:
    assert len(CASES) >= 20
    assert len(REJECTED) >= 20


@pytest.mark.filterwarnings("ignore::kla.KlaWarning")
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_case_has_what_is_expected(folder: Path) -> None:
    expected = json.loads((folder / "score.json").read_text(encoding="utf-8"))
    result = kla.score(folder / "answers.toml")
    holds(expected, result, "")
    # In a batch, and written anew, it is worth the same.
    text = (folder / "answers.toml").read_text(encoding="utf-8")
    assert kla.score_many([text]) == [result]
    assert kla.score(kla.write(text))["total"] == result["total"]


def test_rejected_answers_raise_with_the_place_and_the_reason() -> None:
    raised = 0
    for file in REJECTED:
        if any(found.severity == "error" for found in findings(file)):
            with pytest.raises(kla.KlaError) as caught:
                kla.score(file.read_bytes().decode(errors="replace"), name=file.name)
            assert caught.value.findings == tuple(findings(file))
            assert all(found.file and found.line >= 1 and found.message for found in caught.value.findings)
            raised += 1
    assert raised >= 20


def findings(file: Path) -> list[kla.Finding]:
    return kla.check(file.read_bytes().decode(errors="replace"), name=file.name)
