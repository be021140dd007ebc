"""A page in a real browser: what axe-core finds in it, and how it prints.

axe-core comes from npm, and `AXE_CORE` names its `axe.min.js`, as `.ci/run` does.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), "")
AXE = os.environ.get("AXE_CORE", "")

needs_browser = pytest.mark.skipif(not BROWSER, reason="needs Chromium")
needs_axe = pytest.mark.skipif(
    not (BROWSER and AXE), reason="needs Chromium, and axe-core of npm named in AXE_CORE"
)

_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
_RUN = """
axe.run(document, {resultTypes: ["violations"]}).then(found => {
  document.documentElement.dataset.found = JSON.stringify({
    passed: found.passes.length,
    wrong: found.violations.map(one => [one.id, one.nodes.map(node => node.html)]),
    unsure: found.incomplete.map(one => [one.id, one.nodes.map(node => node.html)]),
  });
});
"""


def browse(page: Path, *options: str) -> bytes:
    """What the browser says of `page`, in a profile of its own."""
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={page.parent / 'profile'}",
        *options,
        page.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    return done.stdout


def violations(page: str, folder: Path, *, dark: bool = False) -> dict[str, Any]:
    """What axe-core says of `page`: every rule it has, that of WCAG 2.1 A and AA among them."""
    # The page itself lets no script run, and the browser cannot be told which colours to prefer.
    page = _POLICY.sub("", page).replace(
        "@media (prefers-color-scheme: dark)",
        "@media screen" if dark else "@media (max-width: 0)",
    )
    script = f"<script>{Path(AXE).read_text(encoding='utf-8')}</script><script>{_RUN}</script>"
    tried = folder / "tried.html"
    tried.write_text(page.replace("</body>", f"{script}</body>"), encoding="utf-8")
    dumped = browse(tried, "--virtual-time-budget=30000", "--dump-dom").decode()
    found = re.search(r'<html[^>]* data-found="([^"]*)"', dumped)
    assert found, dumped[:2000]
    said: dict[str, Any] = json.loads(html.unescape(found[1]))
    return said
