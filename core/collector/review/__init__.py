"""What a person says of matches, and what follows from it at once, without asking a service."""

from __future__ import annotations

from collector.review.again import answer_again
from collector.review.desk import Desk, Effect
from collector.review.replaying import replay_all

__all__ = ["Desk", "Effect", "answer_again", "replay_all"]
