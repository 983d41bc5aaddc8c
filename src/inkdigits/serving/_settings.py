from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What a server answers with, and how much it takes on at once.

    Attributes:
        models: .onnx files, run folders or "default"; the first answers who names none.
        token: what callers must show as `Authorization: Bearer <token>`; None asks nobody, and
            then only requests addressed to this machine by its own name are answered.
        max_body: most bytes of one request.
        max_memory: most bytes of all requests that are being received or answered.
        max_pixels: most of one picture or page; a worker takes up to 20 bytes for each.
        max_files: most files in one request.
        max_pages: most pages of all files of one request to read.
        classify_queue: most pictures that wait to be classified.
        read_queue: most requests that wait to be read.
        upload_seconds: within which a body must have arrived.
        answer_seconds: within which it must have been answered.
        threads: that classify, and as many that read; None takes as many as there are CPUs.
    """

    models: tuple[str, ...] = ("default",)
    token: str | None = None
    max_body: int = 64 * 2**20
    max_memory: int = 512 * 2**20
    max_pixels: int = 40_000_000  # A4 at 600 dpi has 35 million
    max_files: int = 128
    max_pages: int = 100
    classify_queue: int = 256
    read_queue: int = 16
    upload_seconds: float = 30.0
    answer_seconds: float = 60.0
    threads: int | None = None
