"""What Python people get: values, exceptions, warnings, columns."""

from __future__ import annotations

import doctest
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import kla
import pytest
from kla import _verbs

ROOT = Path(__file__).resolve().parents[3]
BANDUNG = ROOT / "fixtures/2023/kota-bandung-2024/answers.toml"
FORM = ROOT / "fixtures/2023/rekap-274-butir-2024/answers.toml"


def small(**more: Any) -> dict[str, Any]:
    head = {"format": 1, "edition": "2023", "region": "32.73", "year": 2024, "stage": "mandiri"}
    return {**head, **more}


def test_the_examples_of_the_functions_hold() -> None:
    assert doctest.testmod(_verbs).failed == 0
    assert doctest.testmod(_verbs).attempted >= 4


def test_a_path_a_text_and_a_mapping_are_worth_the_same() -> None:
    # Printed for Kota Bandung: 880,39.
    assert kla.score(BANDUNG)["total"]["points"] == "880.39"
    assert kla.score(BANDUNG) == kla.score(BANDUNG.read_text(encoding="utf-8"))
    blocks = {"kelembagaan": Decimal("145.240"), "klaster-1": 103, "klaster-2": "0,26"}
    assert kla.score(small(blocks=blocks))["total"]["points"] == "248.5"


def test_a_file_name_is_no_answers_file() -> None:
    with pytest.raises(TypeError, match="pathlib.Path"):
        kla.score("isian.toml")


def test_a_float_is_refused_with_its_place() -> None:
    with pytest.raises(kla.KlaError) as caught:
        kla.score(small(blocks={"klaster-1": 0.1}))
    assert caught.value.code == "bare-fraction"
    assert caught.value.help


def test_an_error_says_all_and_survives_a_process_pool() -> None:
    with pytest.raises(kla.KlaError) as caught:
        kla.score(small(blocks={"klastr-1": 1, "klaster-2": "1000"}), name="isian.json")
    error = caught.value
    assert [one.code for one in error.findings] == ["unknown-block", "points-above-maximum"]
    assert (error.file, error.line) == ("isian.json", 1)
    assert "klaster-1" in str(error.help)
    assert "[unknown-block]" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert again.findings == error.findings


def test_a_wrong_request_raises_too() -> None:
    with pytest.raises(kla.KlaError) as caught:
        kla.explain(BANDUNG, "99.P1")
    assert caught.value.file == "request"
    with pytest.raises(kla.KlaError, match="request-word"):
        kla.call("scor")


def test_a_warning_is_shown_at_the_caller() -> None:
    answers = small(evidence=[{"id": "E1", "title": "SK Gugus Tugas"}])
    found = kla.check(answers)
    assert [(one.code, one.severity) for one in found] == [("evidence-unlinked", "warning")]
    with pytest.warns(kla.KlaWarning) as caught:
        kla.score(answers)
    assert caught[0].filename == __file__
    assert isinstance(caught[0].message, kla.KlaWarning)
    assert caught[0].message.finding == found[0]
    with pytest.warns(kla.KlaWarning) as caught:
        kla.score_many([small(), answers])
    assert [one.filename for one in caught] == [__file__]


def test_reports_explanations_ranges_and_plans() -> None:
    assert "880,39" in kla.report(BANDUNG)
    assert kla.report(BANDUNG, "html", lang="en").startswith("<!doctype html>")
    assert "771,81" in kla.explain(FORM)
    marks = kla.range(FORM)["marks"]
    assert [one["points"] for one in marks if one["mark"] == "claimed"] == ["771.81"]
    assert kla.plan(FORM, to="utama", lock=["klaster-5"])["goal"]["category"] == "utama"


def test_rules_of_ones_own_count(tmp_path: Path) -> None:
    for file in (ROOT / "rules/editions/2023").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes() + b"\n# diubah\n")
    assert kla.score(BANDUNG, rules=tmp_path)["edition"]["overlay"] is not None
    with pytest.raises(FileNotFoundError):
        kla.score(BANDUNG, rules=tmp_path / "kosong")
    assert kla.check(rules=tmp_path) == []


def test_lists_of_editions_and_regions() -> None:
    assert "2023" in [one["id"] for one in kla.editions()]
    assert len(kla.edition("2023")["blocks"]) == 7
    assert len(kla.regions()) == 514


def test_many_keep_their_order_and_their_errors() -> None:
    first, second, third = kla.score_many([small(), "rusak", BANDUNG])
    assert not isinstance(first, kla.KlaError)
    assert not isinstance(third, kla.KlaError)
    assert isinstance(second, kla.KlaError)
    assert second.file == "answers[1]"
    assert (first["total"]["points"], third["total"]["points"]) == ("0", "880.39")
    assert kla.score_many([]) == []


def test_columns_in_and_out() -> None:
    table: dict[str, list[object]] = {
        "region": ["32.73", "99.99", "62.71"],
        "kelembagaan": [Decimal("145.24"), "1", None],
        "klaster-1": [103, "2", float("nan")],
        "klaster-2": ["0,26", None, 7.0],
    }
    scored = kla.score_columns(table, edition="2023", year=2024, stage="mandiri")
    assert scored["total"] == ["248.5", None, "7"]
    assert scored["ok"] == [True, False, True]
    assert [one.code for one in scored["findings"][1]] == ["unknown-region"]
    assert scored["findings"][1][0].line == 3
    assert {len(column) for column in scored.values()} == {3}  # type: ignore[arg-type]


def test_what_is_no_table_is_refused_with_its_place() -> None:
    def scored(**columns: Any) -> Any:
        table = {"region": ["32.73", "62.71"], **columns}
        return kla.score_columns(table, edition="2023", year=2024, stage="mandiri")

    with pytest.raises(kla.KlaError, match="kolom `4`: 1 sel bukan .* baris data 2"):
        scored(**{"4": [1, 0.5]})
    for cells in ([1, True], [1, object()], [1, float("inf")], [1, b"1"]):
        with pytest.raises(TypeError, match="column 4, row 2"):
            scored(**{"4": cells})
    with pytest.raises(TypeError, match="not one list"):
        scored(**{"4": "12"})
    with pytest.raises(kla.KlaError, match="memuat 1 sel"):
        scored(**{"4": [1]})
    with pytest.raises(ValueError, match="twice"):
        kla.score_columns({"region": ["32.73"], "4": [1], 4: [1]}, year=2024)  # type: ignore[dict-item]


def test_a_data_frame_is_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    double = pandas.DataFrame([["32.73", 1, 2]], columns=["region", "4", "4"])
    with pytest.raises((TypeError, ValueError), match="twice"):
        kla.score_columns(double, edition="2023", year=2024, stage="mandiri")
    frame = pandas.DataFrame({"region": ["32.73", "62.71"], "klaster-1": [103, None], "4.P1": [None, "0,5"]})
    frame["klaster-2"] = pandas.array([7, None], dtype="Int64")
    scored = kla.score_columns(frame, edition="2023", year=2024, stage="mandiri")
    assert scored["total"] == ["110", "0.5"]
    assert list(pandas.DataFrame(scored)["region_name"]) == ["Kota Bandung", "Kota Palangkaraya"]
