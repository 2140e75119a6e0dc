"""Pictures whose files are gone come back with the next run; the others are not asked for."""

from __future__ import annotations

import shutil

import pytest

from collector.model import Found, Subject
from collector.store import Store

from .conftest import Teller


def pictures(kit):
    """Each record has a picture; two records share one."""

    def tell(view):
        name = f"{min(int(view.subject.key.partition(':')[2]), 4):032x}"
        path = kit.workspace / "images" / name[:2] / f"{name}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a picture")
        facts = {"url": f"http://x/{name}", "hash": name, "name": path.name, "mime": "image/jpeg"}
        return Found({"cover_file": facts | {"size": 9, "width": 1, "height": 1}})

    return Teller("images", tell, provides=frozenset({"release.cover_file"}))


@pytest.fixture
def fetcher(kit):
    fetcher = pictures(kit)
    kit.run(fetcher)
    assert len(fetcher.asked) == 5
    fetcher.asked.clear()
    return fetcher


def test_with_every_file_in_its_place_nothing_is_asked(kit, fetcher):
    kit.run(fetcher)
    assert fetcher.asked == []


def test_a_lost_file_is_fetched_again_for_all_that_show_it(kit, fetcher):
    lost = kit.workspace / "images" / "00" / f"{4:032x}.jpg"
    lost.unlink()
    kit.run(fetcher)
    assert sorted(fetcher.asked) == [("discogs:4",), ("discogs:5",)]
    assert lost.exists()
    kit.run(fetcher)
    assert len(fetcher.asked) == 2


def test_a_lost_folder_is_filled_again(kit, fetcher):
    shutil.rmtree(kit.workspace / "images")
    kit.run(fetcher)
    assert len(fetcher.asked) == 5


def test_a_picture_that_was_emptied_by_hand_is_still_only_fetched_once(kit, fetcher):
    with Store.open(kit.workspace / "collection.db") as store:
        store.edit_empty(Subject("release", "discogs:1"), "cover_file", "me")
    (kit.workspace / "images" / "00" / f"{1:032x}.jpg").unlink()
    kit.run(fetcher)
    kit.run(fetcher)
    assert fetcher.asked == [("discogs:1",)]
