# Installs the Debian packages that building and running need. Sourced, never run.
# shellcheck shell=bash

# What the Swift toolchain itself needs to compile and link.
toolchain_packages=(binutils g++ libc6-dev libcurl4-openssl-dev libncurses6 libsqlite3-0 libxml2-dev pkg-config tzdata zlib1g-dev)
# The C libraries of Package.swift.
library_packages=(libcmark-gfm-dev libcmark-gfm-extensions-dev libmagic-dev libmicrohttpd-dev libopenblas0-pthread libpq-dev libssl-dev)

# Real mail servers, and what sends to them, for the end-to-end tests.
mail_packages=(dovecot-imapd dovecot-lmtpd postfix swaks)

# as_root COMMAND...: as root, by sudo where we are not.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    fail "needs root or sudo for: $*"
  fi
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# postgres_binaries: the folder of the newest PostgreSQL server on this machine; empty where there is none.
postgres_binaries() {
  local initdb
  initdb=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] || initdb=$(command -v initdb || true)
  [ -z "$initdb" ] || dirname "$(readlink -f "$initdb")"
}

# keep_postgres_quiet: Debian's package would make and start a cluster of its own beside ours.
keep_postgres_quiet() {
  local file=/etc/postgresql-common/createcluster.conf
  is_installed postgresql-common || install_now postgresql-common
  if ! grep -qs '^[[:space:]]*create_main_cluster' "$file"; then
    say "telling $file not to make a PostgreSQL cluster"
    as_root sh -c "mkdir -p '$(dirname "$file")' && echo 'create_main_cluster = false' >>'$file'"
  fi
}

apt_updated=0
# install_now NAME...: quiet unless it fails.
install_now() {
  local log
  if [ $apt_updated = 0 ]; then
    as_root apt-get update -qq >&2 || say "apt-get update failed; going on with the lists there are"
    apt_updated=1
  fi
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-upgrade --no-install-recommends \
    "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "could not install $*"
  fi
  rm -f "$log"
}

# install_browser: Chromium, which the tests of the extension drive; without it they say that they did not run.
install_browser() {
  if command -v chromium >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ]; then return 0; fi
  command -v dpkg-query >/dev/null 2>&1 || return 0
  say "installing chromium, for the tests of the extension"
  (install_now chromium) || say "could not; the tests in a browser are left out"
}

# install_packages NAME...: installs what is missing of the toolchain's, the libraries' and the named packages,
# and a PostgreSQL server; upgrades nothing and starts nothing.
install_packages() {
  local name missing=()
  if ! command -v dpkg-query >/dev/null 2>&1; then
    say "no Debian package system here; going on with what is installed"
    return 0
  fi
  for name in "${toolchain_packages[@]}" "${library_packages[@]}" "$@"; do
    is_installed "$name" || missing+=("$name")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    install_now "${missing[@]}"
  fi
  if [ -z "$(postgres_binaries)" ]; then
    say "installing the PostgreSQL server"
    keep_postgres_quiet
    install_now postgresql
  fi
}

# keep_quiet COMMAND...: runs the command while Debian's packages may start no service.
keep_quiet() {
  local policy=/usr/sbin/policy-rc.d made=0 status=0
  if [ ! -e $policy ]; then
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
    made=1
  fi
  "$@" || status=$?
  [ $made = 0 ] || as_root rm -f $policy
  return "$status"
}

# install_mail_servers: the mail servers of the end-to-end tests, none of them started, now or with the machine. Where
# another mail server would have to go for it, Postfix is left out and its tests say that they did not run. Exports
# MAIL_SERVERS=installed where all are there, upon which a test insists on them.
install_mail_servers() {
  local name missing=()
  command -v dpkg-query >/dev/null 2>&1 || return 0
  for name in "${mail_packages[@]}"; do
    is_installed "$name" || missing+=("$name")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]} for tests"
    echo "postfix postfix/main_mailer_type select No configuration" | as_root debconf-set-selections 2>/dev/null || true
    if ! apt-get install -s -qq --no-remove "${missing[@]}" >/dev/null 2>&1; then
      as_root apt-get update -qq >&2 || true
    fi
    if ! apt-get install -s -qq --no-remove "${missing[@]}" >/dev/null 2>&1; then
      say "another mail server is installed here; the tests with Postfix are left out"
      missing=("${missing[@]/postfix/}")
      read -r -a missing <<<"${missing[*]}"
    fi
    [ ${#missing[@]} = 0 ] || keep_quiet install_now --no-remove "${missing[@]}"
    if [ -d /run/systemd/system ]; then
      for name in "${missing[@]}"; do
        case $name in
          dovecot-imapd) as_root systemctl disable --now dovecot.service dovecot.socket >/dev/null 2>&1 || true ;;
          postfix) as_root systemctl disable --now postfix.service >/dev/null 2>&1 || true ;;
        esac
      done
    fi
  fi
  for name in "${mail_packages[@]}"; do
    is_installed "$name" || return 0
  done
  export MAIL_SERVERS=installed
}
