#!/bin/sh
# quoted.sh COMMAND…: runs the command so that GitHub takes no line of its output for a command of its own: it may quote
# what a stranger wrote. The marks go to stderr, for stdout may be a file.

token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token" >&2
"$@"
status=$?
printf '\n::%s::\n' "$token" >&2
exit $status
