"""Templates to bodies: the owner's own templates first, then the ones that come along."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template, TemplateError

from collector.api import OutputError
from collector_hugo.body import block, finalize, link, plain
from collector_hugo.days import in_words
from collector_hugo.templates import folders

__all__ = ["Pages"]

_LICENCES = {
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-SA 3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


class Pages:
    """Renders bodies.

    In a template every expression is printed as plain text, so that nobody can forget to escape;
    the filters ``markdown`` (for the fields marked *Markdown*) and ``link(url)`` print markup;
    ``day`` says ``2002-10-28`` in words.

    Args:
        folder: The owner's templates; a file that is missing there is taken from the skeleton.
    """

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folders(folder)),
            finalize=finalize,
            autoescape=False,  # noqa: S701 - finalize escapes: for Markdown, and HTML within it
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # one rendering, one set of templates
        )
        self._environment.filters.update(
            markdown=lambda text: block(text) if isinstance(text, str) else "",
            plain=lambda text: plain(str(text)),
            day=lambda text: in_words(str(text)),
            link=link,
            licence_link=lambda name: link(str(name), _LICENCES.get(str(name))),
        )

    def body(self, template: str, context: dict[str, Any]) -> str:
        """Render one body; ends with one newline, unless it is empty.

        Raises:
            OutputError: The template is missing or wrong; names it and the line where possible.
        """
        try:
            text = self._template(template).render(context)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f"{getattr(error, 'filename', None) or template}{f':{line}' if line else ''}"
            raise OutputError(
                f"{where}: {error.message or type(error).__name__}",
                hint="Correct the template, or remove it: the one that comes along takes over.",
            ) from error
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
        return f"{text}\n" if text else ""

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)
