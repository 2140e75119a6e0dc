"""A worker that is sent to another process opens the plugins there."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

from collector.engine.stages import Job
from collector.engine.worker import Worker
from collector.model import NotFound, Speaker, Subject, SubjectView

CONFIG = 'schema = 1\n[[plugins]]\nname = "csv"\n[plugins.config]\npath = "records.csv"\n'


def test_a_worker_answers_in_another_process(tmp_path):
    (tmp_path / "plugins.toml").write_text(CONFIG)
    (tmp_path / "records.csv").write_text("artist,title\nPortishead,Dummy\n")
    job = Job(
        Speaker("images", "cover", "release"),
        (SubjectView(Subject("release", "csv:1"), {}),),
    )
    worker = Worker(tmp_path, "", enrichers={})
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        (outcome,) = pool.submit(worker, job).result(timeout=120)
    assert outcome.subject == job.views[0].subject
    assert outcome.answer == NotFound("no image is known")


def test_a_pickled_worker_leaves_its_enrichers_behind(tmp_path):
    worker = Worker(tmp_path, "production", {("a", "b"): lambda: None})
    assert len(pickle.dumps(worker)) < 1000
