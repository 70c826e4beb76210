import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from reportgen.delivery.webhook import post
from reportgen.errors import AccessFailed, ConfigInvalid, OutcomeUnknown, UpstreamFailed
from reportgen.model.delivery import Letter

LETTER = Letter("minato", "2026-10", 1, "10月", "受注は9件でした。\n", ())


@contextmanager
def chat(status):
    said = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if status is None:
                self.connection.close()
                return
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook/s3cret", said
    finally:
        server.shutdown()
        server.server_close()


def test_the_words_arrive_in_the_chat():
    with chat(200) as (address, said):
        post(address, LETTER, "chat")
    assert said == [{"text": "10月\n\n受注は9件でした。\n"}]


@pytest.mark.parametrize(
    ("status", "error"),
    [(403, AccessFailed), (500, UpstreamFailed), (302, UpstreamFailed), (None, OutcomeUnknown)],
)
def test_any_other_answer_is_told_without_the_address(status, error):
    with chat(status) as (address, said), pytest.raises(error) as failed:
        post(address, LETTER, "chat")
    assert "s3cret" not in str(failed.value)
    assert len(said) == 1


def test_an_address_without_encryption_is_refused():
    with pytest.raises(ConfigInvalid, match="no https address"):
        post("http://chat.example/hook", LETTER, "chat")
