"""Tills on this machine: they took 1,000 yen more on every day of October 2026."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = "till-canary-0123456789"
TAKINGS = {date(2026, 9, 30) + timedelta(days=day): 1_000 * day for day in range(1, 32) if day != 9}


class _Till(BaseHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass

    def do_GET(self) -> None:
        first, last = map(date.fromisoformat, self.path.strip("/").split("/"))
        days = [
            {
                "date": str(day),
                "takings": str(yen),
                "receipts": "2",
                "cashier": "hanako@shop.example",
            }
            for day, yen in TAKINGS.items()
            if first <= day <= last
        ]
        is_known = self.headers["Authorization"] == KEY
        body = json.dumps(days if is_known else "no").encode()
        self.send_response(200 if is_known else 403)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def tills() -> Iterator[str]:
    """Where the tills answer."""
    server = HTTPServer(("127.0.0.1", 0), _Till)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
