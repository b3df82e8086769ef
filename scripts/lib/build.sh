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

# run_tests ARG...: builds and runs the tests; the many lines about what starts and passes are left out. What failed is
# said once more at the end, where it is looked for. A run that is not over after TEST_SECONDS (15 minutes) is ended, and
# what had begun by then and not ended is named.
run_tests() {
  local status=0 events shown
  events=$(mktemp)
  shown=$(mktemp)
  # All tests at once would leave none the time that its own deadlines count on.
  SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${TEST_WIDTH:-6} \
    timeout --kill-after=10 "${TEST_SECONDS:-900}" \
    swift test "${build_flags[@]}" --event-stream-output-path "$events" "$@" 2>&1 \
    | grep --line-buffered -vE '^(◇|✔ Test case|\[[0-9]+/[0-9]+\] (Compiling|Emitting|Write|Wrapping))' \
    | tee "$shown" || status=${PIPESTATUS[0]}
  if [ "$status" = 124 ] || [ "$status" = 137 ]; then
    say "the tests were not over after ${TEST_SECONDS:-900} s; these had begun and not ended:"
    comm -23 <(tests_that testStarted "$events") <(tests_that testEnded "$events") >&2
  fi
  if [ "$status" != 0 ] && grep -q '^✘ Test' "$shown"; then
    say "what failed:"
    grep -A 12 '^✘ Test .* recorded an issue' "$shown" | grep -E '^(✘ Test|↳|    )' >&2 || true
  fi
  rm -f "$events" "$shown"
  return "$status"
}

# tests_that KIND FILE: the tests of that event in a test run's event stream, sorted.
tests_that() {
  grep "\"kind\":\"$1\"" "$2" | sed 's/.*"testID":"\([^"]*\)".*/  \1/' | sort -u
}

# prepare_peers: a Python of our own with what Tests/requirements.txt names, for tests that compare us with others.
# Without network or Python these tests say that they did not run; all others do.
prepare_peers() {
  local wanted=Tests/requirements.txt folder=.build/peers
  [ -f "$wanted" ] || return 0
  if ! cmp -s "$wanted" "$folder/installed" 2>/dev/null; then
    say "installing what tests compare us with"
    if ! { python3 -m venv "$folder" && "$folder/bin/pip" install -q --disable-pip-version-check -r "$wanted"; } >&2; then
      say "could not; the tests that compare are left out"
      return 0
    fi
    cp "$wanted" "$folder/installed"
  fi
  export FRACTAL_TEST_PYTHON=$PWD/$folder/bin/python3
}
