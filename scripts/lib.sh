# Shared by the scripts beside it: what the machine must have, and how to get it. Sourced, not run.

readonly oldest_postgres=15
readonly dotnet_major=10

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '==> %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

can_be_root() {
  [ "$(id -u)" -eq 0 ] && return
  command -v sudo >/dev/null || return 1
  # With nobody at the terminal to type it, a password cannot be asked for.
  if [ -t 0 ]; then sudo -v; else sudo -n true 2>/dev/null; fi
}

# --- .NET -------------------------------------------------------------------------------------------------------------

ensure_dotnet() {
  if ! has_dotnet && [ -x "$HOME/.dotnet/dotnet" ]; then
    PATH="$HOME/.dotnet:$PATH"
    export DOTNET_ROOT="$HOME/.dotnet"
  fi
  has_dotnet || fail "the .NET $dotnet_major SDK is missing. Install it with either of:
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel $dotnet_major.0     (into ~/.dotnet, where this script looks)
  the packages for your system: https://learn.microsoft.com/dotnet/core/install/      (Ubuntu 24.04+: apt-get install dotnet-sdk-$dotnet_major.0; macOS: brew install dotnet-sdk)"
  say "using the .NET SDK $(dotnet --version)"
}

has_dotnet() {
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q "^$dotnet_major\."
}

# --- PostgreSQL -------------------------------------------------------------------------------------------------------

# Installs PostgreSQL with PostGIS where it is missing; where that cannot be done, says what to install.
ensure_postgres() {
  if has_postgis; then return; fi
  say "PostgreSQL $oldest_postgres or later with PostGIS is missing"
  command -v apt-get >/dev/null || fail "install it and run this again:
  macOS:           brew install postgresql@17 postgis
  Fedora, RHEL:    dnf install postgresql-server postgresql-contrib postgis
  Arch:            pacman -S postgresql postgis
  openSUSE:        zypper install postgresql-server postgresql-contrib postgis
$(elsewhere)"
  can_be_root || fail "installing it needs root. Run this as root and then start again:
  apt-get update && apt-get install postgresql-$oldest_postgres-postgis-3      (Debian 12; the number is the system's PostgreSQL)
$(elsewhere)"
  install_postgres_by_apt
  has_postgis || fail "PostgreSQL was installed, but its programs and PostGIS are not where they were expected. Name the directory of its programs in PG_BIN."
}

elsewhere() {
  printf '%s' "Or set ConnectionStrings__ConflictEvents to a database elsewhere (./scripts/run), or use docker compose up."
}

# Whether some installation of a sufficient version has PostGIS; the service looks in the same places.
has_postgis() {
  local programs version
  for programs in ${PG_BIN:-/usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin ${PATH//:/ }}; do
    [ -x "$programs/initdb" ] && [ -x "$programs/pg_config" ] || continue
    version=$("$programs/pg_config" --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/')
    if [ "$version" -ge "$oldest_postgres" ] \
      && [ -f "$("$programs/pg_config" --sharedir)/extension/postgis.control" ] \
      && [ -f "$("$programs/pg_config" --sharedir)/extension/pg_trgm.control" ]; then
      return 0
    fi
  done
  return 1
}

install_postgres_by_apt() {
  local package common_was_there=yes
  say "installing it with apt-get"
  apt update -q
  package=$(postgis_package)
  [ -n "$package" ] || fail "this system's packages have no PostgreSQL $oldest_postgres or later with PostGIS. The PostgreSQL project's do:
  apt-get install postgresql-common && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y && apt-get install postgresql-17-postgis-3
$(elsewhere)"

  # The service runs a server of its own: the one that the package would start and keep running is of no use.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    common_was_there=no
    apt install -q -y --no-install-recommends postgresql-common
  fi
  if [ "$common_was_there" = no ]; then
    as_root sed -i -E 's/^#?[[:space:]]*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  say "installing $package"
  apt install -q -y --no-install-recommends "$package" "$(sed -E 's/-postgis-3$//' <<<"$package")"
}

apt() {
  local log
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "apt-get $* failed"
  fi
  rm -f "$log"
}

# PostGIS for the version of the server that is installed, else for the newest to be had.
postgis_package() {
  local version available
  available=$(apt-cache pkgnames postgresql- | sed -n -E 's/^postgresql-([0-9]+)-postgis-3$/\1/p' | sort -rn)
  for version in $(ls /usr/lib/postgresql 2>/dev/null | sort -rn) $available; do
    if [ "$version" -ge "$oldest_postgres" ] && grep -qx "$version" <<<"$available"; then
      printf 'postgresql-%s-postgis-3' "$version"
      return
    fi
  done
}

# A program, and the package that has it.
ensure() {
  if command -v "$1" >/dev/null; then return; fi
  say "installing $2"
  command -v apt-get >/dev/null || fail "$1 is missing; install it and run this again."
  can_be_root || fail "$1 is missing, and installing it needs root: apt-get install $2"
  if [ -z "${apt_is_fresh:-}" ]; then
    apt update -q
    apt_is_fresh=yes
  fi
  apt install -q -y --no-install-recommends "$2"
}
