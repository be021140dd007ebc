"""What hatchling does before it packs the wheel or installs the checkout."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Compiles the catalogues, which git does not keep."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write the .mo files beside the .po files."""
        runpy.run_path(str(Path(self.root, ".ci", "catalogues")))["compile_all"]()
