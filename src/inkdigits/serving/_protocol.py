from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.h11_impl import H11Protocol

from inkdigits.serving._files import most_connections

PATIENCE = 60.0
"""Seconds within which the head of a request must have come on a new connection; and within which,
after an answer, that must have been fetched and the next head have come."""


class ImpatientProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, without its endless patience with clients that dawdle.

    uvicorn waits forever for a head that comes byte by byte, and for an answer to be fetched. A few
    thousand such connections and there would be none left for others (Slowloris).
    """

    _deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request; one too many is cut off at once.

        Without room for another file the server could not even accept a connection to refuse it.
        """
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            transport.abort()
        else:
            self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next one, or for the rest of this one's body."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(PATIENCE, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()

    def _give_up(self) -> None:
        # While a request is being answered it is the application that minds the time.
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()
