"""What is wrong with answers, rules or a request: findings, as an exception or as a warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Finding:
    """One problem: its stable code, its place, what was found and what to do, in both languages.

    ``kla check --codes`` and the README of the door list the codes.
    """

    code: str
    severity: Literal["error", "warning"]
    #: Name of the text; ``request`` is the request itself.
    file: str
    #: From 1.
    line: int
    #: From 1, in characters.
    column: int
    message: str
    message_en: str
    help: str | None
    help_en: str | None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Finding:
        """A finding of a response; keys that a later version adds are left out."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__})

    def text(self, lang: Literal["id", "en"] = "id") -> str:
        """Place, code, message and advice on one line."""
        if lang == "id":
            message, word, help = self.message, "Saran", self.help
        else:
            message, word, help = self.message_en, "Help", self.help_en
        advice = f" {word}: {help}" if help else ""
        return f"{self.file}:{self.line}:{self.column}: [{self.code}] {message}.{advice}"

    def __str__(self) -> str:
        return self.text()


class KlaError(ValueError):
    """Answers, rules or a request cannot be used. ``findings`` holds every reason, in order of place.

    ``code``, ``file``, ``line``, ``column``, ``message``, ``help`` and their English are those of the
    first error.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings: tuple[Finding, ...] = tuple(findings)
        first = next((one for one in findings if one.severity == "error"), findings[0])
        self.code: str = first.code
        self.file: str = first.file
        self.line: int = first.line
        self.column: int = first.column
        self.message: str = first.message
        self.message_en: str = first.message_en
        self.help: str | None = first.help
        self.help_en: str | None = first.help_en

    def text(self, lang: Literal["id", "en"] = "id") -> str:
        """Every finding, one on each line."""
        return "\n".join(one.text(lang) for one in self.findings)

    def __reduce__(self) -> tuple[type[KlaError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)


class KlaWarning(UserWarning):
    """Something to look at that does not keep answers from being scored."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
