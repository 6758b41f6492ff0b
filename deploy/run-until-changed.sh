#!/bin/sh
# run-until-changed.sh FILE... [--end-with FILE...] -- COMMAND...
# Runs the command, and anew when one of the first files changes: for what reads its configuration only once. When one of
# the others changes, or the command ends by itself, this ends too, and the engine starts the whole container again.
# (Why not always so: "docker compose up --wait" may take a container that starts again for one that failed.)
set -u

poll_seconds=2
# Why eight: the engine gives ten before it kills everything (stop_grace_period).
stop_seconds=8

files=
ends_with=
while [ "$1" != -- ] && [ "$1" != --end-with ]; do
  files="$files $1"
  shift
done
while [ "$1" != -- ]; do
  [ "$1" = --end-with ] || ends_with="$ends_with $1"
  shift
done
shift

# What stands in the files of a list; one that is not there yet counts as empty.
fingerprint() {
  # shellcheck disable=SC2086
  cat /dev/null $1 2> /dev/null | cksum
}

start() {
  files_were=$(fingerprint "$files")
  "$@" &
  child=$!
}

# Asks the command to end, and makes it end when it does not.
stop() {
  kill "$child" 2> /dev/null
  (sleep "$stop_seconds" && kill -9 "$child") 2> /dev/null &
  watchdog=$!
  # A signal that comes meanwhile ends a wait early.
  while kill -0 "$child" 2> /dev/null; do wait "$child"; done
  kill "$watchdog" 2> /dev/null
}

told_to_end=no
trap 'told_to_end=yes' TERM INT
ends_with_were=$(fingerprint "$ends_with")

start "$@"
while kill -0 "$child" 2> /dev/null; do
  sleep "$poll_seconds" &
  wait "$!"
  if [ "$told_to_end" = yes ]; then
    stop
    exit 0
  elif [ "$(fingerprint "$ends_with")" != "$ends_with_were" ]; then
    echo 'What this container was started with has changed: starting all of it again.'
    stop
    exit 0
  elif [ "$(fingerprint "$files")" != "$files_were" ]; then
    stop
    echo 'The configuration has changed: starting again with the new one.'
    start "$@"
  fi
done
wait "$child"
