# What Casebook runs on a host whose log it watches: POSIX sh. It writes nothing there. Standard output is
# one line of ours and then new lines of the log. It ends when its input does.
#
# Set before: N, a word that nobody on the host knows; LOG, a file, or "journal".
trap '' INT
printf '\n%s B\t\t\t\n' "$N"
exec 3<&0 </dev/null
if [ "$LOG" = journal ]; then
  journalctl -f -n 0 -q 3<&- &
else
  [ -r "$LOG" ] || echo "$LOG can't be read" >&2
  tail -n 0 -F -- "$LOG" 2>/dev/null 3<&- &
fi
following=$!
(
  while IFS= read -r _; do :; done
  kill -TERM "$following"
) <&3 >/dev/null 2>&1 &
listening=$!
exec 3<&- >/dev/null
wait "$following"
kill "$listening" 2>/dev/null
