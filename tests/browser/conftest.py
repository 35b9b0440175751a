"""The demo as a user starts it, and somebody's browser in front of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.chromium import launched

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
COLOURS = 256  # of a picture: as clear as with all of them, at a third of the size
SETTINGS = ("SLACK_", "OPENAI_", "BECAUSE_", "DATABASE_", "CHROMA_")
MARA, DAN = "U0MARA00000", "U0DAN000000"

Shot = Callable[[str, Page, Locator | None], None]


@dataclass(frozen=True)
class Demo:
    """A running `because demo`. `here` is the folder it was started in, `temporary` where it may keep things."""

    url: str
    process: subprocess.Popen[bytes]
    here: Path
    temporary: Path
    log: Path

    def stop(self) -> int:
        """As Ctrl-C does. The exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def start_demo(folder: Path) -> Demo:
    here, temporary, log = folder / "here", folder / "temporary", folder / "demo.log"
    here.mkdir()
    temporary.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    environment = {**kept, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    port = free_port()
    command = [str(Path(sys.executable).with_name("because")), "demo", "--headless", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=here, env=environment, stdout=output, stderr=subprocess.STDOUT)
    demo = Demo(f"http://127.0.0.1:{port}/", process, here, temporary, log)
    deadline = time.monotonic() + SECONDS_TO_START
    while demo.url not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            demo.stop()
            pytest.fail(f"the demo was not up within {SECONDS_TO_START} s:\n{log.read_text()[-3000:]}")
        time.sleep(0.1)
    return demo


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Asks for the browser first: without one there is no need to start."""
    running = start_demo(tmp_path_factory.mktemp("demo"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture
def page(demo: Demo, browser: Browser) -> Iterator[Page]:
    """The demo's page, loaded and listening, played as Mara. A script error fails the test."""
    context = browser.new_context(viewport={"width": 900, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{demo.url}?as={MARA}")
    page.wait_for_selector(f'html[data-ready][data-live="{MARA}"]')
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def shot() -> Shot:
    """Takes a picture for the README where `BECAUSE_SCREENSHOTS` names a folder (`make screenshots`), else nothing."""
    folder = os.environ.get("BECAUSE_SCREENSHOTS")

    def take(name: str, page: Page, shown: Locator | None = None) -> None:
        if not folder:
            return
        if shown is not None:
            shown.evaluate("node => node.scrollIntoView({ block: 'end' })")
        page.mouse.move(0, 0)
        taken = Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
        small = taken.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(ROOT / folder / f"{name}.png", optimize=True)

    return take
