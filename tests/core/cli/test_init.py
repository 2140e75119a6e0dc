"""``collector init``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collector import skeleton
from collector.cli import cli
from collector.config import read_config


def init(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["init", *map(str, args)])


def test_a_new_workspace_has_every_file_and_a_good_configuration(tmp_path):
    result = init(tmp_path / "mine")
    assert result.exit_code == 0
    for relative in skeleton.files():
        laid = tmp_path / "mine" / relative
        assert laid.read_bytes() == (skeleton.path() / relative).read_bytes()
    assert read_config(tmp_path / "mine").plugins


def test_a_new_workspace_is_ready_to_list_its_plugins(tmp_path):
    init(tmp_path)
    result = CliRunner().invoke(cli, ["--workspace", str(tmp_path), "plugins", "list"])
    assert result.exit_code == 0
    assert [line.split()[1:3] for line in result.stdout.splitlines()][-1] == ["hugo", "ok"]


def test_it_says_what_to_do_next(tmp_path):
    output = init(tmp_path / "mine").stdout
    assert str(tmp_path / "mine" / "plugins.toml") in output
    assert f"collector run --workspace {tmp_path / 'mine'}" in output


def test_what_is_there_is_kept_and_named(tmp_path):
    (tmp_path / "plugins.toml").write_text("schema = 1 # mine\n")
    result = init(tmp_path)
    assert f"kept as it was: {tmp_path / 'plugins.toml'}\n" in result.stdout
    assert (tmp_path / "plugins.toml").read_text() == "schema = 1 # mine\n"


def test_a_second_time_changes_nothing(tmp_path):
    init(tmp_path)
    (tmp_path / "plugins.toml").write_text("schema = 1 # changed\n")
    again = init(tmp_path)
    assert again.exit_code == 0
    assert "nothing was changed" in again.stdout
    assert len(again.stdout.splitlines()) < 10, "it does not list every file"
    assert (tmp_path / "plugins.toml").read_text() == "schema = 1 # changed\n"


def test_many_files_that_are_kept_are_counted(tmp_path):
    init(tmp_path)
    (tmp_path / "plugins.toml").unlink()
    kept = len(list(skeleton.files())) - 1
    assert f"kept as they were: {kept} files" in init(tmp_path).stdout


@pytest.mark.parametrize("target", ["file", "file/below"])
def test_a_file_in_the_way_of_the_folder_is_refused(tmp_path, target):
    (tmp_path / "file").write_text("x")
    result = init(tmp_path / target)
    assert result.exit_code == 2
    assert f"{tmp_path / 'file'} is in the way" in result.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_folder_in_the_way_of_a_file_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "plugins.toml").mkdir()
    result = init(tmp_path)
    assert result.exit_code == 2
    assert "is in the way" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["plugins.toml"]


def test_a_folder_that_cannot_be_written_is_an_error_of_2():
    result = init("/proc/no-such-folder")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_pages_made_in_a_checkout_are_no_part_of_the_skeleton(monkeypatch, tmp_path):
    for name in ("website/hugo.toml", "website/content/albums/x/index.md", "website/public/i.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "plugins.toml").write_text("schema = 1\n")
    monkeypatch.setattr(skeleton, "path", lambda: tmp_path)
    assert [str(one) for one in skeleton.files()] == ["plugins.toml", "website/hugo.toml"]


def test_the_default_is_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert init().exit_code == 0
    assert (tmp_path / "plugins.toml").is_file()


def test_called_in_a_deleted_folder_it_lays_out_another(tmp_path, monkeypatch):
    (tmp_path / "deleted").mkdir()
    monkeypatch.chdir(tmp_path / "deleted")
    (tmp_path / "deleted").rmdir()
    result = init(tmp_path / "mine")
    assert result.exit_code == 0, result.stderr
    assert f"collector run --workspace {tmp_path / 'mine'}" in result.stdout
