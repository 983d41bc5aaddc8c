import hashlib
import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from inkdigits.arrays import FloatArray, Images, Labels, Probabilities
from inkdigits.errors import InputError
from inkdigits.recognizer._card import METADATA_KEY, ModelCard
from inkdigits.recognizer._cpus import usable_cpus

DEFAULT_PATH = Path(__file__).parent / "default.onnx"

# Digits in one run, at most: what a convnet holds of 64 digits stays in the CPU's cache.
_PART = 64
# Digits that make up for starting a thread.
_WORTH_A_THREAD = 8


class Recognizer:
    """A trained net in one ONNX file: raw pixels in, probabilities out.

    Scaling and whatever else the net was trained with stand in the graph, so there is nothing to
    prepare. Calls may come from several threads. It pickles, file and all, and survives a fork.

    Args:
        path: an ONNX file that inkdigits exported.
        threads: CPU threads of one call; None takes all that this process may use.

    Raises:
        InputError: the file is missing, is no ONNX, or is not one of ours.
    """

    def __init__(self, path: str | Path, threads: int | None = None) -> None:
        self.path = Path(path)
        self._threads = threads
        self._open(_read_file(self.path))

    @classmethod
    def from_bytes(cls, content: bytes, name: str, threads: int | None = None) -> "Recognizer":
        """Open a recognizer whose file was read already.

        Args:
            content: the file's bytes.
            name: what messages call it.
            threads: see Recognizer.

        Raises:
            InputError: it is no ONNX, or is not one of ours.
        """
        recognizer = cls.__new__(cls)
        recognizer.__setstate__({"path": Path(name), "threads": threads, "content": content})
        return recognizer

    @property
    def content(self) -> bytes:
        """The bytes of its file."""
        return self._content

    def _open(self, content: bytes) -> None:
        self._content = content
        self._workers = self._threads or usable_cpus()
        self._session = _open_session(content, self.path)
        self.card = _read_card(self._session, self.path)
        self._shapes = {output.name: output.shape[1:] for output in self._session.get_outputs()}
        self._scores_non_digits = "non_digit" in self._shapes

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "threads": self._threads, "content": self._content}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.path, self._threads = state["path"], state["threads"]
        self._open(state["content"])

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file, 64 hexadecimal digits: what tells two recognizers apart."""
        return hashlib.sha256(self._content).hexdigest()

    def predict_proba(self, images: Images) -> Probabilities:
        """How probable each digit is.

        Args:
            images: (N, 28, 28) uint8, ink bright (255) on dark (0). N may be 0.

        Returns:
            (N, 10) float32, rows sum to 1.

        Raises:
            InputError: `images` has another shape or type.
        """
        return self._run(["probabilities"], images)[0]

    def predict_logits(self, images: Images) -> FloatArray:
        """What the net puts out before the softmax: (N, 10) float32. Arguments as predict_proba."""
        return self._run(["logits"], images)[0]

    def predict(self, images: Images) -> Labels:
        """The most probable digit of each image: (N,) uint8. Arguments as predict_proba."""
        digits: Labels = self.predict_proba(images).argmax(axis=1).astype(np.uint8)
        return digits

    def non_digit_score(self, images: Images) -> FloatArray:
        """How much each image looks like no digit at all: (N,) float32 in [0, 1].

        What is above the card's `reject_threshold` is to be rejected. A net that was never shown
        anything but digits cannot know better than by its doubt: 1 less its highest probability.
        Arguments as predict_proba.
        """
        return self.recognize(images)[1]

    def recognize(self, images: Images) -> tuple[Probabilities, FloatArray]:
        """`predict_proba` and `non_digit_score` of the same images, for the price of one."""
        if self._scores_non_digits:
            probabilities, scores = self._run(["probabilities", "non_digit"], images)
            return probabilities, scores
        probabilities = self.predict_proba(images)
        return probabilities, 1 - probabilities.max(axis=1, initial=0)

    def _run(self, outputs: list[str], images: Images) -> list[FloatArray]:
        if images.dtype != np.uint8 or images.ndim != 3 or images.shape[1:] != (28, 28):
            raise InputError(
                f"got images of shape {images.shape} and type {images.dtype}, wanted (N, 28, 28) "
                "uint8 with ink bright on dark; inkdigits.to_field makes one from a picture"
            )
        if len(images) == 0:
            return [np.zeros((0, *self._shapes[output]), np.float32) for output in outputs]
        workers = max(1, min(self._workers, len(images) // _WORTH_A_THREAD))
        part = min(_PART, math.ceil(len(images) / workers))
        if len(images) <= part:
            answers: list[FloatArray] = self._session.run(outputs, {"images": images})
            return answers
        return self._run_parts(outputs, images, part, workers)

    def _run_parts(
        self, outputs: list[str], images: Images, part: int, workers: int
    ) -> list[FloatArray]:
        """Answer part by part, on several threads.

        Threads that each run the whole net on digits of their own never wait for each other, as
        the threads of one run do at the end of every layer. They last as long as the call, so
        there is nothing to close, and nothing that a fork would leave behind.
        """
        answers = [np.empty((len(images), *self._shapes[output]), np.float32) for output in outputs]

        def run(start: int) -> None:
            stop = start + part
            found = self._session.run(outputs, {"images": images[start:stop]})
            for whole, part_of_it in zip(answers, found, strict=True):
                whole[start:stop] = part_of_it

        with ThreadPoolExecutor(workers) as pool:
            for _ in pool.map(run, range(0, len(images), part)):
                pass
        return answers


def load_recognizer(source: str | Path | None = None, threads: int | None = None) -> Recognizer:
    """Open a recognizer.

    The one that comes with the package is opened once: whoever asks for it gets the same object.

    Args:
        source: an ONNX file, a run folder (its `model.onnx` is taken), or None or "default" for
            the recognizer that comes with the package.
        threads: see Recognizer.

    Raises:
        InputError: there is no such file, or it is not one of ours.
    """
    if source is None or str(source) == "default":
        return _load_bundled(threads)
    path = Path(source)
    if (path / "method.npz").is_file():
        raise InputError(
            f"{path}: a run of a method that no ONNX file can hold; only evaluate, compare, submit "
            "and audit take it"
        )
    return Recognizer(path / "model.onnx" if path.is_dir() else path, threads)


@cache
def _load_bundled(threads: int | None) -> Recognizer:
    # Opening takes a hundred times as long as an answer, and who reads page after page does not
    # keep a recognizer. To share one is safe: nothing of it changes once it is open.
    return Recognizer(DEFAULT_PATH, threads)


def _read_file(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(
            f"{path}: no such file; wanted an .onnx file that inkdigits exported, a finished run "
            "folder, or 'default'"
        )
    return path.read_bytes()


def _open_session(content: bytes, path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # ours to say what is wrong, in one sentence
    options.intra_op_num_threads = 1  # the threads are ours: see _run_parts
    try:
        return onnxruntime.InferenceSession(
            content, sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as problem:  # ONNX Runtime raises bare Exceptions of many kinds here
        raise InputError(
            f"{path}: not an ONNX file that can be run; wanted one that inkdigits exported"
        ) from problem


def _read_card(session: Any, path: Path) -> ModelCard:
    text = session.get_modelmeta().custom_metadata_map.get(METADATA_KEY)
    inputs = {(i.name, i.type, tuple(i.shape[1:])) for i in session.get_inputs()}
    outputs = {o.name for o in session.get_outputs()}
    if (
        text is None
        or inputs != {("images", "tensor(uint8)", (28, 28))}
        or not {"logits", "probabilities"} <= outputs
    ):
        raise InputError(
            f"{path}: an ONNX file, but not one that inkdigits exported (no model card, or other "
            "inputs and outputs); make one with 'inkdigits train'"
        )
    try:
        return ModelCard.from_json(text)
    except ValueError as problem:
        raise InputError(f"{path}: its model card cannot be read: {problem}") from problem
