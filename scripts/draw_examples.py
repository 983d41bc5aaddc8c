"""Draw the example images that come with the package: `src/inkdigits/examples/`.

Each of the ten is one digit as a pen stroke, on some paper, under some light, through some camera.
Every stroke is drawn here; no picture or typeface of anybody's is used. Same seeds, same pictures.

    python scripts/draw_examples.py
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits import examples
from inkdigits.files import atomic_path

Floats = npt.NDArray[np.float64]
Colour = tuple[int, int, int]  # red, green, blue

FOLDER = Path(examples.__file__).parent
FINER = 3  # strokes are drawn this many times larger, for smooth edges

# Where the pen goes: x to the right, y down, in hundredths of the digit's height. One text for
# each time that the pen is put down.
STROKES: dict[int, list[str]] = {
    0: [
        "36,2 14,14 3,46 10,82 30,99 52,84 60,50 52,14 34,1 24,7",
    ],
    1: [
        "10,34 22,20 36,2 35,30 33,66 32,100",
    ],
    2: [
        "6,24 14,6 36,0 54,14 50,40 28,70 6,92 10,98 24,90 42,97 64,93",
    ],
    3: [
        "8,10 28,0 50,8 50,28 34,44 22,46 42,50 57,68 50,90 28,100 4,90",
    ],
    4: [
        "22,2 16,22 8,44 5,58 22,59 44,56 66,54",
        "50,12 48,40 46,70 43,100",
    ],
    5: [
        "16,5 13,24 10,43 28,38 50,48 56,70 44,92 22,100 2,90",
        "17,5 36,5 58,1",
    ],
    6: [
        "48,0 26,18 9,48 6,78 22,98 44,92 54,72 42,56 22,60 8,76",
    ],
    7: [
        "2,10 6,4 30,6 58,2 50,22 36,54 26,80 20,100",
        "16,52 34,49 56,47",
    ],
    8: [
        "52,12 36,0 14,8 12,28 32,46 54,66 52,90 30,100 8,90 10,68 34,46 52,28 54,10 46,5",
    ],
    9: [
        "54,14 38,1 16,10 8,32 22,48 42,40 55,15 55,40 50,70 42,100",
    ],
}


@dataclass(frozen=True)
class Pen:
    """What is written with.

    Attributes:
        colour: of the full stroke.
        width: of the stroke, as a share of the digit's height.
        nib: how much wider a stroke is across the nib than along it; 0 for a round tip.
        grain: 0 covers the paper, 1 leaves bare what the paper's roughness keeps from the pen.
        shades: how much darkness and width change along the stroke.
    """

    colour: Colour
    width: float
    nib: float = 0.0
    grain: float = 0.0
    shades: float = 0.15


@dataclass(frozen=True)
class Hand:
    """Where and how the digit stands in the picture.

    Attributes:
        middle: of the digit's box, x and y, as shares of the picture's width and height.
        height: of the digit as a share of the picture's height.
        slant: how far the top leans to the right, as a share of the height.
        turn: in degrees, clockwise.
        shake: of the hand, as a share of the digit's height.
    """

    middle: tuple[float, float] = (0.5, 0.5)
    height: float = 0.6
    slant: float = 0.0
    turn: float = 0.0
    shake: float = 0.012


@dataclass(frozen=True)
class Example:
    """One picture: its name, its size, and what makes it."""

    name: str
    size: tuple[int, int]  # width, height in pixels
    pen: Pen
    hand: Hand
    paper: Callable[[tuple[int, int], np.random.Generator], Floats]
    noise: float = 2.0  # of the camera, standard deviation in grey levels
    blur: float = 0.6  # of the lens, in pixels
    quality: int = 82  # of a JPEG


def smooth_noise(size: tuple[int, int], grain: float, rng: np.random.Generator) -> Floats:
    """(height, width) noise of mean 0 and deviation 1; spots are about `grain` pixels large."""
    noise = rng.standard_normal((size[1], size[0]))
    noise = cv2.GaussianBlur(noise, (0, 0), grain)
    return np.asarray((noise - noise.mean()) / noise.std())


def plain(
    colour: Colour, roughness: float = 1.5, light: tuple[float, float] = (0.0, 0.0)
) -> Callable[[tuple[int, int], np.random.Generator], Floats]:
    """A sheet of one colour; `light` is how much brighter its right and lower edges are."""

    def make(size: tuple[int, int], rng: np.random.Generator) -> Floats:
        fibres = roughness * (smooth_noise(size, 1.2, rng) + 0.6 * smooth_noise(size, 12, rng))
        x = np.linspace(-0.5, 0.5, size[0])[None, :]
        y = np.linspace(-0.5, 0.5, size[1])[:, None]
        lamp = 1 + light[0] * x + light[1] * y
        return np.asarray((np.array(colour) + fibres[..., None]) * lamp[..., None])

    return make


def ruled(
    sheet: Callable[[tuple[int, int], np.random.Generator], Floats],
    spacing: float,
    colour: Colour,
    tilt: float,
    squared: bool = False,
) -> Callable[[tuple[int, int], np.random.Generator], Floats]:
    """A sheet with printed lines, or with squares, turned by `tilt` radians."""

    def make(size: tuple[int, int], rng: np.random.Generator) -> Floats:
        page = sheet(size, rng)
        y, x = np.mgrid[: size[1], : size[0]].astype(np.float64)
        across = [y + tilt * x] + ([x - tilt * y] if squared else [])
        for along in across:
            off = np.abs((along + 0.4 * spacing) % spacing - spacing / 2)
            line = 0.55 * np.clip(1.3 - off, 0, 1)[..., None]
            page = page * (1 - line) + np.array(colour) * line
        return page

    return make


def shadowed(
    sheet: Callable[[tuple[int, int], np.random.Generator], Floats], depth: float
) -> Callable[[tuple[int, int], np.random.Generator], Floats]:
    """A sheet with the soft shadow of a hand or a phone over its lower left."""

    def make(size: tuple[int, int], rng: np.random.Generator) -> Floats:
        x = np.linspace(0, 1, size[0])[None, :]
        y = np.linspace(0, 1, size[1])[:, None]
        inside = 1 / (1 + np.exp(-(y - x + 0.05) * 7))
        return np.asarray(sheet(size, rng) * (1 - depth * inside)[..., None])

    return make


def wiped(
    sheet: Callable[[tuple[int, int], np.random.Generator], Floats], dust: float
) -> Callable[[tuple[int, int], np.random.Generator], Floats]:
    """A blackboard with the sponge's dusty traces."""

    def make(size: tuple[int, int], rng: np.random.Generator) -> Floats:
        traces = cv2.GaussianBlur(rng.standard_normal((size[1], size[0])), (0, 0), 25, sigmaY=4)
        return np.asarray(sheet(size, rng) + dust * (traces / traces.std())[..., None])

    return make


def pen_path(stroke: str, shake: float, rng: np.random.Generator) -> Floats:
    """(N, 2) points of a smooth curve, with a hand's shake: a uniform Catmull-Rom spline.

    Source: Catmull and Rom, A class of local interpolating splines, 1974.
    """
    points = np.array([point.split(",") for point in stroke.split()], np.float64) / 100
    knots = points + rng.normal(0, shake, points.shape)
    knots = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    t = np.linspace(0, 1, 60, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        cubic = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
        pieces.append(0.5 * (cubic + (3 * b - a - 3 * c + d) * t**3))
    path = np.vstack(pieces)
    tremor = cv2.GaussianBlur(rng.standard_normal(path.shape), (1, 0), 1e-9, sigmaY=14)
    return np.asarray(path + 0.35 * shake * tremor / tremor.std())


def stand(path: Floats, hand: Hand, size: tuple[int, int]) -> Floats:
    """Bring a path from the digit's box to where it stands in the picture, in pixels."""
    x, y = path[:, 0] - 0.32, path[:, 1] - 0.5
    x = x - hand.slant * y
    turn = np.deg2rad(hand.turn)
    turned = np.stack(
        [x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], axis=1
    )
    return np.asarray(turned * hand.height * size[1] + np.array(hand.middle) * size)


def coverage(example: Example, digit: int, rng: np.random.Generator) -> Floats:
    """(H, W) how much the pen covers each pixel, 0 to 1."""
    pen, size = example.pen, example.size
    large = np.zeros((size[1] * FINER, size[0] * FINER), np.float32)
    for stroke in STROKES[digit]:
        path = stand(pen_path(stroke, example.hand.shake, rng), example.hand, size) * FINER
        draw_stroke(large, path, pen, example.hand.height * size[1] * FINER, rng)
    ink = cv2.resize(large, size, interpolation=cv2.INTER_AREA).astype(np.float64)
    tooth = smooth_noise(size, 0.9, rng)
    covered = 1 / (1 + np.exp(-(0.9 - pen.grain * 1.6 + tooth) * 3))
    return np.asarray(ink * (1 - pen.grain + pen.grain * covered))


def draw_stroke(
    canvas: npt.NDArray[np.float32],
    path: Floats,
    pen: Pen,
    height: float,
    rng: np.random.Generator,
) -> None:
    """Draw a stroke of changing width and darkness; what is darker already stays."""
    steps = len(path) - 1
    pressure = cv2.GaussianBlur(rng.standard_normal((steps, 1)), (1, 0), 1e-9, sigmaY=25)[:, 0]
    pressure = pressure / np.abs(pressure).max()
    direction = np.arctan2(*np.diff(path, axis=0).T[::-1])
    broad = 1 + pen.nib * np.abs(np.sin(direction + np.pi / 5))
    lift = np.minimum(1, 0.55 + np.minimum(np.arange(steps), np.arange(steps)[::-1]) / 25)
    widths = pen.width * height * broad * (1 + 0.6 * pen.shades * pressure) * lift
    darkness = np.clip(1 - pen.shades * (0.5 - 0.5 * pressure), 0, 1)
    for start, end, width, dark in zip(path, path[1:], widths, darkness, strict=False):
        low = np.floor(np.minimum(start, end) - width).astype(int)
        high = np.ceil(np.maximum(start, end) + width).astype(int) + 1
        low, high = np.maximum(low, 0), np.minimum(high, canvas.shape[::-1])
        part = canvas[low[1] : high[1], low[0] : high[0]]
        step = np.zeros_like(part)
        a, b = (np.rint((p - low) * 16).astype(int).tolist() for p in (start, end))
        cv2.line(step, a, b, float(dark), max(1, round(width)), cv2.LINE_AA, shift=4)
        np.maximum(part, step, out=part)


def photograph(example: Example, digit: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """(H, W, 3) the picture, in OpenCV's order of colours."""
    page = example.paper(example.size, rng)
    ink = coverage(example, digit, rng)[..., None]
    light = page / max(float(page.max()), 1.0)
    chalk = sum(example.pen.colour) > page.mean() * 3
    written = np.array(example.pen.colour) * (1 if chalk else light)
    picture = page * (1 - ink) + written * ink
    picture = cv2.GaussianBlur(picture, (0, 0), example.blur)
    grains = rng.normal(0, example.noise, (*picture.shape[:2], 1))
    return np.asarray(np.clip(picture + grains, 0, 255)[..., ::-1].round(), np.uint8)


WHITE, CREAM, GREY = (246, 246, 243), (242, 233, 208), (176, 175, 172)
EXAMPLES = (
    Example(
        "0-ball-pen.png",
        (220, 240),
        Pen((28, 32, 70), 0.035),
        Hand(height=0.62, slant=0.12),
        plain(WHITE, 0.5),
        noise=0.6,
    ),
    Example(
        "1-pencil.jpg",
        (260, 320),
        Pen((96, 94, 92), 0.026, grain=0.45, shades=0.3),
        Hand((0.52, 0.47), 0.5, slant=0.1),
        plain(CREAM, 2.5, (0.05, -0.06)),
        noise=2.5,
    ),
    Example(
        "2-felt-marker.jpg",
        (320, 300),
        Pen((24, 22, 26), 0.10, shades=0.1),
        Hand((0.47, 0.52), 0.66, shake=0.016),
        plain((232, 231, 228), 1.5, (-0.1, 0.05)),
    ),
    Example(
        "3-chalk.jpg",
        (300, 340),
        Pen((226, 228, 220), 0.065, grain=0.6, shades=0.25),
        Hand((0.5, 0.52), 0.6, slant=0.06),
        wiped(plain((44, 62, 54), 3, (0.2, 0.1)), 3.5),
        noise=3,
        quality=78,
    ),
    Example(
        "4-ruled-paper.jpg",
        (300, 300),
        Pen((38, 58, 150), 0.045, nib=0.4),
        Hand((0.46, 0.5), 0.55, slant=0.14),
        ruled(plain(WHITE, 1.2), 52, (150, 176, 214), 0.02),
    ),
    Example(
        "5-shadow.jpg",
        (340, 300),
        Pen((36, 36, 44), 0.04),
        Hand((0.5, 0.5), 0.56, slant=0.08),
        shadowed(plain(GREY, 2, (0.15, -0.1)), 0.42),
        noise=3.5,
        quality=76,
    ),
    Example(
        "6-slanted.jpg",
        (300, 320),
        Pen((74, 74, 80), 0.034, grain=0.3, shades=0.3),
        Hand((0.5, 0.5), 0.56, slant=0.42, turn=4),
        plain((238, 238, 236), 2, (0.08, 0.08)),
    ),
    Example(
        "7-squared-paper.jpg",
        (320, 340),
        Pen((170, 34, 40), 0.042),
        Hand((0.52, 0.5), 0.52, slant=0.1, turn=-3),
        ruled(plain((244, 244, 240), 1.2, (-0.08, 0.1)), 46, (186, 198, 214), -0.03, squared=True),
    ),
    Example(
        "8-fountain-pen.jpg",
        (280, 280),
        Pen((22, 26, 60), 0.034, nib=1.0, shades=0.3),
        Hand((0.5, 0.5), 0.6, slant=0.18),
        plain((240, 219, 120), 1.8, (0.06, 0.14)),
    ),
    Example(
        "9-off-centre.jpg",
        (380, 320),
        Pen((20, 96, 64), 0.07, shades=0.3),
        Hand((0.69, 0.38), 0.46, slant=0.08, turn=3),
        plain((222, 226, 230), 0.8, (0.16, -0.2)),
        noise=2.5,
        quality=80,
    ),
)


def main() -> None:
    for digit, example in enumerate(EXAMPLES):
        picture = photograph(example, digit, np.random.default_rng(1998 + digit))
        ending = Path(example.name).suffix
        settings = [cv2.IMWRITE_JPEG_QUALITY, example.quality] if ending == ".jpg" else []
        with atomic_path(FOLDER / example.name) as path:
            path.write_bytes(cv2.imencode(ending, picture, settings)[1].tobytes())


if __name__ == "__main__":
    main()
