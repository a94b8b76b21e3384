package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// An artifact as text, read whole within a cap, with what stands beside it in its snapshot.
///
/// Logs are not read this way; everything that tables hold is small on a healthy host.
public final class Text {

  /// `ps` of 100,000 processes has 20 MB; more than this is not a table's artifact.
  public static final int BYTES_MAX = 64 * 1024 * 1024;

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
      return new Intake(artifact.size()).read(in).text(around, artifact);
    }
  }

  /// An artifact's bytes while they are read, in one array that grows to the cap and no further.
  private static final class Intake {
    private static final int BYTES_MIN = 64 * 1024;

    private byte[] bytes;
    private int length;
    private boolean truncated;
    private String damage = "";

    Intake(long expected) {
      bytes = new byte[Math.clamp(expected + 1, BYTES_MIN, BYTES_MAX)];
    }

    /// What breaks the reading off after some bytes is kept in mind.
    Intake read(InputStream in) throws IOException {
      try {
        while (fill(in)) {
          bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, BYTES_MAX));
        }
        // Whether a byte follows tells a cut from an end.
        truncated = length == BYTES_MAX && in.read() >= 0;
      } catch (IOException e) {
        if (length == 0) {
          throw e;
        }
        damage = String.valueOf(e.getMessage());
      }
      return this;
    }

    /// Whether there is more to read into a larger array.
    private boolean fill(InputStream in) throws IOException {
      while (length < bytes.length) {
        int n = in.read(bytes, length, bytes.length - length);
        if (n < 0) {
          return false;
        }
        length += n;
      }
      return length < BYTES_MAX;
    }

    Text text(Surroundings around, Artifact artifact) {
      byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      return new Text(around, artifact, whole, truncated, damage);
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

  public Lines lines() {
    return new Lines(bytes);
  }

  /// Whether a shell or program said that it can't tell, instead of its output; then the artifact
  /// is not evidence of emptiness. A file is taken at its word.
  boolean isRefusal() {
    return artifact.name() instanceof ArtifactName.Command && Refusal.isAll(bytes.length, lines());
  }
}
