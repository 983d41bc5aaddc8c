from pathlib import Path

import numpy as np

from inkdigits.data import Dataset, Split
from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, drawing, percent_tick
from inkdigits.insight._picture import Picture, percent
from inkdigits.insight._pixels import class_counts


def draw_balance(split: Split, target: Path) -> Picture:
    """Draw how common each digit is, training and test part side by side.

    Shares and not counts, so that parts of different size can be compared.

    Args:
        split: the training part must have labels; a test part without is not drawn.
        target: the PNG file.
    """
    parts = [part for part in (split.train, split.test) if part is not None and _labelled(part)]
    width = 0.8 / len(parts)
    with drawing(target, height=3.0) as figure:
        axes = figure.add_subplot()
        for place, (part, colour) in enumerate(zip(parts, (BLUE, ORANGE), strict=False)):
            lefts = np.arange(10) + (place - (len(parts) - 1) / 2) * width
            label = f"{part.name} ({len(part):,})"
            axes.bar(lefts, _shares(part), width * 0.92, color=colour, label=label)
        axes.axhline(0.1, color=MUTED, linewidth=1, linestyle="--")
        axes.set_xticks(range(10), [str(digit) for digit in range(10)])
        axes.tick_params(axis="x", length=0, labelsize=12)
        axes.yaxis.set_major_formatter(percent_tick)
        axes.set_ylabel("share of the digits")
        axes.set_title("How common each digit is (dashed: 10 %)")
        legend = figure.legend(loc="outside lower center", ncols=2)
        for text in legend.get_texts():
            text.set_parse_math(False)  # a dataset may be called "$a$"
    alt = "Bars: how large a share of the digits each of the ten classes has"
    return Picture("Class balance", _caption(parts), alt, target)


def _labelled(part: Dataset) -> bool:
    return part.labels is not None and len(part) > 0


def _shares(part: Dataset) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    assert part.labels is not None  # the callers chose the labelled parts
    return class_counts(part.labels) / len(part)


def _caption(parts: list[Dataset]) -> str:
    shares = _shares(parts[0])
    most, least = int(shares.argmax()), int(shares.argmin())
    if most == least:
        return f"All ten digits are equally common: guessing is right for {percent(0.1, 0)}."
    judged = _shares(parts[-1])[most]
    return (
        f"The commonest digit is {most} ({percent(shares[most])}), the rarest {least} "
        f"({percent(shares[least])}); whoever always answered {most} would be right for "
        f"{percent(judged)} of {parts[-1].name}: what a recognizer has to beat."
    )
