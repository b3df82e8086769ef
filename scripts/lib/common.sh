# What the scripts share: messages, the toolchain's check. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(basename "$0")

# say TEXT: progress, on standard error so that results can be piped.
say() { printf '%s: %s\n' "$program" "$*" >&2; }

# fail TEXT: the end, with the reason.
fail() {
  say "$*"
  exit 1
}

# show_help: the comment block at the head of the script that was started.
show_help() { sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p;}' "$0"; }

# require_swift_on_path: some toolchain, or how to get one; asked before anything is installed.
require_swift_on_path() {
  command -v swift >/dev/null 2>&1 || explain_swift ""
}

# require_swift: a toolchain of 6.2 or newer, or how to get one; asked when the libraries it needs are there.
require_swift() {
  local version
  version=$(swift --version 2>&1 || true)
  case $version in
    *"Swift version 6."[2-9]* | *"Swift version 6."[1-9][0-9]* | *"Swift version "[7-9].* | *"Swift version "[1-9][0-9].*) ;;
    *) explain_swift ", found: $(printf '%s\n' "$version" | head -n 1)" ;;
  esac
}

explain_swift() {
  cat >&2 <<EOF
$program: needs Swift 6.2 or newer$1. Either
  - with swiftly, as any user:
      curl -O https://download.swift.org/swiftly/linux/swiftly-\$(uname -m).tar.gz
      tar zxf swiftly-\$(uname -m).tar.gz && ./swiftly init
      . ~/.local/share/swiftly/env.sh
  - or by hand: take the toolchain for your system from https://www.swift.org/install/linux/,
      unpack it, and put its usr/bin on PATH:
      export PATH=/where/you/unpacked/it/usr/bin:\$PATH
Then run $program again.
EOF
  exit 1
}

# seconds_since START: whole seconds since a value of $SECONDS.
seconds_since() { echo $((SECONDS - $1)); }
