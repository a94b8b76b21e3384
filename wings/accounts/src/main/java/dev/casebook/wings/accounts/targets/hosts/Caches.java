package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.Refusal;
import dev.casebook.hosts.Host;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.TargetSettings.Kind;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.targets.Destination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/// The hosts of a target's row: has SSSD there forget what it keeps of what was changed, and looks
/// whether their programs see the change.
public final class Caches {

  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final long BYTES_MAX = 1 << 20;

  /// SSSD answers for 15 seconds that there is none where there was none (`entry_negative_timeout`
  /// of sssd.conf(5)), whatever it was told to forget.
  private static final String FUNCTIONS =
      """
      PATH=$PATH:/usr/sbin:/sbin LC_ALL=C
      export LC_ALL
      root=
      [ "$(id -u)" = 0 ] || root='sudo -n'
      left=25
      forget() {
        ! command -v sss_cache >/dev/null || why=$($root sss_cache "$@" 2>&1) || case $why in
          *'No cache object matched'* | *'Could not open available domains'*) ;;
          *) printf 'sss_cache %s: %s\\n' "$*" "$why" ;;
        esac
      }
      until_seen() {
        until "$@"; do
          [ "$left" -gt 0 ] || return 1
          left=$((left - 1))
          sleep 1
        done
      }
      is_account() { [ "$(getent passwd "$1" | cut -d: -f1,3,4,6,7)" = "$2" ]; }
      sees_account() {
        until_seen is_account "$1" "$2" || printf 'getent passwd %s is %s, not %s\\n' "$1" \\
          "$(getent passwd "$1" | cut -d: -f1,3,4,6,7 | grep . || echo nothing)" "${2:-nothing}"
      }
      is_member() {
        case " $(id -Gn "$1" 2>/dev/null) " in *" $2 "*) [ "$3" = yes ] ;; *) [ "$3" = no ] ;; esac
      }
      sees_member() {
        until_seen is_member "$1" "$2" "$3" ||
          printf 'id -Gn %s is %s: %s is %s\\n' "$1" "$(id -Gn "$1" 2>&1)" "$2" \\
            "$([ "$3" = yes ] && echo missing || echo still there)"
      }
      is_known() { id -u "$1" >/dev/null 2>&1 || { printf 'it knows no user %s\\n' "$1" && false; }; }
      sees_sudo() {
        is_known "$1" || return 0
        $root sudo -n -l -U "$1" -u "$2" "$3" >/dev/null 2>&1 ||
          printf 'sudo -l -U %s -u %s does not allow %s\\n' "$1" "$2" "$3"
      }
      sees_no_sudo() {
        id -u "$1" >/dev/null 2>&1 || return 0
        ! $root sudo -n -l -U "$1" 2>/dev/null | grep -q 'may run the following' ||
          printf 'sudo allows %s something still, by rules that are not of this target\\n' "$1"
      }
      """;

  /// Who names hosts of a directory means those with SSSD.
  private static final String NEEDED =
      "command -v sss_cache >/dev/null || echo 'has no sss_cache: its caches are as they were'\n";

  private final SortedMap<String, Reach> hosts;
  private final Snapshot snapshot;
  private final Target target;
  private final boolean isOfHosts;

  private Caches(
      SortedMap<String, Reach> hosts, Snapshot snapshot, Target target, boolean isOfHosts) {
    this.hosts = hosts;
    this.snapshot = snapshot;
    this.target = target;
    this.isOfHosts = isOfHosts;
  }

  /// @param target which the row is about
  public static Caches of(Destination destination, Snapshot snapshot, Target target)
      throws Refusal {
    var settings = destination.settings();
    boolean isOfHosts = settings.kind() == Kind.HOSTS;
    var user = isOfHosts ? settings.user() : "";
    return new Caches(Reach.of(destination, snapshot, user), snapshot, target, isOfHosts);
  }

  /// @param changes that were made
  /// @return what is not seen as it should be, by host; nothing where all that was looked at is
  ///   seen
  public SortedMap<String, List<String>> refresh(Collection<Change> changes) {
    var scripts = new TreeMap<String, List<String>>();
    var looking = new TreeSet<String>();
    for (var host : hosts.keySet()) {
      var sights = new Sights(snapshot, target);
      changes.stream()
          .filter(change -> !isOfHosts || target.part(change.key()).equals(host))
          .forEach(sights::add);
      if (!sights.isEmpty()) {
        var script = new ArrayList<>(sights.script());
        if (!isOfHosts) {
          script.addFirst(NEEDED);
        }
        scripts.put(host, script);
        if (sights.areAny()) {
          looking.add(host);
        }
      }
    }
    var said = new ConcurrentSkipListMap<String, List<String>>();
    try (var workers =
        Executors.newFixedThreadPool(Reach.BESIDE_MAX, Thread.ofVirtual().factory())) {
      scripts.forEach((host, script) ->
          workers.execute(
              () -> said.put(host, said(Objects.requireNonNull(hosts.get(host)).host(), script))));
    }
    said.entrySet().removeIf(host -> host.getValue().isEmpty() && !looking.contains(host.getKey()));
    return said;
  }

  /// Lines, none where all is as it should be.
  private static List<String> said(Host host, List<String> script) {
    try {
      var output = new ByteArrayOutputStream();
      var end =
          host.script(FUNCTIONS + String.join("\n", script) + "\n:", TIME_MAX, BYTES_MAX, output);
      var lines = output.toString(StandardCharsets.UTF_8).lines().distinct().toList();
      return end.shortcoming().isEmpty() || !lines.isEmpty()
          ? lines
          : List.of("what it sees could not be asked: " + end.shortcoming());
    } catch (IOException e) {
      return List.of(Objects.requireNonNullElse(e.getMessage(), "it can't be reached"));
    }
  }
}
