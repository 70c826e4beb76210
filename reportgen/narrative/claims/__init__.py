"""What the account manager's own words claim of the figures, held against the figures.

A claim is a number with its unit, or a word of direction, that a sentence says of a KPI. One that
no figure of the KPI carries is a doubt: a warning with its place, never a change of the words.
"""
