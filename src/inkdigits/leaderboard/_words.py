def seconds_in_words(seconds: float) -> str:
    """A time as people read it: "0.4 s", "95 s", "12 min", "1.5 h"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def bytes_in_words(count: int) -> str:
    """A size as people read it: "31 kB", "45.1 MB"."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
