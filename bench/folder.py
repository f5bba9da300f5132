"""Where the data is that the figures are measured on."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Where the gold files are, or would be: ``MUSNAD_DATA``, else ``shared/data`` beside the project."""
    return Path(os.environ.get("MUSNAD_DATA") or ROOT.parent / "shared" / "data")
