"""One client, one period, one way through: the stages in order, once.

The run comes in two halves. `fetch` asks the sources and keeps what they said as a snapshot;
`build` turns a snapshot into an edition and needs neither network nor secrets.
"""

from reportgen.pipeline.asking import Answers as Answers
from reportgen.pipeline.asking import ask as ask
from reportgen.pipeline.asking import fetch as fetch
from reportgen.pipeline.asking import foresee as foresee
from reportgen.pipeline.asking import keep as keep
from reportgen.pipeline.asking import probe as probe
from reportgen.pipeline.asking import stored as stored
from reportgen.pipeline.building import build as build
from reportgen.pipeline.building import changed_inputs as changed_inputs
from reportgen.pipeline.building import observe as observe
from reportgen.pipeline.building import rehearse as rehearse
from reportgen.pipeline.building import template_folders as template_folders
from reportgen.pipeline.job import Asking as Asking
from reportgen.pipeline.job import Choice as Choice
from reportgen.pipeline.job import Job as Job
from reportgen.pipeline.job import Run as Run
from reportgen.pipeline.job import Wish as Wish
from reportgen.pipeline.lacking import lacking_sources as lacking_sources
