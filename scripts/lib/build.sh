# How everything is built. Sourced after common.sh, never run.
# shellcheck shell=bash

# Flags of every build: an import that Package.swift does not declare is an error.
build_flags=(--explicit-target-dependency-import-check error)

# run_build ARG...: swift build without its line for each file.
run_build() {
  local status=0
  swift build "${build_flags[@]}" "$@" 2>&1 | grep --line-buffered -vE '^\[[0-9]+/[0-9]+\]' || status=${PIPESTATUS[0]}
  return "$status"
}

# run_tests ARG...: builds and runs the tests; the many lines about what starts and passes are left out.
run_tests() {
  local status=0
  swift test "${build_flags[@]}" "$@" 2>&1 \
    | grep --line-buffered -vE '^(◇|✔ Test case|\[[0-9]+/[0-9]+\] (Compiling|Emitting|Write|Wrapping))' || status=${PIPESTATUS[0]}
  return "$status"
}
