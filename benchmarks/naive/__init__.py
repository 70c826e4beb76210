"""The naive way to the same report: pandas, Altair, Jinja and WeasyPrint in one process."""
