"""What can go wrong, said so that a tired advisor understands it."""

from __future__ import annotations

from collections.abc import Mapping


class AdvisorError(Exception):
    """Something the user must know: what happened and what to do next.

    Attributes:
        message: what happened, one sentence, in the user's language.
        advice: what to do, and that nothing was lost where that is so; may be empty.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class InvalidRecord(AdvisorError):  # noqa: N818 - names a state of the record, not a failure
    """A record that breaks its rules; nothing was saved.

    Attributes:
        problems: field name -> sentence to show beside that field.
    """

    def __init__(self, message: str, problems: Mapping[str, str], *, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.problems = dict(problems)


class BadContent(AdvisorError):  # noqa: N818 - said of the file
    """A content file (instrument, parameters, catalogue) that breaks its format.

    Attributes:
        file: the file's name.
        place: what is wrong where, such as ``D3.2 levels.en``.
    """

    def __init__(self, message: str, *, file: str, place: str) -> None:
        super().__init__(message)
        self.file = file
        self.place = place
