package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.tables.network.Connection;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The table of another host, as its own conntrack program or `/proc/net/nf_conntrack` tells it,
/// and entries deleted by that program.
public final class RemoteTable {

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /// Some ten million entries.
  private static final long BYTES_MAX = 2L << 30;

  private static final int LINE_BYTES_MAX = 4096;

  private static final String NEITHER =
      "neither conntrack nor a readable /proc/net/nf_conntrack there";

  private final Host host;
  private final String name;
  private final String enter;

  /// @param name of the host, for messages
  /// @param namespace its network namespace: the name or process id, or empty
  public RemoteTable(Host host, String name, Optional<String> namespace) {
    this.host = host;
    this.name = name;
    enter =
        namespace
            .map(one -> "nsenter --net=" + Host.quoted(RemoteTable.file(one)) + " ")
            .orElse("");
  }

  private static String file(String namespace) {
    return namespace.startsWith("/")
        ? namespace
        : namespace.matches("[1-9][0-9]{0,9}")
            ? "/proc/" + namespace + "/ns/net"
            : "/run/netns/" + namespace;
  }

  /// Gives all entries that match, one at a time.
  ///
  /// @return lines that were not understood
  /// @throws IOException where the host, or its table, can't be reached
  public long list(FlowFilter filter, ConnectionTracker.Taker taker) throws IOException {
    var lines = new Lines(filter, taker);
    var script =
        """
        if command -v conntrack >/dev/null 2>&1; then
          %1$sconntrack -L -f ipv4 -o extended,id && %1$sconntrack -L -f ipv6 -o extended,id
        elif [ -r /proc/net/nf_conntrack ]; then
          %1$scat /proc/net/nf_conntrack
        else
          echo '%2$s' >&2
          exit 3
        fi\
        """
            .formatted(enter, NEITHER);
    succeeded(host.script(script, DEADLINE, BYTES_MAX, lines));
    return lines.rejected;
  }

  private void succeeded(CommandOutput ended) throws IOException {
    if (!ended.shortcoming().isEmpty()) {
      throw new IOException(name + ": " + ended.shortcoming() + advice(ended.errors()));
    }
  }

  private static String advice(String errors) {
    return errors.contains("Operation not permitted") || errors.contains("Permission denied")
        ? "; --sudo looks as root there"
        : "";
  }

  /// What came of deleting, by the words of the script below.
  ///
  /// @param failed what the program said of those that it could not delete
  public record Outcome(int deleted, int gone, List<String> failed) {}

  /// Deletes entries one by one, each named by all that its line tells.
  public Outcome delete(List<ExactEntry> entries) throws IOException {
    var script = new StringBuilder();
    script.append(
        """
        command -v conntrack >/dev/null 2>&1 || { echo 'there is no conntrack program there' >&2; exit 3; }
        d() {
          if said=$(%sconntrack -D "$@" 2>&1 >/dev/null); then echo deleted
          else
            case $said in
              *' 0 flow entries have been deleted.') echo gone ;;
              *) printf '%%s\\n' "$said" ;;
            esac
          fi
        }
        """
            .formatted(enter));
    entries.forEach(
        entry -> script.append("d ").append(String.join(" ", entry.options())).append('\n'));
    var output = new ByteArrayOutputStream();
    succeeded(host.script(script + "true", DEADLINE, BYTES_MAX, output));
    var said = output.toString(StandardCharsets.UTF_8).lines().toList();
    return new Outcome(
        (int) said.stream().filter("deleted"::equals).count(),
        (int) said.stream().filter("gone"::equals).count(),
        said.stream().filter(line -> !line.equals("deleted") && !line.equals("gone")).toList());
  }

  /// Splits what comes into lines, and reads each as an entry.
  private static final class Lines extends OutputStream {
    private final FlowFilter filter;
    private final ConnectionTracker.Taker taker;
    private final ConntrackEntry entry = new ConntrackEntry();
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private int length;
    private long rejected;

    Lines(FlowFilter filter, ConnectionTracker.Taker taker) {
      this.filter = filter;
      this.taker = taker;
    }

    @Override
    public void write(int b) throws IOException {
      if (b != '\n') {
        if (length < line.length) {
          line[length++] = (byte) b;
        }
        return;
      }
      var text = new String(line, 0, length, StandardCharsets.UTF_8);
      length = 0;
      if (text.isBlank()) {
        return;
      }
      var told = Connection.ofLine(text).flatMap(RecordedEntry::of);
      if (told.isEmpty()) {
        rejected++;
      } else if (filter.matches(entry.take(told.get()))) {
        taker.take(entry);
      }
    }
  }
}
