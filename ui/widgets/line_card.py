"""The service line of a result: which one, why, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock, explain
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.models.figures import Figure, figures_of
from ui.widgets.basic import Banner, Card, button, label
from ui.widgets.unfold import Unfold

if TYPE_CHECKING:
    from advisor_app.services.assessment_view import Override, ResultView

_AT_ONCE: Final = 7


class LineCard(Card):
    """The line in a sentence; everything else unfolds.

    Signals:
        change_wanted: another line, by hand.
        commitment_told: whether a written market commitment exists.
    """

    change_wanted = Signal()
    commitment_told = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Línea sugerida"), parent)
        self.line = label("", "title")
        self.reason = label("", "answer")
        self.override = Banner("")
        self.override.hide()
        self.commitment = QCheckBox(_("Hay un pedido, carta o licitación por escrito"))
        self.commitment.clicked.connect(self.commitment_told)
        self.change_button = button(_("Cambiar la línea"), "link", icon="edit")
        self.change_button.clicked.connect(self.change_wanted)
        self.why: Unfold | None = None
        self.what_else: Unfold | None = None
        self._unfolds = QVBoxLayout()
        self._unfolds.setSpacing(theme.look().space(4))
        for widget in (self.line, self.reason, self.override):
            self.add(widget)
        self.body.addLayout(self._unfolds)
        self.add(self.commitment)
        self.add(self.change_button)

    def allow_changes(self, *, allowed: bool) -> None:
        """Whether line and commitment can still be changed by hand."""
        self.change_button.setVisible(allowed)
        self.commitment.setEnabled(allowed)

    def show_result(self, view: ResultView) -> None:
        """Another result."""
        lang = language()
        self.line.setText(explain.line_name(view.line, lang))
        self.reason.setText(" ".join(explain.line_reason(view.result, view.routing, lang)))
        self.override.setVisible(view.override is not None)
        self.reason.setVisible(view.override is None)
        if view.override is not None:
            self._show_override(view, view.override)
        self.commitment.setChecked(view.assessment.commitment)
        for widget in (self.commitment, self.change_button):
            widget.setEnabled(view.assessment.is_open)
        self.why = self._replace(self.why, Figure(_("¿Por qué?"), "", figures_of(view)))
        self.what_else = self._replace(self.what_else, _what_changes(view))

    def _show_override(self, view: ResultView, override: Override) -> None:
        lang = language()
        local = formats.local(override.at, clock.offset_minutes()).date()
        self.override.show_text(
            _("La eligió {author} el {day}. La calculada es {line}.").format(
                author=override.author,
                day=formats.long_date(local, lang),
                line=explain.line_name(view.routing.line, lang),
            ),
            override.reason,
        )

    def _replace(self, old: Unfold | None, figure: Figure) -> Unfold:
        new = Unfold(figure)
        if old is None:
            self._unfolds.addWidget(new)
            return new
        self._unfolds.replaceWidget(old, new)
        new.show()
        if old.is_open:
            new.unfold()
        old.hide()
        old.deleteLater()
        return new


def _what_changes(view: ResultView) -> Figure:
    """The fewest answers that lead to the next line, or why there are none."""
    sentences = explain.next_line_sentences(view.next_line, view.result.instrument, language())
    if not sentences and view.result.preliminary:
        sentences = [_("Completar las preguntas que faltan: con ellas se sabrá la línea.")]
    elif not sentences:
        sentences = [_("Nada: es la línea más avanzada.")]
    parts = [Figure(one) for one in sentences]
    if len(parts) > _AT_ONCE + 2:  # head and foot always stay in sight
        head, changes, foot = parts[0], parts[1:_AT_ONCE], parts[-1]
        rest = parts[_AT_ONCE:-1]
        more = ngettext("{n} respuesta más", "{n} respuestas más", len(rest)).format(n=len(rest))
        parts = [head, *changes, Figure(more, "", tuple(rest)), foot]
    return Figure(_("¿Qué la cambiaría?"), "", tuple(parts))
