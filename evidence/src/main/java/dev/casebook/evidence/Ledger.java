package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was read of a snapshot and with what outcome; and the numbers by which rows name the place
/// that they come from.
///
/// An *origin* is one number: the artifact's number in the upper 23 bits, the byte offset of the
/// line in its decompressed bytes in the lower 40. So a row costs eight bytes to cite, and the
/// file, the line number and the text are looked up only for the few rows that are shown.
public final class Ledger {

  /// An offset's bits: 1 TiB in one artifact.
  private static final int OFFSET_BITS = 40;

  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  /// An artifact's bits: what is left beside the sign.
  private static final int ARTIFACTS_MAX = 1 << 23;

  private final List<Artifact> artifacts = new ArrayList<>();
  private final Map<Artifact, Integer> numbers = new HashMap<>();
  private final Map<Artifact, SortedMap<String, Account>> accounts = new HashMap<>();
  private final Map<Artifact, Quoting> quotings = new HashMap<>();

  /// The origin of what begins at this offset of an artifact.
  public long origin(Artifact artifact, long offset) {
    return ((long) number(artifact) << OFFSET_BITS) | (offset & OFFSET_MASK);
  }

  /// The place that an origin names; empty for a number that this ledger never gave.
  public Optional<Place> place(long origin) {
    long number = origin >>> OFFSET_BITS;
    if (origin < 0 || number >= artifacts.size()) {
      return Optional.empty();
    }
    return Optional.of(new Place(artifacts.get((int) number), origin & OFFSET_MASK));
  }

  /// Whether two origins lie in the same artifact.
  public static boolean isSameArtifact(long origin, long other) {
    return origin >>> OFFSET_BITS == other >>> OFFSET_BITS;
  }

  /// The number of the artifact in which an origin lies.
  public static long artifactNumber(long origin) {
    return origin >>> OFFSET_BITS;
  }

  /// The same offset in the artifact of another number.
  public static long inArtifact(long number, long origin) {
    return (number << OFFSET_BITS) | (origin & OFFSET_MASK);
  }

  private int number(Artifact artifact) {
    var known = numbers.get(artifact);
    if (known != null) {
      return known;
    }
    if (artifacts.size() == ARTIFACTS_MAX) {
      throw new IllegalStateException("more than " + ARTIFACTS_MAX + " artifacts were read");
    }
    artifacts.add(artifact);
    numbers.put(artifact, artifacts.size() - 1);
    return artifacts.size() - 1;
  }

  /// Notes what reading an artifact for a table came to; several tables may read the same one. Of
  /// two readings for one table the later holds, unless it only looked something up.
  public void enter(Artifact artifact, String table, long rows, long rejected, String reason) {
    var entry = new Account(artifact, table, rows, rejected, reason);
    var byTable = accounts.computeIfAbsent(artifact, _ -> new TreeMap<>());
    if (entry.tells() || !byTable.containsKey(table)) {
      byTable.put(table, entry);
    }
  }

  /// The sum over the tables, in the order of their names whatever was read first.
  public Optional<Account> account(Artifact artifact) {
    return accounts.getOrDefault(artifact, new TreeMap<>()).values().stream().reduce(Account::and);
  }

  /// Every artifact that was read, in the order of its place.
  public List<Account> accounts() {
    return accounts.keySet().stream()
        .sorted(Comparator.comparing(Artifact::place))
        .flatMap(artifact -> account(artifact).stream())
        .toList();
  }

  /// Says how places in an artifact that has no lines are shown.
  public void quoteBy(Artifact artifact, Quoting quoting) {
    quotings.put(artifact, quoting);
  }

  /// How places in this artifact are shown; empty if by line and text.
  public Optional<Quoting> quoting(Artifact artifact) {
    return Optional.ofNullable(quotings.get(artifact));
  }

  /// Tells what stands at an offset of a file.
  public interface Quoting {
    Quote quote(MappedBytes file, long offset);
  }

  /// A place in a file without lines, for people.
  ///
  /// @param position what stands where a line's number would, such as `KEY@REVISION`; empty for the
  ///   file as a whole
  /// @param text what stands there, in short
  public record Quote(String position, String text) {}

  /// @param offset in bytes from the artifact's decompressed beginning
  public record Place(Artifact artifact, long offset) {}

  /// What reading one artifact came to.
  ///
  /// @param tables the tables it was read for, comma-separated
  /// @param rejected lines that were not understood
  /// @param reason why it failed or is partial, or why a line was rejected; empty if all is well
  public record Account(Artifact artifact, String tables, long rows, long rejected, String reason) {

    /// Whether it says more than that the artifact was looked at.
    private boolean tells() {
      return rows > 0 || rejected > 0 || !reason.isEmpty();
    }

    private Account and(Account other) {
      return new Account(
          artifact,
          tables + "," + other.tables,
          rows + other.rows,
          rejected + other.rejected,
          reason.isEmpty() ? other.reason : reason);
    }
  }
}
