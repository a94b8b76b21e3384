package dev.casebook.wings.etcd.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.casebook.evidence.Progress;
import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.Ssh;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshTarget;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/// A member's database on a machine that is reached by ssh: `ssh://[user@]host[:port][/path]`,
/// without a path the member that runs there.
///
/// A running etcd is asked for a snapshot by the machine's own curl with etcd's own certificates,
/// which stay there: a file that it writes to can't be copied truly page after page by a shell. A
/// file that nobody writes to, or that nobody wrote to meanwhile, comes as it is. Nothing is
/// written on the machine.
///
/// @param path on the machine; empty for the running member's
public record RemoteMember(SshTarget target, String path) {

  private static final Pattern FORM = Pattern.compile("(?<target>ssh://[^/]+)(?<path>/.*)?");

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /// The most that etcd recommends, in base64 and JSON.
  private static final long BYTES_MAX = 12L << 30;

  /// As often a file is taken again that etcd wrote to meanwhile.
  private static final int TRIES_MAX = 3;

  /// A head holds a path at most.
  private static final int HEAD_MAX = 1 << 16;

  private static final int PIPE_BYTES = 1 << 20;

  private static final String SCRIPT = script();

  /// @param path as it was written; [Path] leaves out the second slash of `ssh://`
  public static Optional<RemoteMember> of(Path path) {
    var text = path.toString().replaceFirst("^ssh:/+", "ssh://");
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var below = Optional.ofNullable(match.group("path")).orElse("");
    return SshTarget.of(match.group("target")).map(target -> new RemoteMember(target, below));
  }

  /// As it was written.
  public String name() {
    return target.name() + path;
  }

  private static String script() {
    try (var in = RemoteMember.class.getResourceAsStream("member.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Copies the database into a file of this machine, which must be there.
  ///
  /// @throws UnreadableFile if it can't be had whole; the message says why and what to do
  public void fetch(Ssh ssh, Path to, Progress progress) throws UnreadableFile {
    for (var tries = 1; ; tries++) {
      try {
        if (isFetched(new SshHost(target, ssh), to, progress)) {
          return;
        }
      } catch (IOException e) {
        throw new UnreadableFile(String.valueOf(e.getMessage()));
      }
      if (tries == TRIES_MAX) {
        throw new UnreadableFile(
            name()
                + ": etcd writes to it faster than it can be copied, and could not be asked for a"
                + " snapshot; look as root there with --sudo, or read what `etcdctl snapshot save`"
                + " makes");
      }
    }
  }

  /// @return false if etcd wrote to the file meanwhile
  private boolean isFetched(SshHost host, Path to, Progress progress)
      throws IOException, UnreadableFile {
    var script =
        "AT=%s FOLDERS=%s SECONDS_MAX=%d\n%s"
            .formatted(
                Host.quoted(path), Host.quoted(MemberFiles.onHost()), DEADLINE.toSeconds(), SCRIPT);
    var in = new PipedInputStream(PIPE_BYTES);
    var taking = new FutureTask<>(() -> Taken.from(in, to));
    try {
      var ended = ran(host, script, in, taking, progress);
      return isWhole(taking.get(), ended.shortcoming(), ended.errors().strip());
    } catch (ExecutionException e) {
      throw new IOException(name() + ": " + Objects.requireNonNull(e.getCause()).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name() + ": interrupted", e);
    }
  }

  private CommandOutput ran(
      SshHost host, String script, PipedInputStream in, Runnable taking, Progress progress)
      throws IOException {
    try (var pipe = new PipedOutputStream(in)) {
      Thread.ofVirtual().start(taking);
      return host.script(script, DEADLINE, BYTES_MAX, new Counted(pipe, progress));
    }
  }

  private boolean isWhole(Taken taken, String shortcoming, String errors) throws UnreadableFile {
    return switch (taken) {
      case Taken.Snapshot(boolean whole, _) when whole -> true;
      case Taken.Snapshot(_, String why) ->
          throw new UnreadableFile(
              name() + ": the snapshot is not whole: " + (why.isEmpty() ? errors : why));
      case Taken.Copy(boolean whole, boolean settled) when whole -> settled;
      case Taken.Copy _ ->
          throw new UnreadableFile(name() + ": was cut" + (errors.isEmpty() ? "" : ": " + errors));
      case Taken.Nothing() ->
          throw new UnreadableFile(name() + ": " + (errors.isEmpty() ? shortcoming : errors));
    };
  }

  /// What came.
  private sealed interface Taken {

    /// @param why it is not whole, as etcd says
    record Snapshot(boolean whole, String why) implements Taken {}

    /// @param settled whether no transaction was finished meanwhile
    record Copy(boolean whole, boolean settled) implements Taken {}

    record Nothing() implements Taken {}

    static Taken from(InputStream in, Path to) throws IOException {
      try (var out = new BufferedOutputStream(Files.newOutputStream(to), PIPE_BYTES)) {
        var head = line(in);
        if (head.startsWith("api ")) {
          return snapshot(in, out);
        }
        if (!head.matches("file \\d{1,15} .*")) {
          return new Nothing();
        }
        long size = Long.parseLong(head.split(" ", 3)[1]);
        boolean whole = copied(in, out, size);
        line(in);
        return new Copy(whole, line(in).equals("settled"));
      } finally {
        // Who writes would be told that the pipe is closed, and not why.
        in.transferTo(OutputStream.nullOutputStream());
      }
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      for (int b = in.read(); b >= 0 && b != '\n' && line.length() < HEAD_MAX; b = in.read()) {
        line.append((char) b);
      }
      return line.toString();
    }

    private static boolean copied(InputStream in, OutputStream out, long size) throws IOException {
      byte[] buffer = new byte[1 << 16];
      long left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return false;
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      return true;
    }

    /// One object for each piece: `{"result":{"remaining_bytes":"32768","blob":"…"}}`, the last
    /// without `remaining_bytes` (grpc-gateway leaves out what is 0).
    private static Taken snapshot(InputStream in, OutputStream out) throws IOException {
      boolean hasMore = true;
      var why = "";
      try (var json = JsonFactory.builder().build().createParser(in)) {
        json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        while (json.nextToken() != null) {
          if (json.currentToken() == JsonToken.START_OBJECT
              && json.getParsingContext().getParent().inRoot()) {
            hasMore = false;
          }
          if (json.currentToken() != JsonToken.FIELD_NAME) {
            continue;
          }
          switch (json.currentName()) {
            case "blob" -> {
              json.nextToken();
              json.readBinaryValue(out);
            }
            case "remaining_bytes" -> hasMore |= !json.nextTextValue().equals("0");
            case "message" -> why = json.nextTextValue();
            default -> {
              // the header
            }
          }
        }
      }
      return new Snapshot(!hasMore && why.isEmpty(), why);
    }
  }

  /// Tells how much has come.
  private final class Counted extends FilterOutputStream {
    private final Progress progress;
    private long bytes;

    Counted(OutputStream to, Progress progress) {
      super(to);
      this.progress = progress;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      bytes += length;
      progress.at("fetching " + name(), bytes, 0);
    }
  }
}
