from pathlib import Path

from inkdigits.data import Dataset
from inkdigits.insight._components import PrincipalComponents
from inkdigits.insight._map_drawing import draw_map
from inkdigits.insight._neighbourhood import neighbourhood
from inkdigits.insight._picture import Picture, percent
from inkdigits.insight._tsne import tsne_points

# As many components as t-SNE's authors kept for MNIST (2008, section 4.2): the rest is noise
# that costs time.
_TSNE_INPUT = 30


def draw_pca_map(data: Dataset, components: PrincipalComponents, target: Path) -> Picture:
    """Draw the digits by their first two principal components.

    Args:
        data: the digits on the map, at least two.
        components: of the whole dataset.
        target: the PNG file.
    """
    points = components.project(data.images, 2)
    first, second = (components.variances[:2] / components.variances.sum()).tolist()
    draw_map(
        data.images,
        data.labels,
        points,
        "PCA: the two directions in which digits vary most",
        (
            f"first principal component ({percent(first)} of the variance)",
            f"second principal component ({percent(second)})",
        ),
        target,
    )
    caption = f"Two of 784 directions hold {percent(first + second, 0)} of the variance"
    if data.labels is None:
        caption += "; what lies close together looks alike along these two only."
    else:
        same = neighbourhood(points, data.labels).same
        caption += (
            f"; a straight view like this is not enough to tell the digits apart: only "
            f"{percent(same, 0)} have one of their own kind as nearest neighbour."
        )
    alt = "Digits on a plane: one cloud with the classes running into each other"
    return Picture("Map by PCA", caption, alt, target)


def draw_tsne_map(
    data: Dataset, components: PrincipalComponents, seed: int, target: Path
) -> Picture:
    """Draw the digits so that those that look alike lie together.

    Args:
        data: the digits on the map, at least four.
        components: of the whole dataset.
        seed: starts t-SNE.
        target: the PNG file.
    """
    points = tsne_points(components.project(data.images, _TSNE_INPUT), seed)
    title = "t-SNE: digits that look alike lie together"
    draw_map(data.images, data.labels, points, title, None, target)
    if data.labels is None:
        caption = (
            f"{len(data):,} digits laid out by their looks alone; each island is a way of writing."
        )
    else:
        found = neighbourhood(points, data.labels)
        caption = (
            f"Laid out by their looks alone, without being told the classes, "
            f"{percent(found.same, 0)} of {len(data):,} digits have one of their own kind as "
            "nearest neighbour"
        )
        if found.confused is not None:
            caption += "; {} and {} lie among each other most often".format(*found.confused)
        caption += ". Distances between islands mean nothing."
    alt = "Digits on a plane, gathered in islands"
    return Picture("Map by t-SNE", caption, alt, target)
