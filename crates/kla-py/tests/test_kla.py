"""What Python people get: values, exceptions, warnings, columns."""

from __future__ import annotations

import doctest
import inspect
import pickle
import typing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import kla
import numpy
import pandas
import polars
import pyarrow  # type: ignore[import-untyped]
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
    with pytest.raises(kla.KlaError, match="not-a-number.*`nan`"):
        kla.score(small(blocks={"klaster-1": float("nan")}))


def test_an_error_says_all_and_survives_a_process_pool() -> None:
    with pytest.raises(kla.KlaError) as caught:
        kla.score(small(blocks={"klastr-1": 1, "klaster-2": "1000"}), name="isian.json")
    error = caught.value
    assert [one.code for one in error.findings] == ["unknown-block", "points-above-maximum"]
    assert (error.file, error.line) == ("isian.json", 1)
    assert "klaster-1" in str(error.help)
    assert "[unknown-block]" in str(error)
    assert "did you mean `klaster-1`" in error.text("en")
    assert (error.message_en, error.help_en) == (error.findings[0].message_en, error.findings[0].help_en)
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
    plan = kla.plan(FORM, to="utama", lock=["klaster-5"])
    assert plan["goal"]["category"] == "utama"
    assert plan == kla.plan(FORM, to="utama", lock="klaster-5")


def test_rules_of_ones_own_count(tmp_path: Path) -> None:
    for file in (ROOT / "rules/editions/2023").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes() + b"\n# diubah\n")
    assert kla.score(BANDUNG, rules=tmp_path)["edition"]["overlay"] is not None
    with pytest.raises(FileNotFoundError):
        kla.score(BANDUNG, rules=tmp_path / "kosong")
    assert kla.check(rules=tmp_path) == []
    # Beside a whole edition an overlay could mean either of them.
    (tmp_path / "overlay.toml").write_text("format = 1\nrefines = '2023'\n")
    with pytest.raises(kla.KlaError, match="overlay.toml"):
        kla.score(BANDUNG, rules=tmp_path)


def test_rules_are_read_byte_for_byte(tmp_path: Path) -> None:
    for file in (ROOT / "rules/editions/2023").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert kla.score(BANDUNG, rules=tmp_path)["edition"]["overlay"] is None
    first = tmp_path / "klaster-1.toml"
    first.write_bytes(first.read_bytes().replace(b"\n", b"\r\n"))
    assert kla.score(BANDUNG, rules=tmp_path)["edition"]["overlay"] is not None


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
    for one in ("format = 1", BANDUNG, small()):
        with pytest.raises(TypeError, match="a list"):
            kla.score_many(one)  # type: ignore[arg-type]


def test_a_file_that_is_none_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"format = 1\n# \xff\n")
    (tmp_path / "b.toml").write_bytes(b"PK\x03\x04\xff")
    files = [tmp_path / "a.toml", BANDUNG, tmp_path / "tiada.toml", tmp_path / "b.toml", tmp_path]
    went = kla.score_many(files)
    errors = [one for one in went if isinstance(one, kla.KlaError)]
    assert [one.code for one in errors] == ["not-utf8", "file-unreadable", "not-utf8", "file-unreadable"]
    assert [one.file for one in errors] == [str(files[place]) for place in (0, 2, 3, 4)]
    assert (errors[0].line, errors[0].column) == (2, 3)
    assert went[1] == kla.score(BANDUNG)
    with pytest.raises(kla.KlaError, match="not-utf8"):
        kla.score(files[0])
    with pytest.raises(FileNotFoundError):
        kla.score(files[2])


def test_half_of_a_sign_is_refused_with_its_place() -> None:
    with pytest.raises(kla.KlaError, match="request-wrong-type"):
        kla.score("format = 1\n# \ud800\n")


def test_what_toml_reads_is_a_mapping() -> None:
    evidence = [{"id": "E1", "title": "SK", "from": date(2023, 1, 31), "agency": "dp3a"}]
    found = [one.code for one in kla.check(small(evidence=evidence))]
    assert "wrong-type" not in found
    for wrong in (Path("a"), {1, 2}, b"1", object()):
        with pytest.raises(TypeError, match=r"answers.blocks.klaster-1: \w+ cannot stand here"):
            kla.score(small(blocks={"klaster-1": wrong}))
    with pytest.raises(kla.KlaError, match="kunci `4` muncul dua kali"):
        kla.score(small(indicators={4: "1", "4": "2"}))


def test_warnings_of_many_regions_are_many() -> None:
    evidence = [{"id": "E1", "title": "SK"}]
    with pytest.warns(kla.KlaWarning) as caught:
        for region in ("32.73", "62.71"):
            kla.score({**small(evidence=evidence), "region": region})
    assert [str(one.message).split(":")[0] for one in caught] == [
        "32.73-2024-mandiri",
        "62.71-2024-mandiri",
    ]


def test_annotations_can_be_read() -> None:
    for name in kla.__all__:
        if inspect.isfunction(getattr(kla, name)):
            assert typing.get_type_hints(getattr(kla, name))["return"] is not None


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
        kla.score_columns({"region": ["32.73"], "4": [1], 4: [1]}, year=2024)


def test_a_set_or_a_mapping_is_no_column() -> None:
    for cells in ({"1": "a"}, {1, 2}, 7, "12", b"12"):
        with pytest.raises(TypeError, match="the column 4 is not"):
            kla.score_columns({"region": ["32.73"], "4": cells}, year=2024)
    with pytest.raises(TypeError, match="a title of a column is text"):
        kla.score_columns({("a", "b"): [1]}, year=2024)
    with pytest.raises(TypeError, match="columns by their titles"):
        kla.score_columns([["32.73"]], year=2024)
    with pytest.raises(kla.KlaError, match="edisi `2032` tidak ada"):
        kla.score_columns({"region": ["32.73"], "4": [1]}, edition="2032", year=2024, stage="mandiri")


def test_data_frames_are_tables() -> None:
    def scored(table: Any) -> list[str | None]:
        return kla.score_columns(table, edition="2023", year=2024, stage="mandiri")["total"]

    double = pandas.DataFrame([["32.73", 1, 2]], columns=["region", "4", "4"])
    with pytest.raises((TypeError, ValueError), match="twice"):
        scored(double)
    columns = {"region": ["32.73", "62.71"], "klaster-1": [103, None], "4.P1": [None, "0,5"]}
    frame = pandas.DataFrame(columns)
    frame["klaster-2"] = pandas.array([7, None], dtype="Int64")
    # Numbers of numpy one by one, as a column of any objects holds them.
    frame["klaster-3"] = pandas.Series([numpy.int64(3), numpy.float32(0)], dtype=object)
    answer = kla.score_columns(frame, edition="2023", year=2024, stage="mandiri")
    assert answer["total"] == ["113", "0.5"]
    assert list(pandas.DataFrame(answer)["region_name"]) == ["Kota Bandung", "Kota Palangkaraya"]
    for table in (columns, polars.DataFrame(columns), pyarrow.table(columns)):
        assert scored(table) == ["103", "0.5"]
    assert scored({**columns, "klaster-5": numpy.array([1, 2])}) == ["104", "2.5"]
    assert scored({**columns, "klaster-5": [numpy.int64(1), None]}) == ["104", "0.5"]
    with pytest.raises(TypeError, match="column 4.P1, row 1"):
        scored({**columns, "4.P1": [numpy.bool_(True), None]})
