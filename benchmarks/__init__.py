"""Measurements of reportgen beside plain scripts that do the same work; run by `make bench`."""
