"""The floor under any check of YAML with models: the two packages, imported and nothing else."""

import pydantic
import yaml

PACKAGES = (pydantic, yaml)
