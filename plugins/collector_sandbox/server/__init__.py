"""The sandbox's server: five music services on one local address.

It answers as the real ones do, with their refusals, limits and oddities, from a
:class:`~collector_sandbox.world.World`. Path prefixes stand for hosts::

    /discogs           https://api.discogs.com
    /apple             https://api.music.apple.com
    /spotify           https://api.spotify.com
    /accounts          https://accounts.spotify.com
    /wikipedia/<lang>  https://<lang>.wikipedia.org
    /wikidata          https://www.wikidata.org
    /images/<host>     i.discogs.com, is1-ssl.mzstatic.com, i.scdn.co, upload.wikimedia.org
"""

from __future__ import annotations

from collector_sandbox.server.credentials import Credentials
from collector_sandbox.server.faults import Fault
from collector_sandbox.server.options import Options
from collector_sandbox.server.requestlog import LogEntry
from collector_sandbox.server.sandbox import Sandbox

__all__ = ["Credentials", "Fault", "LogEntry", "Options", "Sandbox"]
