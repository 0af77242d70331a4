"""The screenshots of the README: a server over the seeds, a browser, docs/images/*.png.

python docs/screenshots.py
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
ANSWERED = "how many people were injured on the Kestrel Bridge?"
GIFTS = "what gifts were exchanged?"
UNKNOWN = "who won the 1998 World Cup?"


@contextmanager
def server(source: Path):
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": folder}
        command = [sys.executable, "-m", "api.main"]
        subprocess.run([*command, "index", str(source)], env=env, check=True, capture_output=True)
        running = subprocess.Popen(
            [*command, "serve", "--port", str(port)], env=env, stderr=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{port}"
        try:
            while True:
                try:
                    if httpx.get(f"{url}/ready").status_code == 200:
                        break
                except httpx.ConnectError:
                    pass
                time.sleep(0.2)
            yield url
        finally:
            running.terminate()
            running.wait()


def ask(page: Page, url: str, question: str) -> None:
    page.goto(f"{url}/?q={quote(question)}")
    page.wait_for_selector("#answer[data-status]", timeout=60_000)


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")
    print(IMAGES / f"{name}.png")


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    seeds = ROOT / "seeds" / "articles"
    with server(seeds) as url, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        ask(page, url, ANSWERED)
        page.locator("#said .chip").first.hover()
        shoot(page, "answer")
        page.locator("#said .chip").first.click()
        page.wait_for_selector("#article mark")
        page.mouse.move(5, 5)
        page.wait_for_timeout(200)
        shoot(page, "article")
        ask(page, url, UNKNOWN)
        shoot(page, "no-answer")
        page.goto(f"{url}/library")
        page.wait_for_selector("#articles li")
        shoot(page, "articles")
        phone = browser.new_page(viewport={"width": 390, "height": 780}, device_scale_factor=2)
        ask(phone, url, ANSWERED)
        shoot(phone, "phone")
        dark = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="dark")
        ask(dark, url, ANSWERED)
        dark.locator("#said .chip").first.click()
        dark.wait_for_selector("#article mark")
        shoot(dark, "dark")
        browser.close()
    with server(seeds / "000_c609109ba5a2a854.txt") as url, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        ask(page, url, GIFTS)
        shoot(page, "gifts")
        browser.close()


if __name__ == "__main__":
    main()
