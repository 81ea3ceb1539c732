"""The shape of results, key for key what ``kla schema result`` describes.

Points are exact decimals as text: give them to ``decimal.Decimal``, never to ``float``.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from ._errors import Finding

#: An exact decimal such as ``"880.39"``.
Points = str
#: What points of a whole stand on: its parts, its own measure, a stated figure, nothing, or left out.
Basis = Literal["parts", "measured", "stated", "nothing", "left"]


class Overlay(TypedDict):
    """What refined an edition."""

    id: str
    name: str
    digest: str


class Edition(TypedDict):
    """The rules that were used; ``digest`` is the SHA-256 of their text."""

    id: str
    revision: int
    digest: str
    overlay: Overlay | None


class Region(TypedDict):
    """A kabupaten or kota by its Kemendagri code, such as ``"32.73"``."""

    code: str
    name: str | None
    province: str | None


class Total(TypedDict):
    """The points of a region, of so many."""

    points: Points
    maximum: Points
    stayed: Points | None


#: A category with its band; ``between`` says that the total lies above it and below the next one.
Category = TypedDict("Category", {"id": str, "name": str, "from": Points, "to": Points, "between": bool})


class Next(TypedDict):
    """The next category, and the points that are missing."""

    id: str
    name: str
    gap: Points


class Completeness(TypedDict):
    """How many questions are answered, and how many points they can earn."""

    questions: str
    of: str
    points: Points
    maximum: Points


class Confidence(TypedDict):
    """How many points rest on rules of one confidence."""

    level: Literal["official", "secondary", "news", "application", "inferred", "derived"]
    points: Points


class Gate(TypedDict):
    """A condition beside the points."""

    id: str
    category: str
    state: Literal["passed", "failed", "unknown"]
    effect: Literal["notice", "cap"]


class Question(TypedDict):
    """A question (butir) such as ``4.P1``."""

    id: str
    points: Points
    maximum: Points
    state: Literal["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol", "terisi"]


class Indicator(TypedDict):
    """An indicator: what its questions earned, and what of that a cap does not count."""

    id: str
    name: str
    points: Points
    maximum: Points
    basis: Basis
    earned: Points
    not_counted: Points
    stayed: Points | None
    questions: list[Question]


class Block(TypedDict):
    """Kelembagaan, a cluster, or Kelana-Dekela."""

    id: str
    name: str
    points: Points
    maximum: Points
    basis: Basis
    stayed: Points | None
    indicators: list[Indicator]


class Declared(TypedDict):
    """A printed figure beside the computed one."""

    node: str
    what: Literal["points", "maximum"]
    declared: Points
    computed: Points | None
    difference: Points | None


class Remark(TypedDict):
    """Something that a reader of the score should know."""

    code: str
    node: str
    message: str


class Score(TypedDict):
    """A score. ``category`` is None below the first category, ``next`` is None in the highest."""

    format: int
    engine: str
    edition: Edition
    region: Region
    year: int
    stage: str
    notes: list[str]
    total: Total
    category: Category | None
    next: Next | None
    completeness: Completeness
    confidence: list[Confidence]
    gates: list[Gate]
    blocks: list[Block]
    declared: list[Declared]
    remarks: list[Remark]


class ScoreColumns(TypedDict):
    """Scores as columns of one length, ready for a data frame; None where a row cannot be scored."""

    ok: list[bool]
    edition: list[str | None]
    region: list[str | None]
    region_name: list[str | None]
    year: list[int | None]
    stage: list[str | None]
    total: list[Points | None]
    maximum: list[Points | None]
    category: list[str | None]
    category_name: list[str | None]
    #: Warnings, or everything that kept the row from being scored.
    findings: list[list[Finding]]
