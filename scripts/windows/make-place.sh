#!/usr/bin/env bash
# Makes the folder in which tests run as on Windows, and prints its path: Debian trixie with Wine 10 (the Wine of older Debians is too old
# for Node 24). It is about 2 GB, is kept in your cache, and is made once. Exits with 77 and a reason on standard error
# where this machine cannot hold such a place, and with 1 where making it failed.
set -euo pipefail

RELEASE=trixie
place=${K6P_WINDOWS_PLACE:-${XDG_CACHE_HOME:-$HOME/.cache}/k6p-windows/$RELEASE}

cannot() { echo "$*" >&2; exit 77; }
fails() { echo "$*" >&2; exit 1; }

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || cannot "Windows programs run by Wine on Linux x64 only"
[ "$(id -u)" -eq 0 ] || cannot "the place for Windows tests is made and entered by root"
command -v debootstrap >/dev/null || fails "debootstrap is missing; on Debian: apt-get install debootstrap"
for program in chroot unshare flock; do
  command -v "$program" >/dev/null || cannot "$program is missing"
done
unshare --mount true 2>/dev/null || cannot "this machine does not let root mount anything"

mkdir -p "$(dirname "$place")"
exec 9>"$place.lock"
flock --timeout 900 9 || fails "another run has been making $place for 15 minutes"
if [ -f "$place/.complete" ]; then echo "$place"; exit 0; fi

# The mirror that apt itself uses for this Debian.
mirror=$(apt-get indextargets --format '$(ORIGIN)|$(COMPONENT)|$(CODENAME)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
  sed -n "s/^Debian|main|$(. /etc/os-release && echo "$VERSION_CODENAME")|//p" | head -n 1)
[ -n "$mirror" ] || cannot "apt names no Debian mirror here (on Debian: apt-get update)"

rm -rf "$place"
log=$place.log
echo "making $place; this takes about 2 minutes, once" >&2
{
  debootstrap --variant=minbase "$RELEASE" "$place" "$mirror"
  # Same proxies and certificates as outside.
  cp /etc/resolv.conf "$place/etc/resolv.conf"
  unshare --mount sh -ec '
    mount --bind /dev "$1/dev"; mount -t proc proc "$1/proc"
    DEBIAN_FRONTEND=noninteractive chroot "$1" apt-get install -y --no-install-recommends wine wine64
    chroot "$1" apt-get clean
    mkdir -p "$1/mnt/node" "$1/mnt/share" "$1/tmp/run"
    chroot "$1" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/root WINEPREFIX=/prefix WINEDEBUG=-all wine wineboot -i
    chroot "$1" env -i PATH=/usr/bin:/bin HOME=/root WINEPREFIX=/prefix wineserver -w
  ' sh "$place"
} >"$log" 2>&1 9>&- || { tail -n 5 "$log" >&2; rm -rf "$place"; fails "the place could not be made; the log is $log"; }
touch "$place/.complete"
echo "$place"
