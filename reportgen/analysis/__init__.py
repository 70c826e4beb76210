"""Stage 5: observations become numbers that mean something; pandas ends here."""
