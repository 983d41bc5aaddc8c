"""The two ways in which work can end badly, told apart once and translated at the edge.

`InputError` is the caller's to mend: the command line answers with exit code 2, HTTP with a 4xx.
`WorkError` is a failure of the work itself: exit code 1, HTTP 500.
Either message is one sentence: what was got, what was wanted, what to do.
"""


class InputError(ValueError):
    """The input or the usage is wrong; the message says what was got, wanted and how to mend it."""


class WorkError(RuntimeError):
    """The input was fine but the work failed, for example a loss that became NaN."""
