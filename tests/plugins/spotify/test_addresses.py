"""What a person may type for an album of Spotify."""

from __future__ import annotations

import pytest

from collector.api import BadInput
from collector_spotify.addresses import id_in

ID = "4aawyAB9vmqN3uQ7FjRGTy"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"spotify:album:{ID}",
        f"https://open.spotify.com/album/{ID}",
        f"https://open.spotify.com/album/{ID}/",
        f"http://open.spotify.com/album/{ID}?si=k0ePj-9_Q2y",
        f"https://open.spotify.com/intl-de/album/{ID}?si=1&nd=1#top",
        f"https://open.spotify.com/embed/album/{ID}",
        f"open.spotify.com/album/{ID}",
    ],
)
def test_an_id_an_address_and_a_uri_name_an_album(text):
    assert id_in(text) == ID


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"https://open.spotify.com/track/{ID}?si=1",
            "is no album of Spotify, it is of kind track",
        ),
        (f"spotify:artist:{ID}", "of kind artist"),
        (f"https://open.spotify.com/intl-fr/playlist/{ID}", "of kind playlist"),
        (f"https://open.spotify.com/album/{ID[:-1]}", "names no album"),
        (f"https://evil.example/open.spotify.com/album/{ID}", "names no album"),
        ("Dummy", "names no album"),
        (ID[:-1], "names no album"),
        (f"{ID}x", "names no album"),
        ("4aawyAB9vmqN3uQ7FjRGT\u00e9", "names no album"),
    ],
)
def test_what_names_none_is_refused_with_what_would_be_right(text, said):
    with pytest.raises(BadInput, match=said) as caught:
        id_in(text)
    assert text in caught.value.message
    assert "https://open.spotify.com/album/" in caught.value.hint
