# shellcheck shell=sh
# What up and test have in common. To be read in at the top directory of Burrow: . scripts/lib.sh

least_node=20.19

# Runs a command in a container, with the engine of this host; ends with its exit code.
in_container() {
  command -v docker > /dev/null 2>&1 ||
    fail "expected Node $least_node or newer, or Docker; found neither. Install Docker: https://docs.docker.com/engine/install/"
  endpoint=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}
  case $endpoint in
    unix://*) BURROW_SOCKET=${endpoint#unix://} ;;
    *) fail "expected Node $least_node or newer, or an engine on this host; found one at $endpoint. Install Node from https://nodejs.org." ;;
  esac
  BURROW_DIRECTORY=$PWD
  BURROW_USER="$(id -u):$(id -g)"
  BURROW_SOCKET_GROUP=$(stat -L -c %g "$BURROW_SOCKET" 2> /dev/null || echo 0)
  export BURROW_SOCKET BURROW_DIRECTORY BURROW_USER BURROW_SOCKET_GROUP
  log=$(mktemp)
  compose_cli build --quiet cli > "$log" 2>&1 || {
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail 'expected to build the image of the commands; it failed. The lines above say why. docs/deploying.md has the same by docker compose alone.'
  }
  rm -f "$log"
  terminal=
  [ -t 0 ] && [ -t 1 ] || terminal=-T
  # shellcheck disable=SC2086
  compose_cli run --rm $terminal cli "$@"
  exit $?
}

compose_cli() {
  docker compose --progress quiet --project-name burrow-cli --project-directory . --file deploy/cli.yml "$@"
}

# Whether the Node of this host is there, and new enough.
has_node() {
  command -v node > /dev/null 2>&1 && command -v npm > /dev/null 2>&1 && is_new_enough
}

is_new_enough() {
  node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    const [leastMajor, leastMinor] = process.argv[1].split(".").map(Number);
    process.exit(major > leastMajor || (major === leastMajor && minor >= leastMinor) ? 0 : 1);
  ' "$least_node"
}

# Says what was expected, what was found and what to do, and ends.
fail() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

check_node() {
  command -v node > /dev/null 2>&1 ||
    fail "expected Node $least_node or newer; found none. Install it from https://nodejs.org or with your package manager."
  found=$(node --version)
  is_new_enough ||
    fail "expected Node $least_node or newer; found ${found#v}. Install a newer one from https://nodejs.org."
  command -v npm > /dev/null 2>&1 ||
    fail "expected npm, which comes with Node; found none. On Debian: apt-get install npm"
}

# npm writes node_modules/.package-lock.json at the end of each installation.
packages_are_fresh() {
  [ -x node_modules/.bin/node ] && [ -f node_modules/.package-lock.json ] &&
    [ -z "$(find package-lock.json -newer node_modules/.package-lock.json)" ]
}

install_packages() {
  if packages_are_fresh; then
    echo 'npm packages ... already there'
    return
  fi
  printf 'npm packages ... '
  started=$(date +%s)
  log=$(mktemp)
  if run_npm ci > "$log" 2>&1; then
    rm -f "$log"
    echo "installed ($(($(date +%s) - started)) s)"
  else
    echo 'failed'
    # The cause comes first; what npm says after it is its manual.
    head -n 15 "$log" >&2
    rm -f "$log"
    fail 'expected "npm ci" to install the npm packages; it failed. The lines above say why.'
  fi
}

# For commands whose output is read by others: not a word when there is nothing to do.
install_packages_quietly() {
  packages_are_fresh || install_packages >&2
}

# Tests use the browser of the system.
run_npm() {
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm "$@" --no-audit --no-fund --loglevel=error
}

# The production version of Node comes with the npm packages; it runs TypeScript as it is.
run_command() {
  exec node_modules/.bin/node --conditions=source --disable-warning=ExperimentalWarning scripts/src/cli.ts "$@"
}
