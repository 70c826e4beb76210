"""The faces of every report, as a first build makes them and as every later one finds them."""

from reportgen.render.fonts import faces

faces()
