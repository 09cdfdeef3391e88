#!/bin/sh
# Installs the k6p program that needs no Node, for Linux and macOS: downloads it from the releases, compares its checksum, and puts it into
# ~/.local/bin. Nothing is installed when anything does not fit.
#
#   K6P_VERSION      a release such as 1.2.3; the newest if not set
#   K6P_INSTALL_DIR  where the program goes; ~/.local/bin if not set
#   K6P_RELEASES     where releases are downloaded from
set -eu

fail() {
  echo "k6p was not installed: $*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

download() {
  if have curl; then
    curl --proto '=https,http,file' --fail --silent --show-error --location --max-time 600 --output "$2" "$1"
  elif have wget; then
    wget --quiet --timeout=60 --output-document="$2" "$1"
  else
    fail "curl or wget is needed"
  fi || fail "$1 could not be downloaded"
}

checksum_of() {
  if have sha256sum; then sha256sum "$1"
  elif have shasum; then shasum -a 256 "$1"
  else fail "sha256sum or shasum is needed to check what was downloaded"
  fi | cut -d ' ' -f 1
}

system() {
  case $(uname -s) in
    Linux) echo linux ;;
    Darwin) echo macos ;;
    *) fail "there is no program for $(uname -s); with Node: npm install --global k6p" ;;
  esac
}

machine() {
  case $(uname -m) in
    x86_64 | amd64) echo x64 ;;
    aarch64 | arm64) echo arm64 ;;
    *) fail "there is no program for $(uname -m); with Node: npm install --global k6p" ;;
  esac
}

# The C library of Alpine and its like.
is_musl() { [ "$1" = linux ] && ls /lib/ld-musl-* >/dev/null 2>&1; }

os=$(system)
target=$os-$(machine)
if is_musl "$os"; then target=$target-musl; fi
name=k6p-$target.tar.gz

releases=${K6P_RELEASES:-https://github.com/k6p/k6p/releases}
if [ -n "${K6P_VERSION:-}" ]; then from=$releases/download/k6p@${K6P_VERSION#v}; else from=$releases/latest/download; fi

folder=${K6P_INSTALL_DIR:-${HOME:?}/.local/bin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

download "$from/checksums.txt" "$work/checksums.txt"
download "$from/$name" "$work/$name"

wanted=$(awk -v name="$name" '$2 == name { print $1 }' "$work/checksums.txt")
[ -n "$wanted" ] || fail "checksums.txt does not list $name"
found=$(checksum_of "$work/$name")
[ "$wanted" = "$found" ] || fail "$name is not the file that was released (its checksum is $found instead of $wanted)"

tar -xzf "$work/$name" -C "$work" k6p || fail "$name could not be unpacked"
mkdir -p "$folder" || fail "$folder could not be made"
version=$("$work/k6p" --version) || fail "the program does not run on this system; with Node: npm install --global k6p"
# In the folder itself first, so that the old program is replaced at once.
draft=$folder/.k6p-$$
if ! { cp "$work/k6p" "$draft" && chmod 755 "$draft" && mv -f "$draft" "$folder/k6p"; }; then
  rm -f "$draft"
  fail "$folder/k6p could not be written"
fi

echo "Installed $version as $folder/k6p"
case :$PATH: in
  *":$folder:"*) ;;
  *) echo "$folder is not on PATH; add it: export PATH=\"$folder:\$PATH\"" ;;
esac
