"""A visit by somebody who only hears the window: ``visit.py FILE.pdf``.

It knows the words on the screen and nothing else, and tells at the end, as JSON, what it missed.
"""

from __future__ import annotations

import json
import re
import sys

from stranger import Stranger

FIRM = "Zopilotera Quimérica SAS"
OWNER = "Hermenegilda Zurrapastrosa"
SIGNATURE = [(0.2 + step / 50, 0.4 + (step % 5) / 20) for step in range(31)]
PASSPHRASE = "marimonda columpio zarzaparrilla"


class Visitor(Stranger):
    """Goes from screen to screen and listens to each."""

    def __init__(self) -> None:
        super().__init__("Advisor")
        self.missed: dict[str, list[str]] = {}

    def comes_to(self, screen: str, button: str) -> None:
        """Wait for a screen by a button it has, and note what can't be used there."""
        self.find("push button", button)
        self.missed[screen] = self.complaints()

    def first_day(self) -> None:
        self.comes_to("first day", "Crear el espacio de trabajo")
        self.write("Su nombre completo", "Lucía Ñáñez")
        self.write("Contraseña", PASSPHRASE, "password text")
        self.write("La misma contraseña otra vez", PASSPHRASE, "password text")
        self.press("Crear el espacio de trabajo")
        groups = dict(line.split() for line in self.read("1 ").splitlines())
        self.press("Ya lo anoté")
        asked = self.find("text", "Escriba el grupo *").get_name()
        self.write(asked, groups[re.findall(r"\d+", asked)[0]])
        self.press("Comprobar")

    def registers(self) -> None:
        self.comes_to("empty day", "Registrar la primera empresa")
        self.press("Registrar la primera empresa")
        self.comes_to("new firm", "Registrar empresa")
        self.write("Nombre o razón social", FIRM)
        self.write("NIT", "900123456-8")
        self.choose("Naturaleza", "S.A.S.")
        self.write("Municipio", "Silvia (Cauca)")
        self.choose("Sector", "Agroindustria y alimentos")
        self.press("Registrar empresa")

    def asks_consent(self) -> None:
        self.comes_to("firm", "Pedir la autorización")
        self.press("Pedir la autorización")
        self.comes_to("consent text", "Ya lo leí: preguntar")
        self.press("Ya lo leí: preguntar")
        self.comes_to("consent", "Guardar la autorización")
        for asked in dict.fromkeys(self.descriptions("radio button")):
            if asked[:1].isdigit():
                self.turn("Sí" if asked[:1] in "15" else "No", inside=asked)
        self.write("Nombre completo", OWNER)
        self.press("Guardar la autorización")

    def describes(self) -> None:
        self.press("Completar o corregir")
        self.comes_to("firm form", "Seguir con: *")
        self.turn("4 Condiciones")
        self.find("radio button", "Sí", inside="¿Exporta hoy?")
        for asked in dict.fromkeys(self.descriptions("radio button")):
            if asked.startswith("¿"):
                self.turn("No", inside=asked)
        self.press("Listo")

    def starts(self) -> None:
        self.press("Empezar la visita")
        self.comes_to("start of the visit", "Agregar persona")
        self.write("Lugar", "Vereda Guacharaquillo")
        self.press("Empezar la visita")

    def answers_a_dimension(self) -> None:
        self.comes_to("interview", "D1 Liderazgo y rumbo: 0 de 2 respondidas. Aquí está")
        for answered in (1, 2):
            self.turn("3, *")
            for condition in self.words("check box"):
                if not condition.endswith(")"):
                    self.turn(condition, "check box")
            self.turn("Observado (O)")
            self.press("Siguiente (Enter)")
            self.find("push button", f"D1 Liderazgo y rumbo: {answered} de 2 *")

    def sees_report(self) -> None:
        self.press("Resultado (R)")
        self.comes_to("result", "Ver la hoja del dueño")
        self.press("Ver la hoja del dueño")
        self.find("list item", "*")
        self.comes_to("report", "Guardar PDF")

    def saves_report(self, file: str) -> None:
        self.press("Leer las páginas")
        self.find("list item", "*")
        self.press("Guardar PDF")
        self.write("Nombre de fichero:", file)
        self.press("Guardar")
        self.read("Guardado en")

    def signs(self) -> None:
        self.press("Firmar")
        self.comes_to("signing", "Firmar en pantalla")
        self.choose("Tipo de documento", "Cédula de ciudadanía")
        self.write("Número de documento", "7391846205")
        self.press("Firmar en pantalla")
        self.comes_to("pad", "Deshacer trazo")
        self.draw("Recuadro para firmar", SIGNATURE)
        self.press("Firmar")
        self.read("Guardado: documento bloqueado")

    def ends(self) -> None:
        self.press("Hoy")
        self.comes_to("day", f"{FIRM}*")
        self.press("Empresas")
        self.write("Buscar empresa", "zopilotera")
        self.click(f"{FIRM}*", "table cell")
        self.press("Cerrar la visita")
        self.comes_to("end of the visit", "Todavía no")
        self.turn("1 Realizada")
        self.press("Cerrar la visita")
        self.read("Visita cerrada")


if __name__ == "__main__":
    visitor = Visitor()
    visitor.first_day()
    visitor.registers()
    visitor.asks_consent()
    visitor.describes()
    visitor.starts()
    visitor.answers_a_dimension()
    visitor.sees_report()
    visitor.signs()
    visitor.saves_report(sys.argv[1])
    visitor.ends()
    print(json.dumps({title: missed for title, missed in visitor.missed.items() if missed}))
