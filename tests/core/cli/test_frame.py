"""The frame of the command line: speed, errors, exit codes."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner, Result

from collector import __version__
from collector.cli import cli
from collector.cli.group import CollectorGroup
from collector.cli.options import CliContext, workspace_option
from collector.cli.summaries import summary
from collector.errors import ConfigError, StoreError

HEAVY = {"attr", "cattrs", "requests", "rich", "flask", "jinja2", "pluggy", "tomlkit", "PIL"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_only_click_and_the_standard_library(option):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "collector", option],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {
        line.rsplit("|", 1)[-1].strip().partition(".")[0] for line in done.stderr.split("\n")
    }
    assert "click" in imported
    assert imported & HEAVY == set()


@pytest.fixture
def run(monkeypatch):
    """Call a group with one command ``act`` that does what it is given."""

    def call(action, *args: str) -> Result:
        module = ModuleType("scratch_commands")
        module.act = click.command("act")(action)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "scratch_commands", module)

        @click.group(cls=CollectorGroup, builtin={"act": ("scratch_commands:act", "Act.")})
        @click.option("--debug", is_flag=True)
        def top(debug: bool) -> None:
            """Top."""

        return CliRunner().invoke(top, [*args, "act"])

    return call


def raising(error: BaseException):
    def action() -> None:
        raise error

    return action


def test_a_user_error_is_told_line_by_line_without_a_traceback(run):
    error = ConfigError("2 problems", problems=("a:1: x", "a:2: y"), hint="mend it")
    result = run(raising(error))
    assert result.exit_code == 2
    assert result.stderr == "error: 2 problems\n  a:1: x\n  a:2: y\nhint: mend it\n"
    assert result.stdout == ""


def test_every_error_of_the_persons_making_exits_with_2(run):
    result = run(raising(StoreError("the disk is full")))
    assert (result.exit_code, result.stderr) == (2, "error: the disk is full\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_exits_with_130(run, error):
    result = run(raising(error))
    assert (result.exit_code, result.stderr) == (130, "interrupted; nothing is lost\n")


def test_an_interruption_while_the_command_line_is_read_is_none_other():
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    option = click.Option(["--now"], is_flag=True, callback=interrupt, expose_value=False)
    result = CliRunner().invoke(CollectorGroup(name="top", params=[option]), ["--now", "act"])
    assert (result.exit_code, result.stderr) == (130, "interrupted; nothing is lost\n")


def test_an_interruption_before_anything_is_imported_is_none_other():
    """The finder of modules stands for a person who is quick."""
    script = """
import runpy, sys
class Quick:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Quick())
runpy.run_module("collector", run_name="__main__")
"""
    program = [sys.executable, "-c", script]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "interrupted; nothing is lost\n")


def test_a_bug_is_one_line_and_a_traceback_on_demand(run):
    result = run(raising(ZeroDivisionError("by\nzero")))
    assert result.exit_code == 1
    assert result.stderr.startswith("error: this is a bug: ZeroDivisionError: by zero\nhint: ")
    assert "Traceback" not in result.stderr
    assert "Traceback" in run(raising(ZeroDivisionError()), "--debug").stderr


@pytest.mark.parametrize(("given", "code"), [(None, 0), (1, 1), (True, 0), ("text", 0)])
def test_a_number_that_a_command_returns_is_the_exit_code(run, given, code):
    assert run(lambda: given).exit_code == code


def test_a_closed_pipe_is_no_bug(run):
    import errno

    result = run(raising(BrokenPipeError(errno.EPIPE, "closed")))
    assert result.exit_code == 1
    assert "bug" not in result.stderr


def test_a_command_that_is_not_there_is_a_usage_error(run):
    result = CliRunner().invoke(cli, ["wrong"])
    assert result.exit_code == 2
    assert "No such command 'wrong'" in result.stderr


@pytest.mark.parametrize(("typed", "meant"), [("wyh", "why"), ("dmeo", "demo"), ("rnu", "run")])
def test_a_misspelt_command_gets_a_guess_whether_built_in_or_of_a_plugin(typed, meant):
    result = CliRunner().invoke(cli, [typed])
    assert result.exit_code == 2
    assert f"Did you mean '{meant}'?" in result.stderr


def test_the_version_is_told():
    assert CliRunner().invoke(cli, ["--version"]).stdout == f"collector, version {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        ["--workspace", "{}", "plugins", "list", "--json"],
        ["plugins", "--workspace", "{}", "list", "--json"],
        ["plugins", "list", "--json", "--workspace", "{}"],
    ],
)
def test_the_workspace_may_be_named_anywhere(tmp_path, args):
    (tmp_path / "plugins.toml").write_text('schema = 1\n[[plugins]]\nname = "here"\n')
    result = CliRunner().invoke(cli, [arg.format(tmp_path) for arg in args])
    assert '"name": "here"' in result.stdout


def test_a_command_gets_the_workspace_and_the_environment(tmp_path):
    seen: list[CliContext] = []

    @click.command()
    @workspace_option
    @click.pass_obj
    def look(context: CliContext) -> None:
        seen.append(context)

    CliRunner().invoke(look, ["--workspace", "x"], obj=CliContext(tmp_path, "dev"))
    CliRunner().invoke(look, [], obj=CliContext(tmp_path, "dev"))
    assert seen == [CliContext(Path("x"), "dev"), CliContext(tmp_path, "dev")]


def test_an_environment_is_chosen_by_option_or_variable(tmp_path):
    (tmp_path / "plugins.toml").write_text("schema = 1\n")
    (tmp_path / "plugins.dev.toml").write_text('[[plugins]]\nname = "only-dev"\n')
    where = ["--workspace", str(tmp_path)]
    listing = ["plugins", "list", "--json"]
    assert "only-dev" not in CliRunner().invoke(cli, [*where, *listing]).stdout
    assert "only-dev" in CliRunner().invoke(cli, [*where, "--env", "dev", *listing]).stdout
    by_variable = CliRunner().invoke(cli, [*where, *listing], env={"COLLECTOR_ENV": "dev"})
    assert "only-dev" in by_variable.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_shells_script(shell):
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0
    assert "_COLLECTOR_COMPLETE" in result.stdout


def test_every_built_in_command_answers_help():
    names = cli.list_commands(click.Context(cli))
    assert names[:3] == ["init", "run", "render"]
    for name in names[: names.index("completion") + 1]:
        result = CliRunner().invoke(cli, [name, "--help"])
        assert result.exit_code == 0, f"{name}: {result.output}"


def test_help_sums_up_the_commands_of_plugins_in_their_own_words():
    listed = CliRunner().invoke(cli, ["--help"], terminal_width=200).stdout
    for name in ("demo", "sandbox", "site"):
        command = cli.get_command(click.Context(cli), name)
        assert f"  {name:<10}  {command.help.splitlines()[0]}\n" in listed


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        ("pack.sub:act", '@mark\ndef act():\n    """Acts.\n\n    Much."""\n', "Acts."),
        ("pack.sub:act", "def act(): pass\n", "from pack.sub:act"),
        ("pack.sub:other", 'def act():\n    """Acts."""\n', "from pack.sub:other"),
        ("pack.sub:act", "def act(:\n", "from pack.sub:act"),
        ("pack.missing:act", "", "from pack.missing:act"),
        ("nowhere:act", "", "from nowhere:act"),
    ],
)
def test_a_summary_is_read_and_nothing_is_imported(tmp_path, monkeypatch, value, text, shown):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "__init__.py").write_text("raise SystemExit('imported')\n")
    (tmp_path / "pack" / "sub.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    assert summary(EntryPoint("act", value, "collector.commands")) == shown


def test_a_summary_of_a_module_without_a_package(tmp_path, monkeypatch):
    (tmp_path / "lone_commands.py").write_text('def act():\n    """Acts alone."""\n')
    monkeypatch.syspath_prepend(tmp_path)
    assert summary(EntryPoint("act", "lone_commands:act", "x")) == "Acts alone."


@pytest.mark.parametrize("args", [[], ["plugins"]])
def test_no_summary_of_a_command_is_cut_off(args):
    commands = CliRunner().invoke(cli, [*args, "--help"]).stdout.partition("Commands:")[2]
    assert commands
    assert "..." not in commands
