# Sends the database of an etcd member of this host: POSIX sh, which only reads.
#
# Set before: AT, the file or data folder that was asked for, empty for this host's member; FOLDERS,
# data folders of programs that run etcd; SECONDS_MAX, for the whole.
#
# What is sent begins with one line:
#   api PATH     a snapshot follows, as etcd's own interface streams it (JSON)
#   file SIZE PATH   so many bytes of the file follow, then a line: settled, or moved if etcd finished
#                a transaction meanwhile
# Why nothing is sent, or a file and not a snapshot, is said on standard error.
unset http_proxy https_proxy HTTPS_PROXY ALL_PROXY all_proxy
say() { printf '%s\n' "$1" >&2; }

# What a running etcd was told: a flag, or the variable or the line of its file that stands for it.
told() {
  value=$(tr '\000' '\n' <"$member/cmdline" | sed -n "s/^--*$1=//p;/^--*$1\$/{n;p;}" | tail -n 1)
  if [ -z "$value" ]; then
    variable=ETCD_$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')
    value=$(tr '\000' '\n' <"$member/environ" 2>/dev/null | sed -n "s/^$variable=//p" | tail -n 1)
  fi
  if [ -z "$value" ] && [ "$1" != config-file ]; then
    config=$(told config-file)
    if [ -n "$config" ]; then
      value=$(sed -n "s/^ *$1: *//p" <"$(inside "$config")" 2>/dev/null | tr -d "\"'" | head -n 1)
    fi
  fi
  printf '%s' "$value"
}

# A path as the running etcd sees it.
inside() {
  case $1 in
    /*) path=$member/root$1 ;;
    *) path=$member/cwd/$1 ;;
  esac
  if [ -e "$path" ]; then printf '%s' "$path"; else printf '%s' "$1"; fi
}

# The running members, each by its folder in /proc.
members() {
  for process in /proc/[0-9]*; do
    name=
    IFS= read -r name 2>/dev/null <"$process/comm"
    if [ "$name" = etcd ]; then printf '%s\n' "$process"; fi
  done
}

database_of() {
  folder=$(told data-dir)
  inside "${folder:-default.etcd}/member/snap/db"
}

# The file that is meant by it or by a folder.
named() {
  for one in "$1" "$1/member/snap/db" "$1/snap/db" "$1/db"; do
    if [ -f "$one" ]; then
      printf '%s' "$one"
      return
    fi
  done
}

file=
member=
running=$(members)
if [ -n "$AT" ]; then
  file=$(named "$AT")
  if [ -z "$file" ]; then
    why=$(ls -d -- "$AT" 2>&1 >/dev/null)
    say "$AT: ${why:-is no file, and no data folder of a member}"
    exit 1
  fi
  for one in $running; do
    member=$one
    # shellcheck disable=SC3013 # dash, bash, ksh and busybox have -ef
    if [ "$(database_of)" -ef "$file" ]; then break; fi
    member=
  done
else
  # shellcheck disable=SC2086 # a word each
  set -- $running
  if [ $# -gt 1 ]; then
    say "$# etcd run here; name the data folder of one behind the host:"
    for member; do say "  $(told data-dir)"; done
    exit 1
  fi
  member=${1-}
  if [ -n "$member" ]; then
    file=$(database_of)
  else
    for one in $FOLDERS; do
      if [ -z "$file" ] && [ -f "$one/member/snap/db" ]; then file=$one/member/snap/db; fi
    done
  fi
  if [ -z "$file" ]; then
    say "no etcd runs here, and no member's database that this user may see lies in $FOLDERS"
    exit 1
  fi
fi

# etcd's own interface, with its own certificates: curl's arguments.
if [ -n "$member" ]; then
  urls=$(told listen-client-urls)
  url=$(printf '%s' "${urls:-http://127.0.0.1:2379}" | sed 's/,.*//;s/0\.0\.0\.0/127.0.0.1/;s/\[::\]/[::1]/')
  set -- --silent --show-error --fail --noproxy '*' --connect-timeout 5 --request POST --data '{}'
  case $url in
    https:*)
      authority=$(told trusted-ca-file)
      set -- "$@" --cacert "$(inside "${authority:-$(told cert-file)}")" \
        --cert "$(inside "$(told cert-file)")" --key "$(inside "$(told key-file)")"
      ;;
  esac
  if ! command -v curl >/dev/null 2>&1; then
    say "there is no curl, by which etcd could be asked for a snapshot"
  else
    # The interface of 3.4 and later, of 3.3, of 3.2.
    for version in v3 v3beta v3alpha; do
      if why=$(curl "$@" --max-time 10 "$url/$version/maintenance/status" 2>&1); then
        printf 'api %s\n' "$file"
        curl "$@" --no-buffer --max-time "$SECONDS_MAX" "$url/$version/maintenance/snapshot"
        exit
      fi
    done
    say "etcd at $url could not be asked for a snapshot: $why"
  fi
fi

if [ ! -r "$file" ]; then
  why=$({ : <"$file"; } 2>&1)
  say "$file: ${why##*: }"
  exit 1
fi
# The first pages tell which transaction was finished last.
metas() { head -c 131072 <"$file" | cksum; }
before=$(metas)
size=$(wc -c <"$file" | tr -d ' ')
printf 'file %s %s\n' "$size" "$file"
head -c "$size" <"$file"
if [ "$before" = "$(metas)" ]; then printf '\nsettled\n'; else printf '\nmoved\n'; fi
