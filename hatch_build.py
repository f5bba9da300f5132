"""Compiles the modules that pyproject.toml lists for it, when Musnad is built with ``MUSNAD_COMPILED=1``.

Without the variable nothing happens, and a build needs neither mypyc nor a C compiler. Nothing is written into the
checkout: a wheel gets the compiled modules beside the sources, which stay for whoever reads them. See
``docs/performance.md``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Run in a copy of the sources. Types were checked before (``make types``), here with what is installed for a build.
_SETUP = """
import sys
from setuptools import setup
from mypyc.build import mypycify
modules, level = sys.argv[1].split(), sys.argv[2]
sys.argv[1:] = ["build_ext", "--inplace"]
checks = ["--follow-imports=silent", "--ignore-missing-imports"]
setup(
    name="musnad",
    packages=[],
    ext_modules=mypycify([*checks, *modules], opt_level=level, debug_level="0", group_name="musnad"),
)
"""


class Compiling(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that the build calls."""

    PLUGIN_NAME = "custom"

    def _is_wanted(self) -> bool:
        return self.target_name == "wheel" and os.environ.get("MUSNAD_COMPILED", "") not in ("", "0")

    def dependencies(self) -> list[str]:
        """What the build needs besides: nothing, unless modules are compiled."""
        return list(self.config["needs"]) if self._is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles and adds what came out to the wheel; raises ``RuntimeError`` with the compiler's words."""
        if not self._is_wanted():
            return
        if version == "editable":
            raise RuntimeError("an editable install runs what stands in the checkout; compile a common one")
        self._folder = Path(tempfile.mkdtemp(prefix="musnad-"))
        shutil.copytree(Path(self.root, "src", "musnad"), self._folder / "musnad")
        modules = sorted({str(path.relative_to(self._folder)) for path in self._listed()})
        command = [sys.executable, "-c", _SETUP, " ".join(modules), str(self.config["optimize"])]
        told = subprocess.run(command, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if told.returncode:
            raise RuntimeError(f"the modules could not be compiled:\n{told.stdout.decode(errors='replace')}")
        build_data["pure_python"], build_data["infer_tag"] = False, True
        for pattern in ("*.so", "*.pyd"):
            for path in self._folder.rglob(pattern):
                if "build" not in path.relative_to(self._folder).parts:
                    build_data["force_include"][str(path)] = path.relative_to(self._folder).as_posix()

    def _listed(self) -> list[Path]:
        found: list[Path] = []
        for pattern in self.config["modules"]:
            matches = [path for path in (self._folder / "musnad").glob(pattern) if path.name != "__init__.py"]
            if not matches:
                raise RuntimeError(f"pyproject.toml lists {pattern} to be compiled, which is not there")
            found += matches
        return found

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what was made on the way."""
        if self._is_wanted():
            shutil.rmtree(self._folder, ignore_errors=True)
