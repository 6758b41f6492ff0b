#!/bin/sh
# Playwright starts one executable and gives it its own arguments only, so what the lab adds comes by environment.
# It makes a profile directory under /tmp that stays there when the tests are killed: the profile goes into the lab's
# directory instead (of two equal flags Chromium takes the last), and the empty one away.
for argument; do
  case $argument in --user-data-dir=*) rmdir "${argument#*=}" ;; esac
done
exec ip netns exec "${BURROW_LAB_NAMESPACE:?the network namespace}" setpriv --pdeathsig KILL \
  "${0%/*}/../driver/chromium.sh" "$@" --user-data-dir="${BURROW_LAB_PROFILE:?a directory}"
