# Starts and stops a private PostgreSQL for tests. Sourced after packages.sh, never run.
# shellcheck shell=bash

test_cluster=

# unprivileged COMMAND...: as the user postgres where we are root, since PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
  else
    "$@"
  fi
}

# start_test_cluster: a fresh cluster on a socket in a folder of its own; exports FRACTAL_TEST_DATABASE_URL.
# It may forget everything in a power cut, which makes it quick; tests of durability start their own.
start_test_cluster() {
  local binaries
  binaries=$(postgres_binaries)
  [ -n "$binaries" ] || fail "no PostgreSQL server found; install the package postgresql"
  test_cluster=$(mktemp -d "${TMPDIR:-/tmp}/fractal-test-postgres.XXXXXX")
  [ "$(id -u)" != 0 ] || chown postgres: "$test_cluster"
  unprivileged "$binaries/initdb" -D "$test_cluster/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    >"$test_cluster.log" 2>&1 || fail "initdb failed: $(tail -n 3 "$test_cluster.log")"
  cat >>"$test_cluster/data/postgresql.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$test_cluster'
fsync = off
full_page_writes = off
max_connections = 300
max_wal_size = 2GB
shared_buffers = 128MB
EOF
  unprivileged "$binaries/pg_ctl" -D "$test_cluster/data" -l "$test_cluster/log" -w -t 60 start >/dev/null \
    || fail "PostgreSQL did not start: $(tail -n 3 "$test_cluster/log")"
  export FRACTAL_TEST_DATABASE_URL="postgresql://postgres@${test_cluster//\//%2F}/postgres"
}

# stop_test_cluster: stops and removes it; safe to call twice.
stop_test_cluster() {
  [ -n "$test_cluster" ] || return 0
  unprivileged "$(postgres_binaries)/pg_ctl" -D "$test_cluster/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$test_cluster" "$test_cluster.log"
  test_cluster=
}
