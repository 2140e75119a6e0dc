"""Everything that a plugin may import from the core. Nothing else is promised to stay."""

from __future__ import annotations

from collector.clock import Clock, SystemClock, from_iso, to_iso
from collector.errors import (
    AuthRequired,
    BadInput,
    CollectorError,
    ConfigError,
    Intent,
    MalformedAnswer,
    NotCached,
    OutputError,
    PluginError,
    RequestRefused,
    RetryLater,
    ServiceDown,
    SkipItem,
    UserError,
)
from collector.hookspecs import hookimpl
from collector.html import from_html
from collector.http.auth import BearerAuth, TokenAuth
from collector.http.service import Auth, Client, Exchange, NoAuth, Rate, Reply, Service
from collector.images.placeholder import placeholder
from collector.model import (
    Answer,
    Candidate,
    Checkpoint,
    Fields,
    Found,
    Health,
    HealthCheck,
    Item,
    Kind,
    Match,
    NotFound,
    Review,
    Subject,
    SubjectView,
)
from collector.protocols import (
    Enricher,
    Host,
    Library,
    Observer,
    Output,
    PullContext,
    Renderer,
    Source,
)
from collector.secret import Secret
from collector.skeleton import path as skeleton_path
from collector.slugs import slugify
from collector.text import clean_artist_name, markdown_escape, markdown_link
from collector.views import AlbumView, ArtistView, ImageFile, RenderContext

__all__ = [
    "AlbumView",
    "Answer",
    "ArtistView",
    "Auth",
    "AuthRequired",
    "BadInput",
    "BearerAuth",
    "Candidate",
    "Checkpoint",
    "Client",
    "Clock",
    "CollectorError",
    "ConfigError",
    "Enricher",
    "Exchange",
    "Fields",
    "Found",
    "Health",
    "HealthCheck",
    "Host",
    "ImageFile",
    "Intent",
    "Item",
    "Kind",
    "Library",
    "MalformedAnswer",
    "Match",
    "NoAuth",
    "NotCached",
    "NotFound",
    "Observer",
    "Output",
    "OutputError",
    "PluginError",
    "PullContext",
    "Rate",
    "RenderContext",
    "Renderer",
    "Reply",
    "RequestRefused",
    "RetryLater",
    "Review",
    "Secret",
    "Service",
    "ServiceDown",
    "SkipItem",
    "Source",
    "Subject",
    "SubjectView",
    "SystemClock",
    "TokenAuth",
    "UserError",
    "clean_artist_name",
    "from_html",
    "from_iso",
    "hookimpl",
    "markdown_escape",
    "markdown_link",
    "placeholder",
    "skeleton_path",
    "slugify",
    "to_iso",
]
