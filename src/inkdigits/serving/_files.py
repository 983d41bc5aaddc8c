"""How many files, and so how many connections, this process may have open."""

import sys

if sys.platform != "win32":  # which has no such limit
    import resource

_MANY = 65_536
# Libraries, nets, the log; and connections that are accepted at once before the first is cut off.
_OTHERS = 256


def allow_many_files() -> None:
    """Raise the limit as far as everybody may; a shell's is often 1,024."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MANY if hard == resource.RLIM_INFINITY else min(hard, _MANY)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def most_connections() -> int:
    """Connections that leave room for the other files."""
    if sys.platform == "win32":
        return _MANY
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MANY if soft == resource.RLIM_INFINITY else max(1, soft - _OTHERS)
