#!/bin/bash
# Healthy: the way of a page through this process, caddy and the service ends in an answer.
set -eu
exec 3<> /dev/tcp/127.0.0.1/8082
printf 'GET /readyz HTTP/1.0\r\nHost: health.invalid\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
