package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// An artifact as text, read whole within a cap, with what stands beside it in its snapshot.
///
/// Logs are not read this way; everything that tables hold is small on a healthy host.
public final class Text {

  /// `ps` of 100,000 processes has 20 MB; more than this is no table's artifact.
  public static final int BYTES_MAX = 64 * 1024 * 1024;

  /// No line of a table's artifact is this long; of a longer one its beginning is kept.
  static final int LINE_MAX = 1024 * 1024;

  /// A shell's or program's complaint is shorter than this.
  private static final int REFUSAL_BYTES_MAX = 4096;

  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?i)command not found|no such file or directory|not installed|permission denied"
              + "|operation not permitted|timed out|timeout:|can't be run|cannot open"
              + "|operation failed: |failed to connect to bus|not been booted with systemd");

  private final Surroundings around;
  private final Artifact artifact;
  private final byte[] bytes;
  private final boolean truncated;
  private final String damage;

  private Text(
      Surroundings around, Artifact artifact, byte[] bytes, boolean truncated, String damage) {
    this.damage = damage;
    this.around = around;
    this.artifact = artifact;
    this.bytes = bytes;
    this.truncated = truncated;
  }

  static Text of(Surroundings around, Artifact artifact) throws IOException {
    try (var in = artifact.open()) {
      var kept = new ByteArrayOutputStream();
      var damage = read(in, kept);
      boolean truncated = kept.size() > BYTES_MAX;
      byte[] bytes = kept.toByteArray();
      return new Text(
          around, artifact, truncated ? Arrays.copyOf(bytes, BYTES_MAX) : bytes, truncated, damage);
    }
  }

  /// Reads one byte more than the cap, so that a cut can be told from an end.
  ///
  /// @return what broke the reading off after some bytes, or nothing
  private static String read(InputStream in, ByteArrayOutputStream kept) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0 && kept.size() <= BYTES_MAX; n = in.read(buffer)) {
        kept.write(buffer, 0, n);
      }
      return "";
    } catch (IOException e) {
      if (kept.size() == 0) {
        throw e;
      }
      return String.valueOf(e.getMessage());
    }
  }

  /// What all texts of one reading of a table have in common.
  ///
  /// @param shared what parsers made for each other; see [#shared]
  record Surroundings(Snapshot snapshot, String table, Map<Class<?>, Object> shared) {
    static Surroundings of(Snapshot snapshot, String table) {
      return new Surroundings(snapshot, table, new HashMap<>());
    }
  }

  public Artifact artifact() {
    return artifact;
  }

  /// The host path of a file, the command line of an output.
  public String name() {
    return artifact.name().text();
  }

  /// The last part of the file's path.
  public String fileName() {
    return name().substring(name().lastIndexOf('/') + 1);
  }

  /// The part of a path that stands this many names before its end, 0 being the last.
  public String pathPart(int fromEnd) {
    var parts = name().split("/");
    return fromEnd < parts.length ? parts[parts.length - 1 - fromEnd] : "";
  }

  public byte[] bytes() {
    return bytes;
  }

  public boolean isTruncated() {
    return truncated;
  }

  /// What broke the reading off; empty if nothing did.
  public String damage() {
    return damage;
  }

  public String string() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public HostFacts facts() {
    return around.snapshot.facts();
  }

  /// The first usable artifact of these names in the same snapshot, as text; a table names them in
  /// [Table#completedBy], so that they are kept of an archive.
  public Optional<Text> beside(ArtifactName... names) {
    for (var name : names) {
      for (var other : around.snapshot.find(name)) {
        try {
          var text = of(around, other);
          if (text.bytes.length > 0 && !text.isRefusal()) {
            around.snapshot.ledger().enter(other, around.table, 0, 0, "");
            return Optional.of(text);
          }
        } catch (IOException e) {
          // The next one may be readable.
        }
      }
    }
    return Optional.empty();
  }

  /// A value that the parsers of one reading share, such as names looked up for every process: made
  /// by the first that asks for this type.
  public <T> T shared(Class<T> type, Supplier<T> make) {
    return type.cast(around.shared.computeIfAbsent(type, _ -> make.get()));
  }

  /// The lines, without their ends (`\n`, `\r\n`); an empty last one is left out.
  public List<Line> lines() {
    var lines = new ArrayList<Line>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      lines.add(new Line(start, line(start, end)));
      start = end + 1;
    }
    return lines;
  }

  private String line(int start, int end) {
    int stop = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
    int length = Math.min(stop - start, LINE_MAX);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /// Whether a shell or program said that it can't tell, instead of its output; then the artifact
  /// is no evidence of emptiness. A file is taken at its word.
  boolean isRefusal() {
    return artifact.name() instanceof ArtifactName.Command
        && bytes.length <= REFUSAL_BYTES_MAX
        && lines().size() <= 3
        && REFUSAL.matcher(string()).find();
  }
}
