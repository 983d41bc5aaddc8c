"""The answers as OpenAPI describes them. They are not built from these: the tests compare them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Box = Annotated[
    list[int],
    Field(min_length=4, max_length=4, description="Left, top, width, height, in pixels."),
]
Probability = Annotated[float, Field(ge=0, le=1)]
Probabilities = Annotated[
    list[Probability], Field(min_length=10, max_length=10, description="Of each digit, 0 to 9.")
]
Digit = Annotated[int, Field(ge=0, le=9)]
Ink = Annotated[
    str, Field(description="What the net saw: base64 of 28×28 bytes, row by row, ink 255 on 0.")
]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(_Object):
    """What is wrong, in one sentence."""

    error: str


class FileProblem(_Object):
    """A file among several, or one of its pages, that cannot be decoded or read."""

    file: str | None = Field(description="As the form calls it.")
    page: int | None = Field(None, description="From 1; only where the file has several.")
    error: str


class LayerMaps(_Object):
    """What a layer of the net puts out."""

    name: str
    width: int
    height: int
    channels: int
    data: str = Field(
        description="Base64 of channels × height × width bytes; the layer's least value is 0, its "
        "greatest 255."
    )


class ClassifiedPicture(_Object):
    """The digit on a picture."""

    file: str | None = Field(description="As the form calls it.")
    digit: Digit | None = Field(description="Null where there is no ink.")
    confidence: Probability
    probabilities: Probabilities
    rejected: bool = Field(description="Whether the answer should not be relied on.")
    reason: str | None = Field(None, description="Why; only if it is rejected.")
    field: Ink | None = None
    maps: list[LayerMaps] | None = None


class Classified(_Object):
    """An answer for each picture, in their order."""

    model: str
    results: list[ClassifiedPicture | FileProblem]


class RunnerUp(_Object):
    """The next most probable reading."""

    text: str
    confidence: Probability


class ReadDigit(_Object):
    """A digit on a page."""

    digit: Digit
    confidence: Probability
    box: Box
    probabilities: Probabilities | None = Field(None, description="With include=fields.")
    field: Ink | None = Field(
        None, description="With include=fields, unless its ink is a neighbour's too."
    )


class ReadLine(_Object):
    """Digits in one row."""

    text: str
    confidence: Probability = Field(description="The probability that all of the text is right.")
    box: Box
    digits: list[ReadDigit]
    runner_up: RunnerUp | None = Field(None, description="Where a rule was given.")
    check: bool = Field(description="Whether it is less sure than min_confidence.")


class RejectedInk(_Object):
    """Something on the page that is not taken for a digit."""

    box: Box
    reason: str


class _Page(_Object):
    file: str | None = Field(description="As the form calls it.")
    page: int | None = Field(None, description="From 1; only where the file has several.")
    width: int
    height: int
    model: str
    picture: str | None = Field(None, description="A JPEG in base64, with include=picture.")


class LinesPage(_Page):
    """The numbers on a page."""

    rotation: int = Field(description="Degrees clockwise that bring the page upright.")
    lines: list[ReadLine]
    rejected: list[RejectedInk]


class ReadField(_Object):
    """A field of a form."""

    name: str
    text: str | None
    confidence: Probability
    blank: bool
    box: Box
    runner_up: RunnerUp | None = None
    reason: str | None = Field(None, description="Why there is no text though there is ink.")
    check: bool = Field(description="Whether it is less sure than min_confidence.")
    digits: list[ReadDigit] | None = Field(None, description="With include=fields.")


class FormPage(_Page):
    """The fields of a form on a page."""

    fields: list[ReadField]


class ReadPages(_Object):
    """The pages, in the order of the files."""

    pages: list[LinesPage | FormPage | FileProblem]


class ModelCard(_Object):
    """A recognizer, and what is known of it."""

    name: str
    default: bool = Field(description="Whether it answers who names none.")
    bytes: int
    reject_threshold: float
    measured: dict[str, Any] = Field(description="By data: how many digits, how many errors.")
    training_data: dict[str, Any]
    recipe: dict[str, Any]
    package_version: str


class ModelCards(_Object):
    """Who can answer."""

    models: list[ModelCard]


class Status(_Object):
    """That all is well."""

    status: str
