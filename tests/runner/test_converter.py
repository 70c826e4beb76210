"""The chart converter: nothing of one client's charts reaches the next."""

import struct

import pytest

from reportgen.render import fonts
from reportgen.runner.converter import Converter, asked_through, receive, send

BAR = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}


@pytest.fixture(scope="module")
def converter():
    one = Converter(fonts.faces().directory)
    yield one
    one.close()


def test_a_chart_comes_back_as_svg(converter):
    with converter.channel() as channel:
        ask = asked_through(channel.detach())
    assert ask(BAR, None).startswith("<svg")


def test_a_chart_that_cannot_be_drawn_is_an_error_and_the_next_is_drawn(converter):
    ask = asked_through(converter.channel().detach())
    with pytest.raises(ValueError, match=r"."):
        ask({"mark": 7}, None)
    assert ask(BAR, None).startswith("<svg")


def test_a_client_that_left_in_the_middle_leaves_nothing_for_the_next(converter):
    first = converter.channel()
    send(first, {"spec": BAR | {"title": "secret"}, "fonts": None})
    first.close()
    ask = asked_through(converter.channel().detach())
    drawn = ask(BAR, None)
    assert drawn.startswith("<svg")
    assert "secret" not in drawn


def test_half_a_message_ends_its_own_channel_only(converter):
    first = converter.channel()
    first.send(struct.pack(">I", 5000) + b"{")
    first.close()
    assert asked_through(converter.channel().detach())(BAR, None).startswith("<svg")


def test_a_message_beyond_all_measure_is_no_chart(converter):
    channel = converter.channel()
    channel.send(struct.pack(">I", 2**32 - 1))
    with pytest.raises(ConnectionError):
        receive(channel)
    channel.close()


def test_a_converter_that_was_killed_is_made_anew(converter):
    converter._process.kill()
    converter._process.wait()
    assert asked_through(converter.channel().detach())(BAR, None).startswith("<svg")
