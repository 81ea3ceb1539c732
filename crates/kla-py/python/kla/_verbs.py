"""What can be asked for: a function for each verb of the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any, Literal, cast

from ._columns import Table, columns
from ._door import Answers, Rules, answers_keys, ask, case_keys, findings, rules_texts, warn
from ._errors import Finding, KlaError
from ._types import Score, ScoreColumns

Lang = Literal["id", "en"]
Output = Literal["text", "md", "html"]


def score(
    answers: Answers,
    *,
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
    lang: Lang = "id",
) -> Score:
    """The points, category and trace of one region.

    ``name`` is what messages call the answers; nothing personal belongs in it. ``edition`` is the one
    that the answers must name: those of another are refused. ``rules`` are your own: an overlay, or a
    whole edition. ``lang`` is the language of the remarks.

    Raises KlaError with every finding when the answers cannot be scored; anything else worth a look
    is a KlaWarning.

    >>> result = score({"format": 1, "edition": "2023", "region": "32.73", "year": 2024,
    ...     "stage": "mandiri", "blocks": {"kelembagaan": "145,24", "klaster-1": "103"}})
    >>> result["total"]["points"], result["region"]["name"]
    ('248.24', 'Kota Bandung')
    """
    return cast(Score, ask("score", {**case_keys(answers, name, edition, rules), "lang": lang}))


def report(
    answers: Answers,
    output: Output = "text",
    *,
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
    lang: Lang = "id",
) -> str:
    """The report that ``kla score`` prints: plain text, Markdown, or a page of HTML."""
    keys = {**case_keys(answers, name, edition, rules), "lang": lang}
    return cast(str, ask("score", {**keys, "output": output}))


def explain(
    answers: Answers,
    node: str = "total",
    *,
    depth: int = 0,
    output: Output = "text",
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
    lang: Lang = "id",
) -> str:
    """How one number came about, to be checked by hand.

    ``node`` is ``total``, a block (``klaster-1``), an indicator (``4``) or a question (``4.P1``);
    ``depth`` says how many levels of its parts come with it.
    """
    keys = {**case_keys(answers, name, edition, rules), "lang": lang}
    return cast(str, ask("explain", {**keys, "node": node, "depth": depth, "output": output}))


def check(
    answers: Answers | None = None,
    *,
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
) -> list[Finding]:
    """Everything to say about answers, or about rules alone: errors and warnings; none when all is well.

    It raises KlaError only where the request itself is wrong.
    """
    return findings(ask("check", case_keys(answers, name, edition, rules))["findings"])


def write(
    answers: Answers,
    *,
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
) -> str:
    """The answers as a canonical answers file (TOML)."""
    keys = case_keys(answers, name, edition, rules)
    return cast(str, ask("write", keys))


def range(
    answers: Answers,
    *,
    closed: bool = False,
    last: tuple[Answers, Answers] | None = None,
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
) -> dict[str, Any]:
    """The verified, evidenced, claimed and potential points, as ``kla range --format json``.

    ``closed`` says that the time for mending is over; ``last`` are the region's own and its verified
    answers of the last cycle.
    """
    keys = case_keys(answers, name, edition, rules)
    if last is not None:
        keys["last"] = [answers_keys(one, None)["answers"] for one in last]
    keys.update(closed=closed)
    return cast("dict[str, Any]", ask("range", keys))


def plan(
    answers: Answers,
    *,
    to: str | None = None,
    start: Literal["verified", "evidenced", "claimed"] | None = None,
    effort: str | Mapping[str, Any] | None = None,
    lock: str | Iterable[str] = (),
    budget: int | None = None,
    mendable: bool = False,
    closed: bool = False,
    outcomes: bool = False,
    conditions: bool = False,
    buffer: str | None = None,
    name: str | None = None,
    edition: str | None = None,
    rules: Rules | None = None,
) -> dict[str, Any]:
    """The cheapest way to a category, as ``kla plan --format json``.

    ``to`` is the category, by default the next one; ``start`` the mark from which it begins;
    ``effort`` the text of an effort file; ``lock`` nodes that cannot change; ``budget`` the most
    effort; ``buffer`` points (``"25"``) or a fall that must be survived (``"15%"``).
    """
    keys = case_keys(answers, name, edition, rules)
    locked = [lock] if isinstance(lock, str) else list(lock)
    keys.update(to=to, effort=effort, lock=locked or None, budget=budget, mendable=mendable)
    keys.update(closed=closed, outcomes=outcomes, conditions=conditions, buffer=buffer)
    return cast("dict[str, Any]", ask("plan", {**keys, "from": start}))


def score_many(
    answers: Iterable[Answers], *, edition: str | None = None, rules: Rules | None = None
) -> list[Score | KlaError]:
    """Many scores in one call, in the order of the answers; a KlaError where one cannot be scored.

    A file that cannot be read is a KlaError, too, with the code ``file-unreadable``.
    """
    if isinstance(answers, (str, Mapping, PathLike)):
        raise TypeError("answers are a list of paths, texts or mappings; for a single one use kla.score")
    pairs = [_pair(one, place) for place, one in enumerate(answers)]
    read = [pair for pair in pairs if not isinstance(pair, KlaError)]
    keys = {"answers": [text for _, text in read], "names": [name for name, _ in read] or None}
    went = iter(ask("batch", {**keys, "edition": edition, "rules": rules_texts(rules)}))
    results: list[Score | KlaError] = []
    for pair in pairs:
        one = None if isinstance(pair, KlaError) else next(went)
        if one is None:
            results.append(cast(KlaError, pair))
        elif one["ok"]:
            warn(one["warnings"], stacklevel=3)
            results.append(one["result"])
        else:
            results.append(KlaError(findings(one["diagnostics"])))
    return results


def _pair(answers: Answers, place: int) -> tuple[str, Any] | KlaError:
    """The name and the answers of one of many, or why there are none."""
    try:
        keys = answers_keys(answers, None)
    except KlaError as refused:
        return refused
    except OSError as error:
        said = f"berkas tidak dapat dibaca ({error.strerror})", f"the file cannot be read ({error.strerror})"
        advice = "periksa nama dan foldernya", "check its name and folder"
        file = str(error.filename)
        return KlaError([Finding("file-unreadable", "error", file, 1, 1, *said, *advice)])
    return keys["name"] or f"answers[{place}]", keys["answers"]


def score_columns(
    table: Table,
    *,
    edition: str | None = None,
    year: int | None = None,
    stage: str | None = None,
    rules: Rules | None = None,
    name: str | None = None,
) -> ScoreColumns:
    """A table with a region in each row, scored: columns in, columns out, rows in their order.

    The table is a mapping of lists or arrays, or a data frame of pandas, polars or pyarrow. Its
    columns are ``region``, ``edition``, ``year``, ``stage`` and the address of any node (``4.P1``,
    ``4``, ``klaster-1``). ``edition``, ``year`` and ``stage`` hold for rows that do not say it; a row
    that names another edition is refused. Cells are text, whole numbers or ``Decimal``; None and NaN
    are empty. A float with a fraction is refused, since it may have changed on its way: read such a
    column as text.

    Raises KlaError when titles or cells cannot be used. A row that cannot be scored does not raise:
    its ``ok`` is False and its ``findings`` say why, where the titles are line 1.

    >>> scored = score_columns({"region": ["62.71", "32.73"], "4.P1": ["0,5", None]},
    ...     edition="2023", year=2024, stage="mandiri")
    >>> scored["total"], scored["ok"]
    (['0.5', '0'], [True, True])
    """
    keys = {"table": columns(table), "name": name, "edition": edition, "year": year, "stage": stage}
    scored = ask("batch", {**keys, "rules": rules_texts(rules), "columns": True})
    scored["findings"] = [findings(one) for one in scored.pop("diagnostics")]
    return cast(ScoreColumns, scored)


def editions() -> list[dict[str, Any]]:
    """The editions that are known, each with its id, year and confidence."""
    return cast("list[dict[str, Any]]", ask("editions", {}))


def edition(id: str, *, rules: Rules | None = None) -> dict[str, Any]:
    """One edition as data: blocks, indicators, questions, shapes of answers, agencies, categories."""
    return cast("dict[str, Any]", ask("editions", {"id": id, "rules": rules_texts(rules)}))


def regions() -> list[dict[str, str]]:
    """Every kabupaten and kota: ``code``, ``name``, ``province``, ``province_name``, ``kind``."""
    return cast("list[dict[str, str]]", ask("regions", {}))
