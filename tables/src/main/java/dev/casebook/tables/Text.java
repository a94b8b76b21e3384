package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An artifact as text, read whole within a cap, with what stands beside it in its snapshot.
///
/// Logs are not read this way; everything that tables hold is small on a healthy host.
public final class Text {

  /// `ps` of 100,000 processes has 20 MB; more than this is no table's artifact.
  public static final int BYTES_MAX = 64 * 1024 * 1024;

  /// No line of a table's artifact is this long; of a longer one its beginning is kept.
  static final int LINE_MAX = 1024 * 1024;

  private final Snapshot snapshot;
  private final Artifact artifact;
  private final byte[] bytes;
  private final boolean truncated;

  private Text(Snapshot snapshot, Artifact artifact, byte[] bytes, boolean truncated) {
    this.snapshot = snapshot;
    this.artifact = artifact;
    this.bytes = bytes;
    this.truncated = truncated;
  }

  public static Text of(Snapshot snapshot, Artifact artifact) throws IOException {
    try (var in = artifact.open()) {
      byte[] bytes = in.readNBytes(BYTES_MAX);
      return new Text(snapshot, artifact, bytes, in.read() >= 0);
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

  public String string() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public HostFacts facts() {
    return snapshot.facts();
  }

  /// The first artifact of this name in the same snapshot, as text; empty if it is not there or
  /// can't be read.
  public Optional<Text> beside(ArtifactName name) {
    for (var other : snapshot.find(name)) {
      try {
        return Optional.of(of(snapshot, other));
      } catch (IOException e) {
        // The next one may be readable.
      }
    }
    return Optional.empty();
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

  /// A complaint is a line or two.
  private static final int REFUSAL_MAX = 2048;

  /// Whether a shell or program said that the command is not there, instead of its output; then the
  /// artifact is no evidence of emptiness.
  boolean isRefusal() {
    if (bytes.length > REFUSAL_MAX) {
      return false;
    }
    var lines = lines();
    return lines.size() <= 3
        && lines.stream()
            .map(Line::text)
            .collect(Collectors.joining(" "))
            .matches(
                "(?si).*(command not found|no such file or directory|not installed"
                    + "|permission denied|operation not permitted|timed out|timeout: "
                    + "|can't be run|cannot open|operation failed: ).*");
  }
}
