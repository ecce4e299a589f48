"""The list «Norma propia: panela» as somebody fills the template in: ``python -m`` writes it anew.

Written by openpyxl, another program than ours, as a spreadsheet of the field would be.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

FILE = Path(__file__).parent / "panela.xlsx"
DATA = (
    ("Clave", "panela_propia", ""),
    ("Versión", "1.0", ""),
    ("Nombre", "Norma propia: panela de trapiche", "Own list: panela from the mill"),
    ("Edición", "Primera, acordada con los compradores en octubre de 2026",
     "First, agreed with the buyers in October 2026"),
    ("Regla", "fssc", ""),
    ("Sectores", "agroindustry_food, agro_primary", ""),
    ("Mercados", "Tiendas de cadena y cooperativas de Cundinamarca",
     "Chain stores and cooperatives of Cundinamarca"),
    ("Vale desde", "2026-10-01", ""),
    ("Plazo usual", "3-5 meses", "3-5 months"),
    ("Fuente", "Acuerdo de la asociación con sus compradores; textos propios",
     "Agreement of the association with its buyers; own texts"),
    ("Nota", "Para trapiches de hasta 20 personas. No reemplaza las BPM.", ""),
)  # fmt: skip
SECTIONS = (
    ("C", "Caña y apronte", "Cane and its rest"),
    ("M", "Molienda", "Milling"),
    ("H", "Hornilla y evaporación", "Furnace and evaporation"),
    ("B", "Batido, moldeo y empaque", "Beating, moulding and packing"),
    ("P", "Personas y aseo", "People and cleaning"),
    ("V", "Venta y trazabilidad", "Sale and traceability"),
)
COLUMNS = (
    "Número", "Sección", "Gravedad", "Requisito", "Qué mira el auditor", "Evidencia 1",
    "Evidencia 2", "Acción típica", "Esfuerzo", "Admite no aplica", "Lugar", "Por confirmar",
    "Requisito (inglés)",
)  # fmt: skip
REQUIREMENTS = (
    ("C.1", "m", "Cada lote de caña tiene nombre y plano", "Pide el plano y camina hasta un lote.",
     "plano de lotes a mano", "", "Dibujar los lotes y darles nombre.", "S", "no", "Campo",
     "Each plot of cane has a name and a sketch"),
    ("C.2", "M", "Se sabe qué plaguicida se aplicó y cuándo", "Compara cuaderno y envases.",
     "cuaderno de aplicaciones", "factura del producto", "Anotar cada aplicación el mismo día.",
     "S", "sí", "Campo", "What was sprayed, and when, is known"),
    ("C.3", "m", "La caña se muele antes de tres días de cortada", "Pregunta la fecha de corte.",
     "tiquete con fecha de corte", "", "Marcar cada carga con su fecha.", "S", "no", "Recibo",
     "Cane is milled within three days of cutting"),
    ("C.4", "R", "La caña madura se mide con refractómetro", "Pide una medida en su presencia.",
     "refractómetro que funciona", "registro de grados Brix", "Comprar un refractómetro sencillo.",
     "S", "sí", "Campo", ""),
    ("C.5", "M", "El apronte tiene techo y piso firme", "Mira si hay barro o sol sobre la caña.",
     "techo y piso a la vista", "", "Afirmar el piso y poner teja.", "M", "no", "Recibo", ""),
    ("M.1", "M", "El molino no gotea aceite al jugo", "Pasa un papel blanco bajo las mazas.",
     "papel limpio", "grasa de grado alimentario", "Cambiar retenes y usar grasa alimentaria.",
     "M", "no", "Producción o servicio", "The mill drips no oil into the juice"),
    ("M.2", "C", "Las transmisiones tienen guarda", "Mira poleas, correas y piñones en marcha.",
     "guardas fijas con tornillos", "", "Cerrar con malla todas las transmisiones.", "M", "no",
     "Producción o servicio", "Drives are guarded"),
    ("M.3", "m", "El bagazo se guarda seco y lejos del horno", "Mira la bagacera tras la lluvia.",
     "bagacera con techo", "", "Separar la bagacera del horno.", "M", "no", "Bodega", ""),
    ("M.4", "M", "El jugo pasa por prelimpiador todos los días", "Abre el prelimpiador.",
     "prelimpiador lavado", "hoja de aseo del día", "Lavar el prelimpiador cada turno.", "S", "no",
     "Producción o servicio", ""),
    ("M.5", "m", "Se pesa la caña que entra", "Compara la báscula con una pesa conocida.",
     "báscula revisada", "planilla de entradas", "Revisar la báscula dos veces al año.", "S", "no",
     "Recibo", "Incoming cane is weighed"),
    ("H.1", "C", "No se usa clarol ni hidrosulfito", "Busca envases en bodega y horno; pregunta.",
     "inventario sin esos productos", "compromiso firmado", "Prohibirlos por escrito y retirarlos.",
     "S", "no", "Bodega", "No hydrosulphite is used"),
    ("H.2", "M", "El encalado usa cal de grado alimentario", "Lee la etiqueta del empaque.",
     "empaque con etiqueta", "factura", "Comprar cal alimentaria y anotar la dosis.", "S", "sí",
     "Producción o servicio", ""),
    ("H.3", "m", "Se conoce el punto de miel y de panela", "Pide medir la temperatura del punto.",
     "termómetro que funciona", "registro de puntos", "Medir y anotar el punto de cada tanda.", "S",
     "no", "Producción o servicio", ""),
    ("H.4", "M", "Las pailas están sanas, sin soldadura de plomo", "Mira uniones y raspaduras.",
     "pailas en acero o aluminio sanas", "", "Cambiar las pailas dañadas.", "L", "no",
     "Producción o servicio", ""),
    ("H.5", "C", "La chimenea no devuelve humo a la sala", "Entra con el horno encendido.",
     "sala sin humo", "", "Levantar o sellar la chimenea.", "M", "no", "Producción o servicio",
     "The chimney sends no smoke back"),
    ("H.6", "R", "Solo se quema bagazo", "Mira si hay llanta o leña verde.", "bagazo suficiente",
     "", "Secar mejor el bagazo para no usar leña.", "M", "no", "Bodega", ""),
    ("B.1", "M", "El cuarto de moldeo está cerrado con anjeo", "Cuenta moscas y abejas adentro.",
     "anjeo sin rotos", "puerta que cierra sola", "Poner anjeo y brazo en la puerta.", "M", "no",
     "Producción o servicio", "The moulding room is screened"),
    ("B.2", "m", "Las gaveras se lavan y secan bajo techo", "Toca las gaveras listas para usar.",
     "gaveras secas en estante", "", "Hacer un estante para gaveras.", "S", "no",
     "Producción o servicio", ""),
    ("B.3", "M", "La panela enfría antes de empacarse", "Busca empaques sudados.",
     "panela a temperatura ambiente", "registro de hora", "Dejar enfriar dos horas.", "S", "no",
     "Producción o servicio", ""),
    ("B.4", "m", "La humedad de la panela se conoce", "Pide el último resultado.",
     "resultado de laboratorio del semestre", "", "Enviar una muestra cada seis meses.", "S", "sí",
     "Laboratorio y equipos de medir", ""),
    ("B.5", "C", "La etiqueta dice lo que exige la norma", "Lee una etiqueta entera.",
     "etiqueta con lote y contenido", "registro sanitario vigente",
     "Ajustar la etiqueta con el comprador.", "M", "no", "Oficina y papeles",
     "The label says what the law asks"),
    ("B.6", "m", "La bodega tiene estibas separadas de la pared", "Mide lo que hay hasta la pared.",
     "estibas en uso", "", "Comprar estibas usadas limpias.", "S", "no", "Bodega", ""),
    ("P.1", "C", "Quien toca la panela se lava las manos", "Observa la entrada al moldeo.",
     "lavamanos con jabón", "aviso a la vista", "Poner lavamanos de pedal.", "M", "no", "Personas",
     "Whoever touches panela washes their hands"),
    ("P.2", "M", "Todos tienen curso de manipulación", "Escoge dos nombres y pide su certificado.",
     "certificados del año", "", "Programar el curso con la alcaldía.", "S", "no", "Personas", ""),
    ("P.3", "m", "Hay dotación blanca y gorro", "Mira a las personas del moldeo.",
     "dotación limpia puesta", "acta de entrega", "Entregar dos dotaciones por persona.", "S", "no",
     "Personas", ""),
    ("P.4", "M", "El aseo tiene plan y responsable", "Pide la hoja de aseo de ayer.",
     "plan de una página", "hojas firmadas", "Escribir quién lava qué y cada cuánto.", "S", "no",
     "Oficina y papeles", "Cleaning has a plan and somebody in charge"),
    ("P.5", "m", "El agua de lavado es potable o se trata", "Pregunta de dónde viene y la prueba.",
     "resultado de agua del año", "registro de cloro", "Clorar el tanque y anotar.", "S", "no",
     "Alrededores, proveedores y clientes", ""),
    ("V.1", "M", "Cada caja lleva lote que dice finca y día", "Sigue un lote hasta la caña.",
     "lote impreso en la caja", "planilla de molienda", "Escribir el lote en cada caja.", "S", "no",
     "Bodega", "Each box carries a lot"),
    ("V.2", "m", "Los reclamos se anotan y se responden", "Pide el último reclamo.",
     "cuaderno de reclamos", "", "Abrir un cuaderno y responder en tres días.", "S", "no",
     "Oficina y papeles", "Complaints are noted and answered"),
    ("V.10", "R", "Se guarda una muestra de cada molienda", "Pide la muestra del mes pasado.",
     "muestras marcadas", "", "Guardar medio kilo por molienda.", "S", "sí", "Bodega", ""),
)  # fmt: skip


def workbook() -> Workbook:
    """The list as a workbook, to save or to break."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Lista"
    sheet.append(["Dato", "Valor", "En inglés"])
    for line in DATA:
        sheet.append([word or None for word in line])
    sheet = book.create_sheet("Secciones")
    sheet.append(["Clave", "Título", "Título (inglés)"])
    for line in SECTIONS:
        sheet.append(list(line))
    sheet = book.create_sheet("Requisitos")
    sheet.append(list(COLUMNS))
    for one in REQUIREMENTS:
        code, severity, *words, english = one
        row = [code, code[0], severity, *words, "", english]
        sheet.append([word or None for word in row])
    return book


if __name__ == "__main__":
    workbook().save(FILE)
