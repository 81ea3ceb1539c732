"""The types say what the published schema says, and every verb of the door has its function."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import kla
from kla import _types

ROOT = Path(__file__).resolve().parents[3]


def keys(kind: Any) -> set[str]:
    return set(kind.__annotations__)


def test_results_have_the_keys_of_the_schema() -> None:
    schema = json.loads((ROOT / "rules/schema/result.schema.json").read_text(encoding="utf-8"))
    top = schema["properties"]
    places = {
        "Score": schema,
        "Edition": top["edition"],
        "Overlay": top["edition"]["properties"]["overlay"],
        "Region": top["region"],
        "Total": top["total"],
        "Category": top["category"],
        "Next": top["next"],
        "Completeness": top["completeness"],
        "Confidence": top["confidence"]["items"],
        "Gate": top["gates"]["items"],
        "Declared": top["declared"]["items"],
        "Remark": top["remarks"]["items"],
        "Block": schema["$defs"]["block"],
        "Indicator": schema["$defs"]["indicator"],
        "Question": schema["$defs"]["question"],
    }
    for name, place in places.items():
        assert keys(getattr(_types, name)) == set(place["properties"]), name
    kinds = {name for name, kind in vars(_types).items() if hasattr(kind, "__total__")}
    assert kinds == set(places) | {"ScoreColumns"}


def test_columns_have_the_keys_of_the_door() -> None:
    scored = kla.score_columns({"region": ["32.73"]}, edition="2023", year=2024, stage="mandiri")
    assert set(scored) == keys(kla.ScoreColumns)


def test_findings_have_the_keys_of_the_schema() -> None:
    schema = json.loads((ROOT / "rules/schema/door-response.schema.json").read_text(encoding="utf-8"))
    assert keys(kla.Finding) == set(schema["$defs"]["finding"]["properties"])


def test_every_verb_has_its_function() -> None:
    schema = json.loads((ROOT / "rules/schema/door-request.schema.json").read_text(encoding="utf-8"))
    verbs = set(schema["properties"]["verb"]["enum"]) - {"batch", "version"}
    assert verbs <= set(kla.__all__)
