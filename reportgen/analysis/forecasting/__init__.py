"""Forecasts: of the next periods, of the running one, of the year, and how earlier ones fared."""
