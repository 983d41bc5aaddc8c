"""Words, in print and as if they were written with the page's own pen."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.pages._typefaces import Print, draw_face, open_face
from inkdigits.preprocess import signed_distance, stroke_width

# What forms, lists and notes have around their numbers. Letters that look like digits stand in
# words only.
WORDS = (
    "Name", "Date", "Total", "Amount", "Number", "Street", "Remarks", "Sum", "Meter", "Payment",
    "Customer", "Reading", "Fahrt", "Betrag", "Summe", "Datum", "Zweck", "kWh", "EUR", "kg", "km",
    "Order", "Invoice", "Box", "Size", "School", "Biology", "Zone", "Bill", "Oil", "Soll", "Ist",
    "Lisa", "Otto", "Zoe", "Bob", "Simon", "Olga", "Telefon", "Phone", "Postal code", "Signature",
    "Unterschrift", "paid", "ok", "see below", "please return", "Class", "Exam", "Points", "Room",
    "Kunde", "Artikel", "Menge", "Preis", "Bestellung", "Lieferung", "Grades", "Test", "Yes", "NO",
    "Monday", "Freitag", "Juli", "October", "Straße", "Größe", "livre", "prix", "maison", "fecha",
)  # fmt: skip
BEFORE = (
    "Total", "No.", "Nr.", "Sum:", "Tel.", "Tel:", "ID", "Amount:", "Room", "EUR", "€", "Code",
    "Ref.", "Meter", "Kd.-Nr.", "Los", "Item", "Bus", "PIN:", "Konto", "Zip", "Order #", "#", "+",
    "=", "~", "approx.", "ca.", "x:", "kWh:", "Alter", "Year", "Max", "Lisa", "Simon", "Box",
)  # fmt: skip
AFTER = (
    "kg", "km", "EUR", "€", "kWh", "mm", "cm", "%", "Stk", "pcs", "km/h", "ml", "m", "min", "Euro",
    ",-", "$", "ok", "points", "*", "=", "kW", "paid", "mA", "£", "Nm", "Zoll", "°C",
)  # fmt: skip
SIGNS = ("#", "%", "*", "+", "=", "~", "&", "@", ",", "-", ":", ";", "?", "€", "§", "°", "$")
TEXT = [
    "Please",
    "write",
    "clearly",
    "and",
    "keep",
    "within",
    "the",
    "boxes.",
    "All",
    "items",
    "must",
    "be",
    "complete",
    "before",
    "the",
    "form",
    "is",
    "handed",
    "in",
    "at",
    "the",
    "office.",
    "Bitte",
    "in",
    "Druckschrift",
    "ausfüllen",
    "und",
    "unterschrieben",
    "zurück",
    "an",
    "die",
    "Schule.",
    "Goods",
    "remain",
    "our",
    "property",
    "until",
    "the",
    "bill",
    "is",
    "settled",
    "in",
    "full.",
    "Solo",
    "los",
    "niños",
    "de",
    "la",
    "escuela",
    "pueden",
    "participar.",
    "Les",
    "billets",
    "sont",
    "valables",
    "pour",
    "tous",
    "les",
    "bus",
    "de",
    "la",
    "ville.",
]


def printed(text: str, part: Print, size: float, rng: np.random.Generator) -> FloatArray:
    """A word in print.

    Args:
        text: one or more words.
        part: whose typefaces.
        size: of the type, in pixels.
        rng: draws the face.

    Returns:
        (H, W) float32, the share of each pixel that is inked, cropped to the ink.
    """
    return _raster(text, part, size, rng).astype(np.float32) / np.float32(255)


def penned(
    text: str, part: Print, height: float, pen: float, rng: np.random.Generator
) -> FloatArray:
    """A word as if written: slanted, uneven, as broad as a pen's strokes.

    Args:
        text: one or more words.
        part: whose typefaces.
        height: of its capitals, in pixels.
        pen: width of the strokes, in pixels.
        rng: draws face, slant and unevenness.

    Returns:
        (H, W) float32, cropped to the ink.
    """
    fine = 2.0 if height < 40 else 1.0
    word = _raster(text, part, fine * height / 0.73, rng)
    room = round(0.35 * fine * height)
    bent = _bend(np.pad(word, room), fine * height, rng)
    grow = (fine * pen - stroke_width(bent)) / 2
    distance = signed_distance(bent)
    ink = np.clip(grow - distance + 0.5, 0, 1).astype(np.float32)
    size = [max(2, round(side / fine)) for side in ink.shape[::-1]]
    return cropped(np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.float32))


def cropped(ink: FloatArray) -> FloatArray:
    """Without the bare margins; a single bare pixel if there is no ink."""
    rows, columns = (np.flatnonzero(ink.max(axis=axis) > 0.1) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return np.zeros((1, 1), np.float32)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _bend(word: Uint8Array, height: float, rng: np.random.Generator) -> Uint8Array:
    """Shift every place a little, neighbours alike, and lean the whole."""
    rows, columns = word.shape
    coarse = max(2, round(rows / (0.5 * height))), max(2, round(columns / (0.5 * height)))
    shifts = rng.normal(0, 0.035 * height, (2, *coarse)).astype(np.float32)
    off = [cv2.resize(shift, (columns, rows), interpolation=cv2.INTER_CUBIC) for shift in shifts]
    y, x = np.mgrid[:rows, :columns].astype(np.float32)
    lean = np.float32(rng.normal(0.12, 0.2))
    bent = cv2.remap(word, x + off[0] + lean * (y - rows / 2), y + off[1], cv2.INTER_LINEAR)
    return np.asarray(bent, np.uint8)


def _raster(text: str, part: Print, size: float, rng: np.random.Generator) -> Uint8Array:
    font = open_face(draw_face(text, part, rng), max(6, round(size)))
    left, top, right, bottom = font.getbbox(text)
    canvas = Image.new("L", (round(right - left) + 2, round(bottom - top) + 2))
    ImageDraw.Draw(canvas).text((1 - left, 1 - top), text, fill=255, font=font)
    return np.asarray(canvas, np.uint8)
