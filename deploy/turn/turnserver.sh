#!/bin/bash
# coturn, with the addresses of participants shortened before a line is written anywhere.

# Its exporter for Prometheus, where it was built with one; never in the network of the host, where anybody would reach it.
metrics=()
if turnserver --help 2>&1 | grep -q -e --prometheus && ! grep -q '^# .*open relay' /run/burrow/turn/guard.nft; then
  metrics=(--prometheus)
fi

exec turnserver -c /run/burrow/turn/turnserver.conf "${metrics[@]}" \
  > >(exec sed --unbuffered --regexp-extended --file=/burrow/shorten-addresses.sed) 2>&1
