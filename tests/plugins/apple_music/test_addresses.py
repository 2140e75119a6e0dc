"""What a person may type for an album of Apple Music."""

from __future__ import annotations

import pytest

from collector.api import BadInput
from collector_apple_music.addresses import id_in

ID = "1616728060"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"https://music.apple.com/us/album/heart-on-my-sleeve/{ID}",
        f"https://music.apple.com/us/album/{ID}",
        f"https://music.apple.com/album/{ID}",
        f"https://music.apple.com/jp/album/%E5%9D%82%E6%9C%AC/{ID}?l=en",
        f"https://music.apple.com/jp/album/坂本/{ID}",
        f"https://geo.music.apple.com/de/album/x/{ID}?app=music",
        f"https://itunes.apple.com/gb/album/x/id{ID}",
        f"music.apple.com/us/album/x/{ID}/",
    ],
)
def test_an_id_and_an_address_name_an_album(text):
    assert id_in(text) == ID


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"https://music.apple.com/us/album/x/{ID}?i=1616728061", "of kind track"),
        (f"https://music.apple.com/us/album/x/{ID}?l=en&i=1616728061", "of kind track"),
        (f"https://music.apple.com/us/artist/x/{ID}", "of kind artist"),
        ("https://music.apple.com/us/playlist/x/pl.f4d106fed2bd41149aaacabb233eb5eb", "playlist"),
        ("https://music.apple.com/us/album/x", "has no album's id at its end"),
        (f"https://evil.example/us/album/x/{ID}", "names no album"),
        ("Dummy", "names no album"),
        ("١٢٣", "names no album"),
    ],
)
def test_what_names_none_is_refused_with_what_would_be_right(text, said):
    with pytest.raises(BadInput, match=said) as caught:
        id_in(text)
    assert text in caught.value.message
    assert "https://music.apple.com/" in caught.value.hint
