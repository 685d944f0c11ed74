"""Firefox of the system, driven by Marionette, the protocol it speaks itself: WebDriver's commands, each a line of JSON on a socket.

Playwright drives a Firefox that is not its own only from a later version on than Debian's long-term one (153); once that
has come, its own `channel="moz-firefox"` does and this file can go.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

LONGEST = 20  # seconds that a page may take to come to what is expected
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element's reference, of the WebDriver standard
PREFERENCES = {
    "marionette.port": 0,  # any that is free; Firefox writes which into its profile
    "intl.accept_languages": "fi",
    "browser.download.folderList": 2,
    "browser.download.alwaysOpenPanel": False,
    "dom.events.testing.asyncClipboard": True,
    "ui.prefersReducedMotion": 1,
    "ui.systemUsesDarkTheme": 0,
}
NARROW = """const { style } = gBrowser.selectedBrowser
style.width = style.maxWidth = arguments[0] + "px"
"""  # a window cannot be as narrow as a phone, what it shows can
TOLD = """return Services.console.getMessageArray().filter(told => told instanceof Ci.nsIScriptError)
  .filter(told => told.sourceName.startsWith(arguments[0]) && !(told.flags & Ci.nsIScriptError.warningFlag)).map(String)"""


def found() -> str | None:
    """One that starts: Ubuntu's is a stub where there is no snap."""
    for name in filter(shutil.which, ("firefox-esr", "firefox")):
        if subprocess.run([name, "--version"], capture_output=True).returncode == 0:
            return name
    return None


class Firefox:
    """One window; `downloads` is the folder in which it saves."""

    def __init__(self, channel: socket.socket, downloads: Path):
        self._file, self._number, self.downloads = channel.makefile("rwb"), 0, downloads
        self._read()  # its greeting
        self._send("WebDriver:NewSession", capabilities={})

    def _read(self):
        size = b"".join(iter(lambda: self._file.read(1), b":"))
        return json.loads(self._file.read(int(size)))

    def _send(self, command: str, **parameters):
        self._number += 1
        told = json.dumps([0, self._number, command, parameters]).encode()
        self._file.write(b"%d:%s" % (len(told), told))
        self._file.flush()
        _, _, error, result = self._read()
        assert error is None, f"{command}: {error}"
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _in_the_program(self, script: str, *given):
        self._send("Marionette:SetContext", value="chrome")
        try:
            return self.run(script, *given)
        finally:
            self._send("Marionette:SetContext", value="content")

    def width(self, pixels: int):
        self._in_the_program(NARROW, pixels)
        self.until("return innerWidth === arguments[0]", pixels)

    def errors(self, address: str) -> list[str]:
        """Of scripts and of the site's policy, since the start."""
        return self._in_the_program(TOLD, address)

    def open(self, address: str):
        self._send("WebDriver:Navigate", url=address)

    def run(self, script: str, *given):
        return self._send("WebDriver:ExecuteScript", script=script, args=given, sandbox=None)

    def ask(self, script: str, *given):
        """What a promise comes to."""
        script = f"const done = arguments[arguments.length - 1]; (async () => {{ {script} }})().then(done, error => done(String(error)))"
        return self._send("WebDriver:ExecuteAsyncScript", script=script, args=given, sandbox=None)

    def until(self, script: str, *given):
        """The first answer that is true."""
        end = time.monotonic() + LONGEST
        while not (answer := self.run(script, *given)):
            assert time.monotonic() < end, script
            time.sleep(0.05)
        return answer

    def _element(self, selector: str) -> str:
        return self._send("WebDriver:FindElement", using="css selector", value=selector)[ELEMENT]

    def click(self, selector: str, text: str = ""):
        """The first that is seen, with that text in it."""
        self.run("document.querySelector('[data-test]')?.removeAttribute('data-test')")
        self.until("""const found = [...document.querySelectorAll(arguments[0])].find(it => it.checkVisibility() && it.textContent.includes(arguments[1]))
          found?.setAttribute("data-test", "")
          return Boolean(found)""", selector, text)
        self._send("WebDriver:ElementClick", id=self._element("[data-test]"))

    def type(self, selector: str, text: str):
        self._send("WebDriver:ElementSendKeys", id=self._element(selector), text=text)

    def saved(self, name: str) -> bytes:
        end, file = time.monotonic() + LONGEST, self.downloads / name
        while not (file.exists() and file.stat().st_size and not [*self.downloads.glob("*.part")]):
            assert time.monotonic() < end, name
            time.sleep(0.05)
        return file.read_bytes()


@contextmanager
def started(folder: Path):
    """A Firefox whose profile and downloads lie in a folder that is empty."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir(), downloads.mkdir()
    wanted = PREFERENCES | {"browser.download.dir": str(downloads)}
    (profile / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items()), "utf-8")
    command = [found(), "--headless", "--marionette", "--remote-allow-system-access", "--profile", profile, "--no-remote", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)})
    try:
        port, end = profile / "MarionetteActivePort", time.monotonic() + LONGEST
        while not (port.is_file() and port.read_text()):
            assert process.poll() is None and time.monotonic() < end, "Firefox does not start"
            time.sleep(0.05)
        with socket.create_connection(("127.0.0.1", int(port.read_text()))) as channel:
            channel.settimeout(LONGEST)
            yield Firefox(channel, downloads)
    finally:
        process.terminate()
        process.wait()
