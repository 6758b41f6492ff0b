#!/bin/sh
# Installs Debian packages, as root: install-packages.sh PACKAGE...
# Debian starts a service as soon as its package is there. Burrow starts coturn itself, so here nothing is started,
# now or at the next boot.
set -eu

export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d

# While this file says 101 ("action forbidden by policy"), packages start nothing. One that is there already has its
# reasons, and is left alone.
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
fi

install() {
  apt-get install -y --no-install-recommends "$@"
}

# On most machines the package lists are there and fresh enough; only otherwise they are fetched.
install "$@" || { apt-get update && install "$@"; }

if [ -d /run/systemd/system ]; then
  for package in "$@"; do
    case $package in
      coturn) systemctl disable coturn.service ;;
      docker.io) systemctl disable docker.service docker.socket ;;
      nginx-light) systemctl disable nginx.service ;;
    esac
  done
fi
