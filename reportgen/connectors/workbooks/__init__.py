"""Workbooks (.xlsx) as rows of text, with everything a spreadsheet hides or breaks."""
