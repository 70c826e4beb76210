"""Tables of text that may be large: columns held compactly, and CSV cut into them."""
