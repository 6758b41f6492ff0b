#!/bin/sh
# Playwright starts one executable and gives it its own arguments only, so what the lab adds comes by environment.
# It makes a profile directory under /tmp that stays there when the tests are killed: the profile goes into the lab's
# directory instead (of two equal flags Chromium takes the last), and the empty one away.
for argument; do
  case $argument in --user-data-dir=*) rmdir "${argument#*=}" ;; esac
done
# Chromium of root gives its threads of media real time and draws before its own network service, which on few processors
# comes to a stand for seconds. Without the capability it runs as it does for everybody else.
exec ip netns exec "${BURROW_LAB_NAMESPACE:?the network namespace}" \
  setpriv --pdeathsig KILL --inh-caps -sys_nice --bounding-set -sys_nice \
  chromium "$@" --user-data-dir="${BURROW_LAB_PROFILE:?a directory}"
