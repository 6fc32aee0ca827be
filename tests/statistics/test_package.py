"""What must hold of the package as a whole."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT

_IMPORT_ALL = """
import importlib, json, pkgutil, sys
import clausewatch.statistics as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_slow_libraries_are_loaded_only_where_one_is_asked_for():
    answer = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(answer.stdout))
    assert not loaded & {"scipy", "statsmodels", "pandas", "polars", "duckdb", "streamlit"}
    assert "numpy" in loaded
