#!/bin/sh
# The first process of the container: puts up the guard while it may, then gives every privilege away for good.
set -eu

config=/run/burrow/turn
uid=10003
gid=10001

# The device that leads to the world. Some engines let neighbours of the host come in through it to any port.
world=$(awk '$2 == "00000000" { print $1; exit }' /proc/net/route)

if said=$(nft --define "world=${world:-none}" --file "$config/guard.nft" 2>&1); then
  echo 'guard: up'
elif grep -q '^# .*open relay' "$config/guard.nft"; then
  # Without it this host's own services would be open to everyone with a credential.
  echo '✗ guard: not up, because this engine gives the container no NET_ADMIN; an open relay does not start without it.' \
    'Use a closed one: TURN_RELAY_MODE=closed in .env, without deploy/open-relay.yml.' >&2
  exec sleep infinity
else
  echo "guard: not up. nft says: $(echo "$said" | head -n 1). Most often the container has no NET_ADMIN (deploy/no-net-admin.yml," \
    'rootless engines), or the kernel no nftables. The relay is closed all the same: its addresses are loopback' \
    'addresses, which the kernel lets no packet leave from. TURN_MAX_MBIT has no effect.' >&2
fi

exec setpriv --reuid "$uid" --regid "$gid" --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \
  /burrow/run-until-changed.sh "$config/turnserver.conf" --end-with "$config/guard.nft" -- /burrow/turnserver.sh
