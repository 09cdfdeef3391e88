#!/usr/bin/env bash
# Runs a Windows program in the place for tests: enter-place.sh PLACE NODE_PACKAGE SHARED_FOLDER COMMAND…
# The package of Node is Z:\mnt\node there, the shared folder Z:\mnt\share. Everything that runs there ends when this ends.
set -euo pipefail
place=$1 node=$2 share=$3
shift 3
# One Windows at a time: two would share a registry.
exec 9>"$place.lock"
flock --timeout 900 9
# shellcheck disable=SC2016  # for the inner shell
exec unshare --mount --pid --fork --kill-child sh -euc '
  place=$1 node=$2 share=$3
  shift 3
  mount --make-rprivate /
  mount --bind /dev "$place/dev"
  mount -t proc proc "$place/proc"
  mount --bind "$node" "$place/mnt/node"
  mount --bind "$share" "$place/mnt/share"
  mkdir -p "$place/tmp/run"
  exec chroot "$place" env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 WINEPREFIX=/prefix WINEDEBUG=-all \
    XDG_RUNTIME_DIR=/tmp/run wine "$@"
' sh "$place" "$node" "$share" "$@"
