"""What the office refuses."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):  # noqa: N818 - says what is the case
    """A request that is not done; nothing was changed.

    Attributes:
        code: one word that the laptop acts upon.
        wait: seconds after which it may come again.
    """

    def __init__(
        self,
        code: str,
        *,
        expect: int = 0,
        epochs: Sequence[tuple[str, int]] = (),
        wait: int = 0,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.expect = expect
        self.epochs = list(epochs)
        self.wait = wait
