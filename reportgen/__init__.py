"""reportgen: monthly client reports that open with results and end in next steps."""

__version__ = "0.1.0"
