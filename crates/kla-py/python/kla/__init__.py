"""Nilai, kategori, dan penjelasan Kabupaten/Kota Layak Anak (KLA).

Scores of Indonesia's child-friendly districts, exact and explained::

    from pathlib import Path
    import kla

    result = kla.score(Path("answers.toml"))
    print(result["region"]["name"], result["total"]["points"], result["category"])
    print(kla.explain(Path("answers.toml"), "4.P1"))

Points are exact decimals as text (``"880.39"``): give them to ``decimal.Decimal``, never to ``float``.
What cannot be used raises ``KlaError`` with every finding: its code, its place and what to do.
"""

from ._door import Answers, Rules, call, call_text
from ._errors import Finding, KlaError, KlaWarning
from ._kla import result_of
from ._types import Points, Score, ScoreColumns
from ._verbs import (
    check,
    edition,
    editions,
    explain,
    plan,
    range,
    regions,
    report,
    score,
    score_columns,
    score_many,
    write,
)

__all__ = [
    "Answers",
    "Finding",
    "KlaError",
    "KlaWarning",
    "Points",
    "Rules",
    "Score",
    "ScoreColumns",
    "call",
    "call_text",
    "check",
    "edition",
    "editions",
    "explain",
    "plan",
    "range",
    "regions",
    "report",
    "result_of",
    "score",
    "score_columns",
    "score_many",
    "write",
]
