# Shared by the scripts of this folder: messages, time, packages.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-flink

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# The comment at the head of a script is its manual.
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0" >&2; exit 2; }

# Milliseconds since the script began, for progress lines.
elapsed() { echo $((${EPOCHREALTIME/[.,]/} / 1000 - started)); }
started=$((${EPOCHREALTIME/[.,]/} / 1000))

# need_packages NAME...: installs the Debian packages that are missing (root only; else says what to install).
need_packages() {
  local missing=() p get='apt-get -qq -o Dpkg::Use-Pty=0'
  command -v apt-get >/dev/null || die "needs Debian or a system like it (apt-get), for: $*"
  for p; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=("$p")
  done
  ((${#missing[@]})) || return 0
  [ "$(id -u)" = 0 ] || die "missing packages, install them first: apt-get install ${missing[*]}"
  say "installing packages: ${missing[*]}"
  { $get update && DEBIAN_FRONTEND=noninteractive $get install -y --no-install-recommends "${missing[@]}"; } >&2 ||
    die "cannot install the packages ${missing[*]}"
}
