# What Casebook runs on a host that it gathers evidence from: POSIX sh, in which a plan is put at the
# end that calls these functions. It reads files and runs commands that only show things; it writes
# nothing on the host, not even to /tmp, and so uses no here-document, which some shells keep there.
#
# Set before: N, a word that nobody on the host knows; CAP, the bytes of one piece; SMALL, those of a
# file that is sent with others; SINCE, seconds since 1970 before which logs are left alone; SECONDS_MAX,
# for a command; SIFT_MAX, the bytes of the largest log that is looked through; drop, a function that
# leaves out files that hung; sift, one that shows of a log the lines that are looked for, with their
# numbers, or nothing and a status of 2 where logs are wanted whole.
#
# Everything that is sent begins with a line of N, a letter and what it is about:
#   B uid            it begins
#   C number         what a command says, then R
#   R                how it ended: its standard error, and lines of =N: "s" with its status, "full" if it said anything
#   K path           a file that the kernel makes up
#   U path TAB why   a file that could not be read
#   V path           a file that was gone again
#   L                size, time and path of plain files, then T or one G each
#   T                these as a tar, then R
#   G size time path one plain file
#   S size time path of a large log the lines that are looked for, NUMBER:LINE each, then W, then R
#   W                more of its lines: the first, some of each part, one of each program, the last
#   X path TAB why   what was left out; the path is empty where it can't be told
#   D path           a folder that may not be listed
#   Z target         where the link of the zone leads
#   .                it ends
export SYSTEMD_COLORS=0 TERM=dumb
unset IFS CDPATH ENV LD_PRELOAD LD_LIBRARY_PATH GREP_OPTIONS TAR_OPTIONS POSIXLY_CORRECT
umask 077
exec 3>&1
NL='
'
TAB=$(printf '\t')

say() { printf '\n%s %s\n' "$N" "$1" >&3; }

# Folders below which it is known where one may not look.
LOOKED_IN=$NL

# What plain files are listed as: p, or l for logs of which some lines are enough.
PLAIN=p

has() { command -v "$1" >/dev/null 2>&1; }

# Others on the host come first.
has renice && renice -n 10 -p $$ >/dev/null 2>&1
has ionice && ionice -c 3 -p $$ >/dev/null 2>&1
# shellcheck disable=SC3045 # a shell that has no -t says so to nobody
ulimit -t "$((SECONDS_MAX * 6))" 2>/dev/null

T=
if has timeout; then T="timeout $SECONDS_MAX"; fi

# Which awk keeps bytes of zero, and whether there is one.
KERNEL=k
COMMAND_LINES=c
if ! has awk; then
  KERNEL=c
elif [ "$(printf 'a\0b\n' | awk '{ printf "%s", $0 }' | wc -c)" -eq 3 ]; then
  COMMAND_LINES=k
fi

# Whether large logs can be looked through here; busybox would take minutes for many words.
SIFTS=
if has awk; then
  case $(grep --version 2>/dev/null) in *GNU* | *BSD*)
    if has tr && printf 'a\n' | sift >/dev/null 2>&1 || [ $? -eq 1 ]; then SIFTS=yes; fi
    ;;
  esac
fi

# File systems that may hang, and whose reading is a load on others.
NETWORK=$(while read -r _ mount type _; do
  case $type in
    nfs | nfs4 | cifs | smb3 | smbfs | ncpfs | afs | ceph | 9p | glusterfs | lustre | gpfs | beegfs | \
      ocfs2 | gfs2 | autofs | fuse.*)
      case $mount in /proc/*) ;; *) printf '%s\n' "$mount" ;; esac
      ;;
  esac
done </proc/mounts 2>/dev/null)

# Whether a folder lies on a network file system: then it is left alone.
is_far() {
  for mount in $NETWORK; do
    case $1/ in "$mount"/*)
      say "X $1${TAB}lies on the network file system $mount and was left alone"
      return 0
      ;;
    esac
  done
  return 1
}

# Whether one lies in it: then a pattern would look into it.
holds_far() {
  for mount in $NETWORK; do
    case $mount/ in "$1"/*)
      say "X $1${TAB}holds the network file system $mount; patterns in it were left alone"
      return 0
      ;;
    esac
  done
  return 1
}

may_be_listed() {
  [ -d "$1" ] || return 1
  if [ -r "$1" ] && [ -x "$1" ]; then return 0; fi
  say "D $1"
  return 1
}

# Puts a file on the list of those to be sent, by how they are read.
list() {
  case $1 in
    *"$NL"*) say "X ${TAB}a file whose name holds a line break was left out" ;;
    /proc/*/cmdline) printf '%s %s\n' "$COMMAND_LINES" "$1" ;;
    /proc/* | /sys/*) printf '%s %s\n' "$KERNEL" "$1" ;;
    *) printf '%s %s\n' "$PLAIN" "$1" ;;
  esac
}

# Whether there is a file with something in it.
file() {
  [ -e "$1" ] || return 1
  if is_far "${1%/*}"; then return 1; fi
  if [ ! -f "$1" ]; then return 1; fi
  list "$1"
  case $1 in
    /proc/* | /sys/*)
      first=
      IFS= read -r first 2>/dev/null <"$1"
      [ -n "$first" ]
      ;;
    *) [ -s "$1" ] ;;
  esac
}

# Whether there are files with something in them: what a pattern stands for.
files() {
  some=1
  for one; do
    [ -f "$one" ] || continue
    list "$one"
    case $one in
      /proc/* | /sys/*) some=0 ;;
      *) if [ -s "$one" ]; then some=0; fi ;;
    esac
  done
  return $some
}

# The same in all folders below one, of which network file systems are left alone: a folder, then
# conditions of find.
below() {
  from=$1
  shift
  has find || return 1
  if is_far "$from"; then return 1; fi
  far=
  for mount in $NETWORK; do
    case $mount/ in "$from"/*)
      say "X $mount${TAB}is a network file system and was left alone"
      far="$far -path $mount -prune -o"
      ;;
    esac
  done
  case $from/ in
    /proc/* | /sys/*)
      # What its owner may only write, as in /sys/fs/cgroup, says nothing.
      # shellcheck disable=SC2086 # conditions of find
      found=$(find "$from" $far -type f -perm -400 "$@" -print 2>/dev/null)
      [ -n "$found" ] || return 1
      printf '%s\n' "$found" | sed "s/^/$KERNEL /"
      return
      ;;
  esac
  # shellcheck disable=SC2086
  found=$(find "$from" $far '(' -type f -o -type l ')' "$@" -print 2>/dev/null |
    while IFS= read -r one; do
      if [ -f "$one" ]; then printf '%s %s\n' "$PLAIN" "$one"; fi
    done)
  case $LOOKED_IN in
    *"$NL$from$NL"*) ;;
    *)
      LOOKED_IN=$LOOKED_IN$from$NL
      # shellcheck disable=SC2086
      find "$from" $far -type d ! -perm -o=rx -print 2>/dev/null | while IFS= read -r one; do
        if [ ! -r "$one" ] || [ ! -x "$one" ]; then say "D $one"; fi
      done
      ;;
  esac
  [ -n "$found" ] || return 1
  printf '%s\n' "$found"
}

# Runs a command; whether it ended well and said something.
show() {
  number=$1
  shift
  has "$1" || return 1
  say "C $number"
  how=$({
    {
      $T "$@" 3>&-
      printf '=%s s %s\n' "$N" "$?" >&2
    } | {
      if IFS= read -r first; then
        printf '%s\n' "$first" >&3
        printf '=%s full\n' "$N" >&2
        head -c "$CAP" >&3
      elif [ -n "$first" ]; then
        printf '%s' "$first" >&3
        printf '=%s full\n' "$N" >&2
      fi
    }
  } 2>&1)
  say R
  printf '%s\n' "$how" >&3
  case $how in *"=$N s 0"*) ;; *) return 1 ;; esac
  case $how in *"=$N full"*) return 0 ;; esac
  return 1
}

# Whether a wish for logs is answered, of which some lines are enough.
some_lines() {
  PLAIN=l
  "$@"
  some=$?
  PLAIN=p
  return $some
}

# Files that are listed as logs and also as others are wanted whole.
whole_first() {
  if [ -z "$SIFTS" ]; then
    sed 's/^l /p /' | sort -u
    return
  fi
  awk '
    { path = substr($0, 3) }
    /^l / { logs[path] = 1; next }
    /^p / { plain[path] = 1 }
    { print }
    END { for (path in logs) if (!(path in plain)) print "l " path }' | sort -u
}

# What is wanted under a number, once: remembered in m1, m2, …
want() {
  eval "known=\${m$1-}"
  if [ -z "$known" ]; then
    "n$1"
    known=$?
    eval "m$1=$known"
  fi
  return "$known"
}

# All of one reading; whether any of it answers.
reading() {
  answers=1
  for number_wanted; do
    if want "$number_wanted"; then answers=0; fi
  done
  return $answers
}

# Says why a file can't be read.
unread() {
  if [ -e "$1" ]; then
    why=$({ : <"$1"; } 2>&1)
    say "U $1$TAB${why##*: }"
  else
    say "V $1"
  fi
}

# Files that the kernel makes up have no size beforehand: one awk reads them all. Some awks end where
# a file can't be read to its end, as when its process has gone; so each tells the number of the file
# in hand, and another goes on behind it.
send_kernel() {
  kernel=$(sed -n 's/^k //p')
  from=1
  while [ -n "$kernel" ]; do
    told=$({
      printf '%s\n' "$N"
      printf '%s\n' "$kernel" | tail -n "+$from"
    } | awk '
      NR == 1 { n = $0; next }
      {
        file = $0
        printf "@%d\n", NR - 1 >"/dev/stderr"
        printf "\n%s K %s\n", n, file
        fflush()
        some = 0
        while ((status = (getline line < file)) > 0) {
          if (some) printf "\n"
          printf "%s", line
          some = 1
        }
        close(file)
        if (status < 0) printf "!%s\n", file >"/dev/stderr"
        else if (some && file !~ /\/cmdline$/) printf "\n"
      }
      END { print "@end" >"/dev/stderr" }' 2>&1 >&3)
    printf '%s\n' "$told" | sed -n 's/^!//p' | while IFS= read -r one; do unread "$one"; done
    at=$(printf '%s\n' "$told" | sed -n 's/^@//p' | tail -n 1)
    case $at in '' | *[!0-9]*) return 0 ;; esac
    from=$((from + at))
    unread "$(printf '%s\n' "$kernel" | sed -n "$((from - 1))p")"
  done
}

send_one_by_one() {
  sed -n 's/^c //p' | while IFS= read -r one; do
    if [ -r "$one" ]; then
      say "K $one"
      cat <"$one" >&3 2>/dev/null
    else
      unread "$one"
    fi
  done
}

is_old() { [ "$2" -lt "$SINCE" ] && case $1 in /var/log/*) true ;; *) false ;; esac; }

send_large() {
  say "G $1 $2 $3"
  if [ "$1" -le "$CAP" ]; then
    head -c "$1" <"$3" >&3
  else
    tail -c "$CAP" <"$3" >&3
  fi
}

# Whether it is text that can be looked through: not packed, not in units of two bytes.
is_text() { [ "$(head -c 65536 <"$1" | tr -d '\000' | wc -c)" -eq "$(head -c 65536 <"$1" | wc -c)" ]; }

# Of a large log the lines that are looked for, and what tells who writes there and when: its first
# thousand lines, one in 64 KiB, the first of each of some thousand programs, the last.
send_sifted() {
  say "S $1 $2 $3"
  how=$({
    {
      sift <"$3" 3>&-
      printf '=%s s %s\n' "$N" "$?" >&2
    } | head -c "$CAP" >&3
  } 2>&1)
  say W
  LC_ALL=C awk '
    {
      bytes += length($0) + 1
      if ($3 ~ /^[0-9][0-9]:[0-9][0-9]:/) who = $4 " " $5
      else who = $2 " " $3
      sub(/[[(:].*/, "", who)
    }
    NR <= 1000 || next_at <= bytes || (programs < 5000 && !(who in known)) {
      if (!(who in known)) {
        known[who] = 1
        programs++
      }
      printf "%d:%s\n", NR, substr($0, 1, 65536)
      next_at = bytes + 65536
      shown = NR
    }
    END { if (shown < NR) printf "%d:%s\n", NR, substr($0, 1, 65536) }' <"$3" >&3 2>/dev/null
  say R
  printf '%s\n' "$how" >&3
}

# Size, time and path of each.
measure() {
  if has stat; then
    stat -L -c '%s %Y %n' -- "$@" 2>/dev/null
  else
    for one; do printf '%s 0 %s\n' "$(wc -c <"$one")" "$one"; done
  fi
}

send_some() {
  [ $# -gt 0 ] || return 0
  measure "$@" | {
    set --
    listed=
    while IFS=' ' read -r size time one; do
      if is_old "$one" "$time"; then
        say "X $one${TAB}was left out: it has not changed since the time that was asked for"
      elif has tar && [ "$size" -le "$SMALL" ]; then
        listed="$listed$size $time $one$NL"
        set -- "$@" "${one#/}"
      elif [ "$kind" = l ] && [ "$size" -le "$SIFT_MAX" ] && is_text "$one"; then
        send_sifted "$size" "$time" "$one"
      elif [ "$size" -le "$CAP" ]; then
        send_large "$size" "$time" "$one"
      else
        case $one in
          /var/log/*) send_large "$size" "$time" "$one" ;;
          *) say "X $one${TAB}was left out: its $size bytes are more than $CAP" ;;
        esac
      fi
    done
    if [ $# -gt 0 ]; then
      say L
      printf '%s' "$listed" >&3
      say T
      how=$(tar -C / -chf - -- "$@" 2>&1 >&3)
      say R
      printf '%s\n' "$how" >&3
    fi
  }
}

# Plain files of one kind, p or l.
send_plain() {
  kind=$1
  sed -n "s/^$kind //p" | {
    set --
    while IFS= read -r one; do
      if [ ! -r "$one" ]; then
        unread "$one"
        continue
      fi
      set -- "$@" "$one"
      if [ $# -ge 500 ]; then
        send_some "$@"
        set --
      fi
    done
    send_some "$@"
  }
}

say "B $(id -u 2>/dev/null)"
zone=$(readlink /etc/localtime 2>/dev/null)
if [ -n "$zone" ]; then say "Z $zone"; fi
