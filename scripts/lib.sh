# shellcheck shell=sh
# What up and test have in common. To be read in at the top directory of Burrow: . scripts/lib.sh

least_node=20.19

# What "burrow" can do with Docker alone; ends with the exit code of that.
without_node() {
  command -v docker > /dev/null 2>&1 ||
    fail "expected Node $least_node or newer, or Docker; found neither. Install Docker: https://docs.docker.com/engine/install/"
  [ $# -gt 0 ] || set -- --help
  name=$1
  shift
  echo "(no Node on this host: by docker compose alone)" >&2
  case $name in
    up) exec docker compose up --detach --build --wait "$@" ;;
    down) exec docker compose down "$@" ;;
    status) exec docker compose ps --all "$@" ;;
    logs) exec docker compose logs "$@" ;;
    rotate) exec docker compose exec -T keeper node keeper/dist/rotate.js ;;
    --help | -h | help) echo 'Usage: ./scripts/burrow up|down|status|logs|rotate' ;;
    *) fail "expected up, down, status, logs or rotate; found $name. See: ./scripts/burrow --help" ;;
  esac
  exit 0
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
  node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    const [leastMajor, leastMinor] = process.argv[1].split(".").map(Number);
    process.exit(major > leastMajor || (major === leastMajor && minor >= leastMinor) ? 0 : 1);
  ' "$least_node" ||
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
