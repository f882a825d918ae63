"""Whether an address is free, and whether somebody answers there."""

from __future__ import annotations

import socket

from suzhi.kernel.errors import Refusal


def require_free(host: str, port: int) -> None:
    """Refuse, with a remedy, when the address cannot be used."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Refusal(
            "up.port",
            f"不能在 {host}:{port} 提供服务：{error.strerror}。",
            f"该端口可能已被别的程序占用；请停止它，或换一个：suzhi up --port {port % 65535 + 1}",
        ) from None


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class FirstAnswer:
    """Waits for a web server's first answer without ever waiting itself: ask again whenever convenient."""

    def __init__(self, host: str, port: int) -> None:
        self._address = ("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port)
        self._socket: socket.socket | None = None

    def arrived(self) -> bool:
        """Whether it answered by now, whatever it said."""
        try:
            if self._socket is None:
                self._socket = socket.create_connection(self._address, timeout=0.2)
                self._socket.setblocking(False)
                self._socket.sendall(b"GET /accounts/login/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            answered = bool(self._socket.recv(1))
        except BlockingIOError:
            return False
        except OSError:
            answered = False
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        return answered
