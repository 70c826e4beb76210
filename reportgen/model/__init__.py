"""Frozen values that travel between the stages, and the vocabularies the stages share."""
