from dataclasses import dataclass

from inkdigits.reading import Classification
from inkdigits.recognizer import usable_cpus
from inkdigits.serving._batcher import Batcher
from inkdigits.serving._classifying import Picture, classify_pictures
from inkdigits.serving._models import Models
from inkdigits.serving._reading import PageDocument, Pages, read_pages
from inkdigits.serving._settings import Settings

# A batch of 32 small pictures takes a few milliseconds; large ones go in smaller batches, so that
# what is behind them does not wait for all of them.
_BATCH = 32
_BATCH_BYTES = 2**20


@dataclass(frozen=True, eq=False)
class Service:
    """What answers requests: lives from start to shutdown."""

    settings: Settings
    models: Models
    classifier: Batcher[Picture, Classification]
    reader: Batcher[Pages, list[PageDocument]]

    async def close(self) -> None:
        """Finish what was taken on."""
        await self.classifier.close()
        await self.reader.close()


def open_service(settings: Settings) -> Service:
    """Open the models and hire the workers.

    Raises:
        InputError: a model cannot be opened.
    """
    cpus = usable_cpus()
    return Service(
        settings,
        Models(settings.models),
        Batcher(
            classify_pictures,
            cpus,
            settings.classify_queue,
            _BATCH,
            weigh=lambda picture: len(picture.content),
            most_weight=_BATCH_BYTES,
        ),
        Batcher(lambda jobs: [read_pages(job) for job in jobs], cpus, settings.read_queue),
    )
