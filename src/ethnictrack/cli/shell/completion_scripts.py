"""The lines that have a shell ask the program what may come next."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ethnictrack.errors.usage import UnknownChoiceError, UnwritableOutputError
from ethnictrack.i18n import N_, tr
from ethnictrack.values.text import shown, visible

_INSTALLED = N_("Completion is written to {path}. It works in the next window.")
_BASH = """\
_ethnictrack_completion() {
    local each
    COMPREPLY=()
    while IFS= read -r each; do
        COMPREPLY+=("$each")
    done < <(ETHNICTRACK_COMPLETE=bash "${COMP_WORDS[0]}" -- \\
        "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _ethnictrack_completion ethnictrack
"""
_ZSH = """\
#compdef ethnictrack
_ethnictrack_completion() {
    local -a found
    found=("${(@f)$(ETHNICTRACK_COMPLETE=zsh "${words[1]}" -- \\
        "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then
        _describe -V ethnictrack found
    else
        _files
    fi
}
compdef _ethnictrack_completion ethnictrack
"""
_FISH = """\
function __ethnictrack_completion
    set -l words (commandline -opc)
    ETHNICTRACK_COMPLETE=fish $words[1] -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c ethnictrack -a '(__ethnictrack_completion)'
"""
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName ethnictrack -ScriptBlock {
    param($word, $line, $at)
    $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
    if ($word) { $words = @($words | Select-Object -SkipLast 1) }
    $env:ETHNICTRACK_COMPLETE = 'powershell'
    $env:ETHNICTRACK_COMPLETE_WORD = "$word"
    try {
        ethnictrack -- @words | ForEach-Object {
            $value, $about = $_ -split "`t", 2
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $about)
        }
    } finally {
        Remove-Item Env:ETHNICTRACK_COMPLETE, Env:ETHNICTRACK_COMPLETE_WORD
    }
}
"""
SCRIPTS: Mapping[str, str] = MappingProxyType(
    {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
)
SHELLS = tuple(SCRIPTS)


def script_of(shell: str, option: str) -> str:
    """Return the lines for a shell. Raises: UnknownChoiceError."""
    name = "powershell" if shell == "pwsh" else shell
    if name not in SCRIPTS:
        raise UnknownChoiceError(option=option, given=shown(shell), known=SHELLS)
    return SCRIPTS[name].rstrip("\n")


def install(shell: str, option: str) -> str:
    """Write the lines where a shell reads them; return what is said of it.

    Raises: UnknownChoiceError, UnwritableOutputError.
    """
    script = script_of(shell, option)
    home = Path.home()
    try:
        match shell:
            case "bash":
                path = home / ".bash_completions" / "ethnictrack.sh"
                _write(path, script)
                _add(home / ".bashrc", f"source '{path}'")
            case "zsh":
                path = home / ".zfunc" / "_ethnictrack"
                _write(path, script)
                _add(home / ".zshrc", "autoload -Uz compinit && compinit")
                _add(home / ".zshrc", f"source '{path}'")
            case "fish":
                folder = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
                path = folder / "fish" / "completions" / "ethnictrack.fish"
                _write(path, script)
            case _:
                path = _profile(shell)
                _add(path, script)
    except (OSError, subprocess.SubprocessError) as error:
        raise UnwritableOutputError(given=visible(str(error))) from None
    return tr(_INSTALLED.text).format(path=path)


def _write(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{script}\n", encoding="utf-8")


def _add(path: Path, lines: str) -> None:
    """Add lines to a file of settings, unless it has them."""
    before = path.read_text("utf-8") if path.is_file() else ""
    if lines not in before:
        path.parent.mkdir(parents=True, exist_ok=True)
        gap = "" if not before or before.endswith("\n") else "\n"
        path.write_text(f"{before}{gap}{lines}\n", encoding="utf-8")


def _profile(shell: str) -> Path:
    """Return the file that PowerShell reads at its start, as it says itself."""
    program = shutil.which("pwsh") or shutil.which("powershell") or shell
    asked = [program, "-NoProfile", "-Command", "$PROFILE"]
    told = subprocess.run(asked, capture_output=True, check=True, timeout=60)  # noqa: S603 - the shell itself
    return Path(told.stdout.decode("utf-8", "replace").strip())
