# What Casebook runs on a host whose packets it captures: POSIX sh, which needs nothing there but tcpdump.
# It writes nothing on the host. Standard output is the capture, as tcpdump -w writes it, after one line;
# standard error is what tcpdump says, and lines of ours.
#
# Set before: N, a word that nobody on the host knows; INTERFACE; SNAPLEN; BUFFER, KiB for the kernel, or
# nothing; MODE, "-p" or nothing.
#
# It says first on standard output, by tabs parted: B, the host's name, its system, SSH_CONNECTION of this
# login. Then it reads two lines: what to capture, and what to wait for (or nothing), both as tcpdump has
# filters. From then on each line is a beat, and "s" one that asks for the counters; without a beat for
# half a minute, or when its input ends, tcpdump is ended. On standard error it says last: N E status.
trap '' INT

# sudo takes SSH_CONNECTION out of the environment; those that it was started by still have it.
connection() {
  if [ -n "${SSH_CONNECTION:-}" ]; then
    printf '%s' "$SSH_CONNECTION"
    return
  fi
  process=$PPID
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    [ "${process:-0}" -gt 1 ] || return 0
    found=$(tr '\0' '\n' 2>/dev/null <"/proc/$process/environ" | sed -n 's/^SSH_CONNECTION=//p')
    if [ -n "$found" ]; then
      printf '%s' "$found"
      return
    fi
    process=$(sed 's/.*) [A-Za-z] \([0-9]*\) .*/\1/' 2>/dev/null <"/proc/$process/stat")
  done
}

program=$(command -v tcpdump) || program=
printf '\n%s B\t%s\t%s\t%s\n' "$N" "$(uname -n)" "$(uname -sr)" "$(connection 2>/dev/null)"
if [ -z "$program" ]; then
  echo "$N M" >&2
  exit 127
fi
IFS= read -r filter || exit 0
IFS= read -r awaited || exit 0
exec 3<&0 </dev/null

# Older ones lack some options.
known=$("$program" --help 2>&1)
set -- -n -i "$INTERFACE" -s "$SNAPLEN"
[ -z "$MODE" ] || set -- "$@" "$MODE"
if [ -n "$awaited" ]; then
  "$program" "$@" -d -- "$awaited" >/dev/null || {
    echo "$N E 1" >&2
    exit 1
  }
  case $known in *immediate-mode*) now=--immediate-mode ;; *) now=-n ;; esac
  # Its one line is told by the time that it begins with.
  "$program" "$@" "$now" -l -tt -c 1 -- "$awaited" >&2 2>/dev/null 3<&- &
  waiting=$!
else
  waiting=
fi
# Not in immediate mode, in which the kernel's buffer has a slot as large as the largest packet for each, and
# drops most of a burst. So packets come a second late at most, which is waited for at the end.
[ -z "$BUFFER" ] || set -- "$@" -B "$BUFFER"
case $known in *time-stamp-precision*) set -- "$@" --time-stamp-precision=nano ;; esac
"$program" "$@" -U -w - -- "$filter" 3<&- &
capturing=$!
# Nobody may be left who holds the output when it has ended.
(
  trap 'late=0' USR2
  late=0
  while kill -0 "$capturing"; do
    sleep 1
    late=$((late + 1))
    [ "$late" -lt 30 ] || kill -TERM "$capturing"
  done
) >/dev/null 2>&1 3<&- &
clock=$!
(
  while IFS= read -r beat; do
    kill -USR2 "$clock"
    [ "$beat" != s ] || kill -USR1 "$capturing"
  done
  sleep 1.2 2>/dev/null || sleep 2
  kill -TERM "$capturing"
) <&3 >/dev/null 2>&1 &
listening=$!
exec 3<&- >/dev/null
wait "$capturing"
status=$?
# shellcheck disable=SC2086 # there may be none
kill "$clock" "$listening" $waiting 2>/dev/null
echo "$N E $status" >&2
