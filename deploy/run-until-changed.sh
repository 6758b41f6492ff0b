#!/bin/sh
# run-until-changed.sh FILE... -- COMMAND...
# Runs the command until it ends, is told to stop, or one of the files changes. What reads its configuration only once
# ends then as well, and the engine starts the container again.
set -u

poll_seconds=2
files=
while [ "$1" != -- ]; do
  files="$files $1"
  shift
done
shift

# shellcheck disable=SC2086
fingerprint() { cat $files 2> /dev/null | cksum; }

started_with=$(fingerprint)
"$@" &
child=$!
trap 'kill "$child" 2> /dev/null' TERM INT

while kill -0 "$child" 2> /dev/null; do
  sleep "$poll_seconds" &
  wait "$!"
  if [ "$(fingerprint)" != "$started_with" ]; then
    echo 'The configuration has changed: starting again with the new one.'
    kill "$child"
    break
  fi
done
wait "$child"
