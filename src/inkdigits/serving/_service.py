from dataclasses import dataclass
from functools import partial

from inkdigits.recognizer import usable_cpus
from inkdigits.serving._batcher import Batcher
from inkdigits.serving._classifying import Classified, Picture, classify_pictures
from inkdigits.serving._memory import Memory
from inkdigits.serving._metrics import Metrics
from inkdigits.serving._models import Models
from inkdigits.serving._reading import PageDocument, ReadJob, read_all
from inkdigits.serving._settings import Settings

# A batch of 32 small pictures takes a few milliseconds; large ones go in smaller batches, so that
# what is behind them does not wait for all of them.
_BATCH = 32
_BATCH_BYTES = 2**20


@dataclass(frozen=True, eq=False)
class Service:
    """All that answers requests, from start to shutdown.

    Attributes:
        settings: what it was told.
        models: who answers.
        memory: for bodies.
        metrics: what was counted.
        classifier: classifies pictures.
        reader: reads pages.
    """

    settings: Settings
    models: Models
    memory: Memory
    metrics: Metrics
    classifier: Batcher[Picture, Classified]
    reader: Batcher[ReadJob, list[PageDocument]]

    @property
    def is_full(self) -> bool:
        """Whether one of the queues is."""
        return any(queue.is_full for queue in (self.classifier, self.reader))

    async def close(self) -> None:
        """Finish what was taken on."""
        await self.classifier.close()
        await self.reader.close()


def open_service(settings: Settings, models: Models, metrics: Metrics) -> Service:
    """Hire the workers; must be called where the event loop runs."""
    threads = settings.threads or usable_cpus()
    for queue in ("classify", "read"):
        metrics.open_queue(queue, threads)

    def count_classified(pictures: int, seconds: float) -> None:
        metrics.count_pictures(pictures)
        metrics.count_work("classify", seconds)

    classifier = Batcher(
        classify_pictures,
        threads,
        settings.classify_queue,
        _BATCH,
        weigh=lambda picture: len(picture.content),
        most_weight=_BATCH_BYTES,
        watch_queue=partial(metrics.show_waiting, "classify"),
        watch_batch=count_classified,
    )
    reader = Batcher(
        read_all,
        threads,
        settings.read_queue,
        watch_queue=partial(metrics.show_waiting, "read"),
        watch_batch=lambda _, seconds: metrics.count_work("read", seconds),
    )
    return Service(settings, models, Memory(settings.max_memory), metrics, classifier, reader)
