"""Stage 8: a report becomes pages.

Public here: `html.render_html(report, language, settings) -> Html` fills the templates,
`pdf.render_pdf(html, faces) -> Pdf` lays them out (`pdf.lay_out` also hands over what it
complains of), `fonts.faces() -> Faces` gives the faces both need, and
`overriding.overrides(folder, builtin)` names templates of a client that replace nothing.
"""
