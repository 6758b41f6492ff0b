#!/bin/sh
# Healthy: within the last minute the service has relayed bytes through this coturn, with a credential it had just made.
[ -n "$(find /run/burrow/turn-health/relayed -mmin -1 2> /dev/null)" ]
