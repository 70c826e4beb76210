"""Each tool's way of writing a file: its layout, its totals, and what its rows stand for."""
