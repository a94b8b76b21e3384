# shellcheck shell=sh disable=SC2154 # journal and id are the caller's
# The journal of changes on the host that is changed: POSIX sh, for dash, bash and busybox. Casebook
# sends it before each call, and a copy lies beside each change for the way back that the host takes
# by itself. `journal` is the folder of all changes, `id` the change.
#
# A change is a folder: note, subject, made, asked (options of the examination, if it had some),
# state, and a folder a step:
#   kind     command, edit or reload
#   state    planned, begun, made, failed, undone
#   command  fix, and where the author wrote them: keep, undo, oneway; before, what keep kept
#   reload   fix: has a program take over what other steps changed, there and back; units, what of
#            systemd it restarts; started, since when each of them runs
#   edit     path, was (what the plan saw; missing if there was no file), after, check, before (the
#            file itself, with mode, owner and times)
#
# Status: 0 done, 3 refused before anything was changed, 4 somebody edited since, others as the
# commands of the author ended. Reasons go to standard error, what commands say to standard output.


umask 077

refuse() {
  printf '%s\n' "$*" >&2
  exit 3
}

# On the disk when it returns: this file or folder, or everything where sync takes no argument.
settle() { sync -- "$1" 2>/dev/null || sync; }

# Standard input as a file that is there whole or not at all.
put() {
  cat >"$1.new" && settle "$1.new" && mv -f -- "$1.new" "$1" && settle "${1%/*}"
}

say_state() { printf '%s\n' "$2" | put "$1/state" || refuse "the journal $1 can't be written"; }

state_of() { cat -- "$1/state" 2>/dev/null || echo missing; }

change_folder() {
  case $id in '' | *[!a-z0-9-]*) refuse "no change is called $id" ;; esac
  change=$journal/$id
  [ -d "$change" ] || refuse "no change is called $id; casebook fix list shows all"
}

# One step or restore at a time for one change, also where a controller died while one ran. The file
# is closed for what the step starts, so that a daemon does not hold it.
hold_change() {
  command -v flock >/dev/null || refuse "flock is missing on this host (package util-linux)"
  exec 8>"$change/running"
  flock -w 60 8 || refuse "a step of $id is still running on this host; wait for it, or end it"
}

steps_of() {
  n=1
  while [ -d "$change/$n" ]; do
    echo "$n"
    n=$((n + 1))
  done
}

steps_backwards() {
  back=
  for n in $(steps_of); do back="$n $back"; done
  printf '%s\n' "$back"
}

# Who may change this host, and where the journal lies.
check_rights() {
  [ "$(id -u)" = 0 ] || refuse "only root can change this host; run it as root"
  command -v flock >/dev/null || refuse "flock is missing on this host (package util-linux)"
  mkdir -p -- "$journal" || refuse "the journal $journal can't be made"
  [ -L "$journal" ] && refuse "the journal $journal is a link"
  chmod 700 -- "$journal" || refuse "the journal $journal is not ours"
  { printf x >"$journal/.room" && rm -f -- "$journal/.room"; } 2>/dev/null \
    || refuse "the journal $journal can't be written: the disk is full or read-only"
}

# One change of the host at a time. Says `waiting`, then `held`, then a line each second, which ends
# this as soon as nobody reads it.
hold_host() {
  check_rights
  exec 9>"$journal/lock"
  if ! flock -n 9; then
    echo waiting
    # Whoever waits and is gone does not take the lock for the next.
    until flock -w 1 9; do echo waiting; done
  fi
  echo held
  while :; do
    sleep 1 9>&-
    echo held
  done
}

mode_of() {
  # shellcheck disable=SC2012 # the first fields, which no name can hold
  ls -ldn -- "$1" | { read -r mode _ owner group _ && printf '%s %s %s\n' "$mode" "$owner" "$group"; }
}

label_of() {
  # shellcheck disable=SC2012
  ls -dZ -- "$1" 2>/dev/null | { read -r label _ && printf '%s\n' "$label"; }
}

# What tells one file from another apart from its bytes: mode (with + for an ACL), owner, label,
# extended attributes.
facts_of() {
  mode_of "$1"
  label_of "$1"
  if command -v getfattr >/dev/null; then
    getfattr -d -m - --absolute-names -- "$1" 2>/dev/null | grep -v '^#'
  fi
  :
}

# The flags that keep a file from being replaced.
flags_of() {
  command -v lsattr >/dev/null || return 0
  lsattr -d -- "$1" 2>/dev/null | { read -r flags _ && printf '%s\n' "$flags"; }
}

# With mode, owner, times, and what else the system's cp can keep.
copy() {
  cp --preserve=mode,ownership,timestamps,context,xattr -- "$1" "$2" 2>/dev/null \
    || cp --preserve=mode,ownership,timestamps,xattr -- "$1" "$2" 2>/dev/null || cp -p -- "$1" "$2"
}

# Where a path leads, and whether the file there can be replaced by one beside it.
real_of() {
  case $1 in /*) ;; *) refuse "$1: is no absolute path" ;; esac
  real=$(readlink -f -- "$1" && echo .) || refuse "$1: its folder is not there"
  real=${real%?.}
  folder=${real%/*}
  [ -n "$folder" ] || folder=/
  [ -d "$folder" ] || refuse "$1: its folder is not there"
  [ -w "$folder" ] || refuse "$1: its folder can't be written"
  case $(mode_of "$folder") in
    ????????w*) refuse "$1: everybody can write in its folder, so anybody could have made it" ;;
  esac
  case $folder in
    /proc* | /sys* | /dev*) refuse "$1: is no file that can be replaced" ;;
  esac
  case $(flags_of "$folder") in
    *[ia]*) refuse "$1: its folder is immutable (chattr -i $folder)" ;;
  esac
  [ -e "$real" ] || return 0
  [ -f "$real" ] || refuse "$1: is no plain file"
  case $(flags_of "$real") in
    *i*) refuse "$1: is immutable (chattr -i $real)" ;;
    *a*) refuse "$1: can only be appended to (chattr -a $real)" ;;
  esac
  # shellcheck disable=SC2012
  links=$(ls -ldn -- "$real" | { read -r _ count _ && echo "$count"; })
  [ "$links" = 1 ] || refuse "$1: has $links names (hard links), which would part"
  mounted "$real" && refuse "$1: something is mounted on it"
  :
}

mounted() { awk -v file="$1" '$5 == file { found = 1 } END { exit !found }' /proc/self/mountinfo 2>/dev/null; }

# What an edit needs to know of a file: where it lies, whether it is there, and all of it.
survey() {
  real_of "$1"
  if [ -e "$real" ]; then
    [ "$(wc -c <"$real")" -le 1048576 ] || refuse "$1: is larger than 1 MiB"
    printf 'file %s\n' "$real"
    cat -- "$real"
  else
    printf 'none %s\n' "$real"
  fi
}

# The files that `sysctl --system` reads, in its order: of one name in several folders the first, by
# their names, and /etc/sysctl.conf last. $1 is among them, there or not.
sysctl_files() {
  {
    for file in /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf \
      /usr/lib/sysctl.d/*.conf /lib/sysctl.d/*.conf; do
      [ -e "$file" ] && printf '%s %s\n' "${file##*/}" "$file"
    done
    case $1 in */sysctl.d/*) printf '%s %s\n' "${1##*/}" "$1" ;; esac
  } | LC_ALL=C sort -s -k 1,1 | awk '!seen[$1]++ { sub(/^[^ ]* /, ""); print }'
  printf '%s\n' /etc/sysctl.conf
}

# What gives a key of an edited file another value than it has there, once that file was read: a
# file and its value in a line each.
#
# $1: file, $2: key, $3: value
overruled() {
  sysctl_files "$1" | awk -v file="$1" 'behind { print } $0 == file { behind = 1 }' | while read -r later; do
    [ ! -r "$later" ] || [ "$(readlink -f -- "$later")" = "$(readlink -f -- "$1")" ] \
      || awk -v key="$2" -v value="$3" -v file="$later" '
        function plain(text) { gsub(/[ \t]+/, " ", text); sub(/^ /, "", text); sub(/ $/, "", text); return text }
        /^[ \t]*[#;]/ || !index($0, "=") { next }
        {
          name = plain(substr($0, 1, index($0, "=") - 1))
          sub(/^-/, "", name)
          gsub("/", ".", name)
          if (name == key) last = plain(substr($0, index($0, "=") + 1))
        }
        END { if (last != "" && last != plain(value)) print file "\t" last }' "$later"
  done
}

# Whether a file is as another tells, which is not there where the file is not to be.
same_as() {
  if [ -e "$2" ]; then
    [ -f "$1" ] && cmp -s -- "$1" "$2"
  else
    ! [ -e "$1" ]
  fi
}

candidate_of() { candidate=$folder/.casebook-$id-${step##*/}; }

# Makes an edited file beside the one in use, and puts it in its place when all is as it should be.
apply_edit() {
  path=$(cat -- "$step/path")
  real_of "$path"
  [ "$real" = "$path" ] || refuse "$path: leads elsewhere since the plan"
  candidate_of
  rm -f -- "$candidate"
  if ! same_as "$real" "$step/was"; then
    if [ "$(state_of "$step")" = begun ] && same_as "$real" "$step/after"; then
      say_state "$step" made
      return 0
    fi
    refuse "$path: was changed since the plan"
  fi
  if [ -e "$real" ]; then
    copy "$real" "$step/before.new" || refuse "$path: no copy of it could be kept"
    settle "$step/before.new"
    mv -f -- "$step/before.new" "$step/before"
    copy "$real" "$candidate" || refuse "$path: no copy could be made beside it"
  else
    (umask 022 && : >"$candidate") || refuse "$path: nothing can be made beside it"
  fi
  say_state "$step" begun
  { cat -- "$step/after" >"$candidate" && settle "$candidate"; } || abandon "$path: there is no room"
  if [ -e "$real" ]; then
    [ "$(facts_of "$real")" = "$(facts_of "$candidate")" ] \
      || abandon "$path: its access list, label or extended attributes can't be kept by this host's cp"
  elif command -v restorecon >/dev/null; then
    restorecon -- "$candidate" 2>/dev/null || :
  fi
  if [ -e "$step/check" ]; then
    file=$candidate sh -e -- "$step/check" 2>&1 8>&- </dev/null \
      || abandon "$path: the checker does not accept what it would become"
  fi
  same_as "$real" "$step/was" || abandon "$path: was changed since the plan"
  mv -f -- "$candidate" "$real" || abandon "$path: can't be replaced"
  settle "$folder"
  facts_of "$real" | put "$step/facts"
  say_state "$step" made
}

# Before anything was changed.
abandon() {
  rm -f -- "$candidate"
  say_state "$step" undone
  refuse "$*"
}

apply_command() {
  if [ -e "$step/keep" ] && ! [ -e "$step/before" ]; then
    # shellcheck disable=SC2016 # for the shell that is started
    before=$(sh -e -c '. "$1" >/dev/null; printf %s "$before"' sh "$step/keep" 8>&- </dev/null) \
      || refuse "what it was before can't be told, so that it could not be taken back"
    [ -n "$before" ] || refuse "what it was before can't be told, so that it could not be taken back"
    printf %s "$before" | put "$step/before"
  fi
  say_state "$step" begun
  status=0
  before=$(cat -- "$step/before" 2>/dev/null) sh -e -- "$step/fix" 2>&1 8>&- </dev/null || status=$?
  if [ "$status" = 0 ]; then
    say_state "$step" made
  else
    say_state "$step" failed
    printf 'ended with status %s\n' "$status" >&2
    exit 1
  fi
}

apply_reload() {
  if [ -e "$step/units" ]; then
    while read -r word unit; do
      printf '%s %s %s\n' "$word" "$unit" "$(start_of "$unit")"
    done <"$step/units" | put "$step/ran"
  fi
  apply_command
  [ ! -e "$step/ran" ] || prove_restarts
}

# Whether a unit runs, and since when: microseconds since boot.
start_of() {
  systemctl show -p ActiveState -p ActiveEnterTimestampMonotonic -- "$1" 2>/dev/null \
    | sed -n 's/^ActiveState=/1 /p;s/^ActiveEnterTimestampMonotonic=/2 /p' | sort | cut -d ' ' -f 2 | tr '\n' ' '
}

# A restart that left the same process running, or none, is none.
prove_restarts() {
  while read -r word unit state since; do
    now=$(start_of "$unit")
    case $word:$state in
      try-restart:active | restart:* | reload-or-restart:* | start:*) ;;
      *) continue ;;
    esac
    case $now in
      'active '*) ;;
      *) not_restarted "$unit is not active after it (${now:-systemctl does not tell})" ;;
    esac
    case $word in
      *try-restart | restart)
        [ "$now" != "$state $since " ] || not_restarted "$unit was not started anew" ;;
    esac
    printf '%s %s\n' "$unit" "$now"
  done <"$step/ran" >"$step/started.new" || exit 1
  mv -f -- "$step/started.new" "$step/started"
}

not_restarted() {
  say_state "$step" failed
  printf '%s\n' "$1" >&2
  exit 1
}

restarted() {
  change_folder
  for n in $(steps_of); do [ ! -e "$change/$n/started" ] || echo "$n"; done
}

# What was restarted and does not run any more as it was started then.
restarts_lost() {
  change_folder
  for n in $(steps_of); do
    [ -e "$change/$n/started" ] || continue
    while read -r unit was; do
      now=$(start_of "$unit")
      [ "${now% }" = "${was% }" ] || printf '%s: %s\n' "$unit" "$now"
    done <"$change/$n/started"
  done
}

# One step of the change; what was done before is not done again.
apply() {
  change_folder
  hold_change
  step=$change/$1
  [ -e "$change/confirmed-by-nobody" ] && refuse "the way back was taken: nobody confirmed in time"
  [ "$(state_of "$step")" = made ] && return 0
  say_state "$change" running
  "apply_$(cat -- "$step/kind")"
}

# The edits that somebody has changed since, by path.
overtaken() {
  for n in $(steps_backwards); do
    step=$change/$n
    [ "$(cat -- "$step/kind")" = edit ] || continue
    case $(state_of "$step") in begun | made) ;; *) continue ;; esac
    path=$(cat -- "$step/path")
    # A later step of the same change may have gone on from here.
    later_of "$n" "$path" && continue
    same_as "$path" "$step/after" || same_as "$path" "$step/was" || printf '%s\n' "$n"
  done
}

later_of() {
  for m in $(steps_of); do
    [ "$m" -gt "$1" ] || continue
    [ "$(cat -- "$change/$m/path" 2>/dev/null)" = "$2" ] || continue
    case $(state_of "$change/$m") in begun | made) return 0 ;; esac
  done
  return 1
}

# Takes back all steps that were begun, the last first. What somebody edited since is left alone,
# and then so is everything, unless that is to be overrun.
#
# $1: careful or overrun
restore() {
  change_folder
  hold_change
  over=$(overtaken)
  if [ -n "$over" ] && [ "$1" != overrun ]; then
    for n in $over; do cat -- "$change/$n/path" >&2; done
    exit 4
  fi
  failed=0
  changed=0
  for n in $(steps_backwards); do
    step=$change/$n
    case $(state_of "$step") in begun | made | failed | undone) ;; *) continue ;; esac
    [ "$(cat -- "$step/kind")" != reload ] || continue
    changed=1
    [ "$(state_of "$step")" != undone ] || continue
    if "restore_$(cat -- "$step/kind")"; then
      say_state "$step" undone
    else
      failed=1
    fi
  done
  for n in $(steps_of); do
    step=$change/$n
    [ "$(cat -- "$step/kind")" = reload ] || continue
    case $(state_of "$step") in begun | made | failed) ;; *) continue ;; esac
    if [ "$changed" = 0 ]; then
      sed 's/^/left nothing to take back: /' "$step/fix"
      say_state "$step" undone
      continue
    fi
    if restore_reload; then say_state "$step" undone; else failed=1; fi
  done
  if [ "$failed" = 0 ]; then
    say_state "$change" rolled-back
  else
    say_state "$change" half-rolled-back
    exit 1
  fi
}

restore_edit() {
  path=$(cat -- "$step/path")
  folder=${path%/*}
  [ -n "$folder" ] || folder=/
  candidate_of
  rm -f -- "$candidate"
  if same_as "$path" "$step/was" && ! [ -e "$step/facts" ]; then
    return 0
  fi
  echo "put back $path"
  if [ -e "$step/before" ]; then
    { copy "$step/before" "$candidate" && settle "$candidate" && mv -f -- "$candidate" "$path"; } || {
      rm -f -- "$candidate"
      printf '%s: could not be put back; what it was lies in %s\n' "$path" "$step/before" >&2
      return 1
    }
  else
    rm -f -- "$path"
  fi
  settle "$folder"
}

restore_command() {
  if ! [ -e "$step/undo" ]; then
    printf 'left as it is, since %s: ' "$(cat -- "$step/oneway")"
    cat -- "$step/fix"
    return 0
  fi
  sed 's/^/undo: /' "$step/undo"
  before=$(cat -- "$step/before" 2>/dev/null) sh -e -- "$step/undo" 2>&1 8>&- </dev/null || {
    printf 'what takes step %s back ended with status %s\n' "${step##*/}" "$?" >&2
    return 1
  }
}

# Once everything else is as it was.
restore_reload() {
  sed 's/^/again: /' "$step/fix"
  sh -e -- "$step/fix" 2>&1 8>&- </dev/null || {
    printf 'step %s, made again, ended with status %s\n' "${step##*/}" "$?" >&2
    return 1
  }
}

# The host takes the way back by itself unless someone who has come in anew confirms in time.
#
# $1: seconds
arm() {
  change_folder
  [ -e "$change/armed" ] && return 0
  command -v setsid >/dev/null || refuse "setsid is missing on this host: no way back can be armed"
  printf '%s\n' "$(($(date +%s) + $1))" | put "$change/armed"
  # shellcheck disable=SC2016
  setsid sh -c 'journal=$1 id=$2; . "$1/$2/journal.sh"; watch "$3"' sh "$journal" "$id" "$1" \
    >"$change/watch.log" 2>&1 </dev/null 8>&- 9>&- &
}

watch() {
  trap '' HUP
  change_folder
  left=$1
  while [ "$left" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
    case $(state_of "$change") in rolled-back | half-rolled-back) return 0 ;; esac
    [ -e "$change/confirmed" ] && return 0
  done
  mkdir -- "$change/decided" 2>/dev/null || return 0
  : >"$change/confirmed-by-nobody"
  restore careful
}

confirm() {
  change_folder
  [ -e "$change/armed" ] || refuse "$id waits for no confirmation"
  mkdir -- "$change/decided" 2>/dev/null || refuse "too late: it is decided already"
  date +%s | put "$change/confirmed"
}

# confirmed, lost (nobody did in time), or the seconds that are left.
confirmation() {
  change_folder
  if [ -e "$change/confirmed" ]; then
    echo confirmed
  elif [ -e "$change/confirmed-by-nobody" ] && [ "$(state_of "$change")" != running ]; then
    echo lost
  else
    echo $(($(cat "$change/armed") - $(date +%s)))
  fi
}

# Begins a change whose files have come into $journal/.$id: from here on it can be undone.
open_change() {
  mv -- "$journal/.$id" "$journal/$id" && settle "$journal"
  prune
}

# How many changes that came to an end are kept; ids begin with the time, so the oldest go.
kept=100

# One that somebody still has to go on with, or take back, is never removed.
prune() {
  ended=$(
    for folder in "$journal"/*/; do
      folder=${folder%/}
      case ${folder##*/} in *[!a-z0-9-]*) continue ;; esac
      case $(state_of "$folder") in proven | kept | rolled-back) printf '%s\n' "${folder##*/}" ;; esac
    done
  )
  surplus=$(($(printf '%s\n' "$ended" | grep -c .) - kept))
  [ "$surplus" -gt 0 ] || return 0
  printf '%s\n' "$ended" | head -n "$surplus" | while read -r old; do rm -rf -- "${journal:?}/$old"; done
}

end_change() {
  change_folder
  say_state "$change" "$1"
}

# id, state, note, subject, when: a line each.
list_changes() {
  [ -d "$journal" ] || return 0
  for change in "$journal"/*/; do
    change=${change%/}
    [ -e "$change/note" ] || continue
    printf '%s\t%s\t%s\t%s\t%s\n' "${change##*/}" "$(state_of "$change")" "$(cat "$change/note")" \
      "$(cat "$change/made")" "$(cat "$change/subject")"
  done
}

# Options that the examination had, a line each.
asked() {
  change_folder
  [ ! -e "$change/asked" ] || cat -- "$change/asked"
}

# The state of each step: number, kind, state, what.
list_steps() {
  change_folder
  for n in $(steps_of); do
    printf '%s\t%s\t%s\t' "$n" "$(cat "$change/$n/kind")" "$(state_of "$change/$n")"
    if [ -e "$change/$n/path" ]; then cat "$change/$n/path"; else tr '\n' ' ' <"$change/$n/fix"; fi
    echo
  done
}

# The three versions of an edited file: was, became, is.
version() {
  change_folder
  case $2 in
    was) [ -e "$change/$1/was" ] && cat -- "$change/$1/was" ;;
    after) cat -- "$change/$1/after" ;;
    now) cat -- "$(cat -- "$change/$1/path")" 2>/dev/null ;;
  esac
  :
}
