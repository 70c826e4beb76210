"""The floor under any report in Python: the packages it is made with, imported and nothing else."""

import altair
import jinja2
import pandas
import vl_convert
import weasyprint

PACKAGES = (altair, jinja2, pandas, vl_convert, weasyprint)
