"""What a sheet has gone through: smudges, the ring of a cup, holes and staples."""

import cv2
import numpy as np

from inkdigits.arrays import FloatArray


def smudge(side: int, rng: np.random.Generator) -> FloatArray:
    """Something dark and soft: (side, side) float32, the share of the light that it takes."""
    spot = np.zeros((side, side), np.float32)
    axes = (round(side * rng.uniform(0.1, 0.3)), round(side * rng.uniform(0.05, 0.3)))
    cv2.ellipse(spot, (side // 2, side // 2), axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
    soft = max(0.8, side * rng.uniform(0.03, 0.12))
    return _soft(spot, soft) * np.float32(rng.uniform(0.1, 0.5))


def ring(side: int, rng: np.random.Generator) -> FloatArray:
    """What a cup leaves behind, seldom whole."""
    spot = np.zeros((side, side), np.float32)
    radius = round(side * rng.uniform(0.35, 0.45))
    start, sweep = float(rng.uniform(0, 360)), float(rng.uniform(150, 360))
    width = max(1, round(side * rng.uniform(0.015, 0.05)))
    cv2.ellipse(
        spot, (side // 2, side // 2), (radius, radius), start, 0, sweep, 1.0, width, cv2.LINE_AA
    )
    if rng.random() < 0.5:
        cv2.circle(spot, (side // 2, side // 2), radius, 0.25, -1)
    return _soft(spot, max(0.8, width / 3)) * np.float32(rng.uniform(0.08, 0.3))


def hole(side: int, rng: np.random.Generator) -> FloatArray:
    """A punched hole: dark, for there is a shadow in it."""
    spot = np.zeros((side, side), np.float32)
    middle, radius = (side // 2, side // 2), max(2, round(0.38 * side))
    cv2.circle(spot, middle, radius, float(rng.uniform(0.2, 0.8)), -1, cv2.LINE_AA)
    cv2.ellipse(spot, middle, (radius, radius), float(rng.uniform(0, 360)), 0, 150, 0.9, 1)
    return _soft(spot, 0.7)


def staple(side: int, rng: np.random.Generator) -> FloatArray:
    """A staple, or a pin: short, straight, with its shadow."""
    spot = np.zeros((side, side), np.float32)
    angle = rng.uniform(-0.6, 0.6)  # an upright one would be a 1
    reach = np.array([np.cos(angle), np.sin(angle)]) * 0.42 * side
    start, end = ((np.array([side, side]) / 2 + sign * reach).astype(int) for sign in (-1, 1))
    width = max(1, round(side * 0.06))
    cv2.line(spot, start.tolist(), end.tolist(), 0.6, width, cv2.LINE_AA)
    shadow = np.roll(spot, (width, width), (0, 1)) * np.float32(0.5)
    return _soft(np.maximum(spot, _soft(shadow, width)), 0.6)


def _soft(spot: FloatArray, by: float) -> FloatArray:
    return np.asarray(cv2.GaussianBlur(spot, (0, 0), by), np.float32)
