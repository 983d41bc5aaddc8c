"""What a scanner or a phone makes of a page: light, blur, noise, compression."""

from dataclasses import dataclass

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.pages._grain import grain

_COARSE = 4  # how much coarser light, which changes slowly, is worked out


@dataclass(frozen=True)
class Shot:
    """How a page is taken.

    Attributes:
        turn: degrees counter-clockwise that the page lies askew.
        tilt: how far each corner may be off, as a share of the page's size.
        light: how bright the page is, 0 to 1.
        slope: how much of the light is lost from one end to the other.
        shadows: how many there are.
        blur: deviation of the Gaussian, in pixels.
        noise: deviation, in grey levels.
        quality: of the JPEG; 100 compresses nothing.
        quarter: quarter turns, counter-clockwise.
        motion: how far the camera moves meanwhile, in pixels.
        tint: how much more red there is than blue in the light, as a share.
        glare: how strongly a lamp is reflected somewhere, 0 to 1.
        soft: deviation of the Gaussian that the noise is smoothed by, as phones do, in pixels.
    """

    turn: float = 0.0
    tilt: float = 0.0
    light: float = 1.0
    slope: float = 0.0
    shadows: int = 0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 100
    quarter: int = 0
    motion: float = 0.0
    tint: float = 0.0
    glare: float = 0.0
    soft: float = 0.0


def draw_scan(rng: np.random.Generator) -> Shot:
    """A flatbed scanner, or a screen."""
    return Shot(
        turn=float(rng.normal(0, 0.5)),
        light=float(rng.uniform(0.92, 1.0)),
        blur=float(rng.uniform(0.3, 0.7)),
        noise=float(rng.uniform(0, 3)),
        quality=int(rng.integers(80, 101)),
    )


def draw_photo(rng: np.random.Generator) -> Shot:
    """A phone, held by hand, under whatever lamp there is."""
    return Shot(
        turn=float(rng.uniform(-7, 7)),
        tilt=float(rng.uniform(0, 0.04)),
        light=float(rng.uniform(0.45, 1.0)),
        slope=float(rng.uniform(0, 0.5)),
        shadows=int(rng.integers(0, 3)),
        blur=float(rng.uniform(0.4, 1.3)),
        noise=float(rng.uniform(2, 9)),
        quality=int(rng.integers(55, 95)),
    )


def draw_any_shot(height: float, rng: np.random.Generator) -> Shot:
    """Anything from a scanner to a phone in a trembling hand.

    Args:
        height: of the digits, in pixels; small ones must not be blurred beyond reading.
        rng: where the chances come from.
    """
    quarter = int(rng.integers(4)) if rng.random() < 0.4 else 0
    if rng.random() < 0.35:
        return Shot(**(vars(draw_scan(rng)) | {"quarter": quarter}))
    small = height < 24
    return Shot(
        turn=float(rng.uniform(-15, 15) if rng.random() < 0.3 else rng.normal(0, 4)),
        tilt=float(rng.uniform(0, 0.06)),
        light=float(rng.uniform(0.4, 0.8) if rng.random() < 0.5 else rng.uniform(0.75, 1.08)),
        slope=float(rng.uniform(0, 0.6)),
        shadows=int(rng.choice([0, 0, 1, 2])),
        blur=float(rng.uniform(0.3, max(0.7, min(2.5, 0.04 * height)))),
        noise=float(rng.uniform(0, 7 if small else 12)),
        quality=int(rng.integers(65 if small else 40, 98)),
        quarter=quarter,
        motion=float(rng.uniform(1, max(1.5, 0.08 * height)) if rng.random() < 0.25 else 0),
        tint=float(rng.normal(0.05, 0.12)),
        glare=float(rng.uniform(0.2, 0.7) if rng.random() < 0.12 else 0),
        soft=float(rng.choice([0.0, rng.uniform(0.5, 1.2)])),
    )


def develop(picture: FloatArray, shot: Shot, rng: np.random.Generator) -> Uint8Array:
    """Light a page, and let the lens and the sensor have their way with it.

    Args:
        picture: (H, W, 3) float32 RGB, 0 to 1, as the page would look in even light.
        shot: how it is taken.
        rng: for shadows and noise.

    Returns:
        (H, W, 3) uint8 RGB.
    """
    shape = picture.shape[0], picture.shape[1]
    if shot.motion:
        picture = np.asarray(cv2.filter2D(picture, -1, _streak(shot.motion, rng)), np.float32)
    if shot.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), shot.blur), np.float32)
    light = _light(shape, shot, rng) * np.float32(255)
    glare = _glare(shape, shot, rng) if shot.glare else None
    noise = grain(shape, rng, shot.soft) * np.float32(shot.noise) + np.float32(0.5)  # to round
    levels = []
    for channel, tint in enumerate((1 + shot.tint / 2, 1.0, 1 - shot.tint / 2)):
        level = picture[..., channel] * light * np.float32(tint)
        if glare is not None:
            level += glare * (255 - level)
        level += noise + _colored(shape, shot, rng)
        levels.append(np.clip(level, 0, 255).astype(np.uint8))
    return _compress(np.asarray(cv2.merge(levels), np.uint8), shot.quality)


def _colored(shape: tuple[int, int], shot: Shot, rng: np.random.Generator) -> FloatArray:
    """What a channel has of noise for itself; sensors see colours at half the places."""
    half = grain((shape[0] // 2 + 1, shape[1] // 2 + 1), rng)
    grown = cv2.resize(half * np.float32(shot.noise / 2), shape[::-1])
    return np.asarray(grown, np.float32)


def _streak(length: float, rng: np.random.Generator) -> FloatArray:
    """What a point becomes while the camera moves."""
    side = 2 * int(np.ceil(length / 2)) + 3
    angle = rng.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    ends = [np.rint(((side - 1) / 2 + sign * reach) * 16).astype(int).tolist() for sign in (-1, 1)]
    kernel = np.zeros((side, side), np.uint8)
    cv2.line(kernel, ends[0], ends[1], 255, 1, cv2.LINE_AA, 4)
    return np.asarray(kernel / kernel.sum(dtype=np.float64), np.float32)


def _light(shape: tuple[int, int], shot: Shot, rng: np.random.Generator) -> FloatArray:
    """(H, W) float32: how much light falls where."""
    rows, columns = (
        np.linspace(-0.5, 0.5, side // _COARSE + 2, dtype=np.float32) for side in shape
    )
    angle = rng.uniform(0, 2 * np.pi)
    along = columns * np.cos(angle) + (rows * np.sin(angle))[:, None]
    light = 1 - shot.slope * (along + 0.5)
    for _ in range(shot.shadows):
        angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(-0.35, 0.35)
        across = columns * np.cos(angle) + (rows * np.sin(angle))[:, None] - reach
        soft = rng.uniform(0.01, 0.15)
        light *= 1 - rng.uniform(0.15, 0.5) / (1 + np.exp(-across / soft))
    fine = cv2.resize((light * shot.light).astype(np.float32), shape[::-1])
    return np.asarray(fine, np.float32)


def _glare(shape: tuple[int, int], shot: Shot, rng: np.random.Generator) -> FloatArray:
    """(H, W) float32: how much of a lamp is reflected where."""
    rows, columns = (
        np.linspace(-0.5, 0.5, side // _COARSE + 2, dtype=np.float32) for side in shape
    )
    middle = rng.uniform(-0.5, 0.5, 2)
    reach = rng.uniform(0.05, 0.25, 2)
    far = ((columns - middle[0]) / reach[0]) ** 2 + (((rows - middle[1]) / reach[1]) ** 2)[:, None]
    fine = cv2.resize((shot.glare * np.exp(-far)).astype(np.float32), shape[::-1])
    return np.asarray(fine, np.float32)


def _compress(picture: Uint8Array, quality: int) -> Uint8Array:
    if quality >= 100:
        return picture
    _, code = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(code, cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)
