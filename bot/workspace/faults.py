"""Faults a script asks for: Slack's bad days, on demand."""

from typing import Annotated, Literal

import msgspec

ApiKind = Literal["ratelimited", "500", "error", "timeout", "timeout_after", "reset_before", "reset_after"]
SocketKind = Literal["redelivery", "reordering", "socket_cut", "socket_cut_unacked", "deaf_socket", "refresh"]
Kind = Literal[ApiKind, SocketKind]

ALIASES = {"429": "ratelimited", "reset": "reset_before"}
BEFORE: tuple[ApiKind, ...] = ("ratelimited", "500", "error", "timeout", "reset_before")
AFTER: tuple[ApiKind, ...] = ("timeout_after", "reset_after")
IMMEDIATE: tuple[SocketKind, ...] = ("socket_cut", "deaf_socket", "refresh")
SECONDS: dict[str, float] = {"ratelimited": 1, "timeout": 35, "timeout_after": 35, "reordering": 1, "refresh": 1}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of trouble and how to make it; `error` is the code an `error` fault answers."""

    kind: Kind
    method: str = ""
    times: Annotated[int, msgspec.Meta(ge=1)] = 1
    seconds: float | None = None
    error: str = "internal_error"

    @property
    def lasts(self) -> float:
        """Its `seconds`, or what is usual for its kind."""
        return SECONDS.get(self.kind, 0.0) if self.seconds is None else self.seconds


class Plan:
    """The faults still to come; each is used up `times` times, first asked for first."""

    def __init__(self) -> None:
        self._left: list[tuple[Fault, int]] = []

    def add(self, fault: Fault) -> None:
        """Lets `fault` happen the next `times` times."""
        self._left.append((fault, fault.times))

    def clear(self) -> None:
        """Lets nothing more happen."""
        self._left.clear()

    def take(self, kinds: tuple[Kind, ...], method: str = "") -> Fault | None:
        """The next fault of one of `kinds` for `method`, which is thereby used once."""
        for index, (fault, left) in enumerate(self._left):
            if fault.kind in kinds and fault.method in ("", method):
                self._left[index : index + 1] = [(fault, left - 1)] if left > 1 else []
                return fault
        return None
