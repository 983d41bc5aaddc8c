"""PyTorch's basic MNIST example, its settings (https://github.com/pytorch/examples, mnist).

Convolutions of 32 and 64 kernels of 3×3 with ReLU, 2×2 max-pooling, dropout 0.25, a dense layer of
128, dropout 0.5; Adadelta from rate 1, times 0.7 after each epoch; batches of 64, 14 epochs. As
published, each digit is a picture that is made a tensor and standardised when the loader fetches
it. The digits are shuffled, which the example does on a GPU only.
"""

import numpy as np
import torch
from contest import Contest
from PIL import Image
from torch import Tensor, nn
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, Dataset

MEAN, DEVIATION = 0.1307, 0.3081


class Digits(Dataset[tuple[Tensor, int]]):
    """Digits that are transformed one by one, as torchvision's are."""

    def __init__(self, images: np.ndarray, labels: np.ndarray) -> None:
        self.images, self.labels = images, labels

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        picture = Image.fromarray(self.images[index])
        pixels = torch.from_numpy(np.array(picture)).unsqueeze(0).to(torch.float32).div(255)
        return pixels.sub(MEAN).div(DEVIATION), int(self.labels[index])


def build() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Dropout(0.25),
        nn.Flatten(),
        nn.Linear(9216, 128),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(128, 10),
        nn.LogSoftmax(dim=1),
    )


def answers(net: nn.Sequential, images: np.ndarray) -> Tensor:
    net.eval()
    pixels = torch.from_numpy(images).unsqueeze(1).to(torch.float32).div(255)
    with torch.no_grad():
        batches = pixels.sub(MEAN).div(DEVIATION).split(1000)
        found = torch.cat([net(batch).argmax(dim=1) for batch in batches])
    net.train()
    return found


def main() -> None:
    contest = Contest("PyTorch's basic MNIST example")
    torch.manual_seed(contest.seed)
    loader = DataLoader(Digits(contest.x_train, contest.y_train), batch_size=64, shuffle=True)
    net = build()
    optimizer = torch.optim.Adadelta(net.parameters(), lr=1.0)
    schedule = StepLR(optimizer, step_size=1, gamma=0.7)
    contest.start()
    for _ in range(contest.epochs(14)):
        for images, labels in loader:
            optimizer.zero_grad()
            nn.functional.nll_loss(net(images), labels).backward()
            optimizer.step()
        schedule.step()
        contest.epoch_done(lambda: answers(net, contest.x_test))


if __name__ == "__main__":
    main()
