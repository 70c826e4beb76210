"""Exported files of any tool: found, opened, read strictly, checked, joined."""
