#!/bin/sh
# As root, Chromium gives the threads that play and draw precedence over its own network service, which then comes to a stand
# for seconds where processors are few. Without the right to do so it runs as it does for everybody else.
if [ "$(id -u)" -ne 0 ]; then exec chromium "$@"; fi
exec setpriv --inh-caps -sys_nice --bounding-set -sys_nice chromium "$@"
