"""Takes the pictures in this folder: every page, in both languages, with the bundled made-up story.

Needs Chromium (``MUSNAD_CHROMIUM``, or ``chromium`` on the path) and the packages of ``make setup-dev``.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from musnad.pipeline import Mode  # noqa: E402
from web_site import Site, site_of, stored  # noqa: E402
from web_story import write_story  # noqa: E402

COLOURS = 160
WIDE, PHONE = 1240, 390
TALLEST = 2_600


def main() -> None:
    path = os.environ.get("MUSNAD_CHROMIUM") or shutil.which("chromium")
    if path is None:
        sys.exit("no Chromium: set MUSNAD_CHROMIUM, or install one (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        db = stored(Path(folder), write_story(Path(folder) / "story.jsonl"), mode=Mode.CAREFUL)
        with site_of(db) as site:
            for language in ("ar", "en"):
                for name, place in places(site, language).items():
                    take(browser, site, place, f"{name}-{language}.png", language)
                take(
                    browser, site, places(site, language)["story"], f"story-phone-{language}.png", language, phone=True
                )
                take(
                    browser,
                    site,
                    places(site, language)["article"],
                    f"article-phone-{language}.png",
                    language,
                    phone=True,
                )
            take(browser, site, places(site, "ar")["story"], "story-dark-ar.png", "ar", look="dark")
        browser.close()


def places(site: Site, language: str) -> dict[str, str]:
    stories = site.get(f"/stories.json?language={language}").json["stories"]
    story = max(stories, key=lambda each: each["article_count"])
    arabic = language == "ar"
    person = site.get("/search.json?q=فوردان").json["people"][0]["entity_id"]
    return {
        "stories": "/stories",
        "story": f"/stories/{story['id']}",
        "article": "/articles/ar-4-lamira-morning" if arabic else "/articles/en-1-belgara-courier",
        "source": f"/sources/{person}",
        "outlet": "/outlets/وكالة أنباء المضيق" if arabic else "/outlets/The Lamira Herald",
        "search": "/search?q=الوزاره" if arabic else "/search?q=Fordan",
        "add": "/add",
    }


def take(
    browser: Browser, site: Site, place: str, file: str, language: str, *, phone: bool = False, look: str = "light"
) -> None:
    width = PHONE if phone else WIDE
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        locale=language,
        color_scheme=look,
        has_touch=phone,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(site.address + place)
    page.evaluate("document.fonts.ready")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    data = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    (HERE / file).write_bytes(smaller(data))
    context.close()


def smaller(data: bytes) -> bytes:
    """The picture in a few colours, if Pillow is at hand; a fifth of the size and nothing to be seen of it."""
    try:
        from PIL import Image  # noqa: PLC0415
    except ModuleNotFoundError:
        return data
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS).save(out, "png", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
