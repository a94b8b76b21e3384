package dev.casebook.verdicts;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What tells one snapshot from all others of a run: two captures of one host are two snapshots. Of
/// snapshots that were taken together it names all sources and hosts, with commas.
///
/// @param source that holds it, as the user named it; two sources may show the same host
/// @param host that it shows
/// @param root the folder of the source that stands for the host's `/`; empty for its top
/// @param captured when the evidence was taken, or null where it does not tell
/// @param parts the snapshots that were taken together; empty for one alone
public record SnapshotLabel(
    String source, String host, String root, @Nullable Instant captured, List<Part> parts) {

  public SnapshotLabel {
    parts = List.copyOf(parts);
  }

  /// Of one snapshot alone.
  public SnapshotLabel(String source, String host, String root, @Nullable Instant captured) {
    this(source, host, root, captured, List.of());
  }

  /// One of several snapshots that were taken together.
  public record Part(String source, String host, String root, @Nullable Instant captured) {}

  /// Of all these together; of one alone, that one.
  public static SnapshotLabel together(List<SnapshotLabel> all) {
    return all.size() == 1
        ? all.getFirst()
        : new SnapshotLabel(
            joined(all.stream().map(SnapshotLabel::source)),
            joined(all.stream().map(SnapshotLabel::host)),
            "",
            null,
            all.stream()
                .map(one -> new Part(one.source, one.host, one.root, one.captured))
                .toList());
  }

  private static String joined(Stream<String> names) {
    return names.distinct().collect(Collectors.joining(", "));
  }

  /// The hosts that it shows.
  public List<String> hosts() {
    return parts.isEmpty() ? List.of(host) : parts.stream().map(Part::host).distinct().toList();
  }

  /// Of what was said before any evidence was looked at.
  public static final SnapshotLabel NOWHERE = new SnapshotLabel("", "", "", null);

  /// Whether it is made of the evidence of the other one: that snapshot itself, another host that
  /// its logs name, or several together of which it is one.
  boolean isFrom(SnapshotLabel other) {
    if (!parts.isEmpty()) {
      return parts.contains(new Part(other.source, other.host, other.root, other.captured));
    }
    return source.equals(other.source)
        && root.equals(other.root)
        && Objects.equals(captured, other.captured);
  }
}
