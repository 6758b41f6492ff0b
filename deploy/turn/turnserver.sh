#!/bin/bash
# coturn, with the addresses of participants shortened before a line is written anywhere.
exec turnserver -c /run/burrow/turn/turnserver.conf \
  > >(exec sed --unbuffered --regexp-extended --file=/burrow/shorten-addresses.sed) 2>&1
