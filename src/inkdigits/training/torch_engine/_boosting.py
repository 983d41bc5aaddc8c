"""Which digits the second and the third net of a boosted committee see.

After Drucker, Schapire and Simard 1993, "Boosting performance in neural networks" (IJPRAI 7(4)).
"""

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from inkdigits.training.torch_engine._pixels import to_inputs

_BOOSTING_STREAM = 2  # keeps these chances apart from the order's and the augmentation's
_BATCH = 1000


def hard_digits(
    finished: list[nn.Sequential],
    images: Tensor,
    labels: Tensor,
    normalize: bool,
    seed: tuple[int, int],
) -> tuple[Tensor, Tensor]:
    """An epoch's digits, drawn anew so that half of them are hard for the nets before.

    Hard for the second net are those on which the first errs, for the third those on which the
    first two differ. (The paper's third net sees no others. Its set grows until it is large enough;
    an epoch does not, and few digits, often seen, would be learnt by heart.)

    Args:
        finished: the nets before, one or two.
        images: (N, 28, 28) uint8.
        labels: (N,) int64.
        normalize: the recipe's.
        seed: the recipe's, and the number of the epoch.

    Returns:
        (N, 28, 28) and (N,): hard and other digits in a drawn order; the same digits as before
        where none or all of them are hard.
    """
    answers = [_answers(net, images, normalize) for net in finished]
    hard = answers[0] != (labels if len(answers) == 1 else answers[1])
    rng = np.random.default_rng([*seed, _BOOSTING_STREAM])
    drawn = torch.from_numpy(draw_half(hard.cpu().numpy(), rng)).to(images.device)
    return images[drawn], labels[drawn]


def draw_half(hard: npt.NDArray[np.bool_], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Numbers of digits, half of them hard: (N,) bool to (N,) int64."""
    if hard.all() or not hard.any():
        return np.arange(len(hard))
    half = len(hard) // 2
    chosen = rng.choice(np.flatnonzero(hard), half)
    others = rng.choice(np.flatnonzero(~hard), len(hard) - half)
    return rng.permutation(np.concatenate([chosen, others]))


def _answers(net: nn.Sequential, images: Tensor, normalize: bool) -> Tensor:
    net.eval()
    with torch.inference_mode():
        parts = [
            net(to_inputs(part, normalize)).argmax(dim=1) for part in torch.split(images, _BATCH)
        ]
    return torch.cat(parts)
