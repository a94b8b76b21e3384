package dev.casebook.wings.etcd.tool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.AskedRevision;
import dev.casebook.wings.etcd.store.Comparison;
import dev.casebook.wings.etcd.store.KeyVersion;
import dev.casebook.wings.etcd.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/// Whether the members of a cluster hold the same keys, told from their files.
public final class MemberComparison {

  /// A key on which the files do not agree.
  ///
  /// @param sides what each file has, in the order given
  /// @param aspects what differs: `presence`, `value`, `mod_revision`, `create_revision`,
  ///   `version`, `lease`
  /// @param fields where the objects of the first two files with different values differ; empty if
  ///   the values are not objects
  /// @param odd the one file that differs where all others, two at least, agree
  public record KeyDifference(
      String key,
      List<Optional<KeyVersion>> sides,
      List<String> aspects,
      List<FieldChange> fields,
      OptionalInt odd) {

    public KeyDifference {
      sides = List.copyOf(sides);
      aspects = List.copyOf(aspects);
      fields = List.copyOf(fields);
    }
  }

  private final List<StoredRecord> records;
  private final ObjectReader reader;

  private MemberComparison(List<EtcdFile> files, ObjectReader reader) {
    this.records = files.stream().map(file -> new StoredRecord(file.bytes())).toList();
    this.reader = reader;
  }

  /// The newest revision at which all files can be asked, or the one that is asked for.
  ///
  /// @param asked 0 for the newest common one
  public static long revision(List<EtcdFile> files, long asked) throws UnreadableFile {
    if (asked == 0) {
      var common = Comparison.commonRevision(files.stream().map(EtcdFile::history).toList());
      if (common instanceof AskedRevision.Available(var revision)) {
        return revision;
      }
      throw new UnreadableFile("the files have no revision in common: " + ranges(files));
    }
    for (var file : files) {
      try {
        SelectedKeys.available(file.history(), asked);
      } catch (UnreadableFile e) {
        throw new UnreadableFile(file.name() + ": " + e.getMessage());
      }
    }
    return asked;
  }

  private static String ranges(List<EtcdFile> files) {
    var ranges = new ArrayList<String>();
    for (var file : files) {
      ranges.add(
          "%s has %d to %d"
              .formatted(
                  file.name(),
                  Math.max(1, file.history().compactRevision()),
                  file.history().currentRevision()));
    }
    return String.join(", ", ranges);
  }

  /// Compares the live keys at a revision that [#revision] gave.
  public static Comparison of(
      List<EtcdFile> files,
      long revision,
      ObjectReader reader,
      Consumer<KeyDifference> differences) {
    var comparison = new MemberComparison(files, reader);
    // What is wrong with a file is in its own log.
    return Comparison.of(
        files.stream().map(EtcdFile::history).toList(),
        revision,
        new DamageLog(),
        difference -> differences.accept(comparison.described(difference)));
  }

  private KeyDifference described(Comparison.Difference difference) {
    var sides = difference.sides();
    var present = sides.stream().flatMap(Optional::stream).toList();
    var values = values(sides);
    var different = firstOther(values);
    var aspects = new ArrayList<String>();
    if (present.size() < sides.size()) {
      aspects.add("presence");
    }
    if (different.isPresent()) {
      aspects.add("value");
    }
    aspects.addAll(differingNumbers(present));
    var fields =
        different
            .map(other -> fields(difference.key(), values.getFirst(), other))
            .orElse(List.of());
    return new KeyDifference(difference.key(), sides, aspects, fields, odd(sides));
  }

  private OptionalInt odd(List<Optional<KeyVersion>> sides) {
    var holders = new LinkedHashMap<List<Object>, List<Integer>>();
    for (var i = 0; i < sides.size(); i++) {
      holders.computeIfAbsent(held(i, sides.get(i)), _ -> new ArrayList<>()).add(i);
    }
    var single = holders.values().stream().filter(files -> files.size() == 1).toList();
    return sides.size() > 2 && holders.size() == 2 && single.size() == 1
        ? OptionalInt.of(single.getFirst().getFirst())
        : OptionalInt.empty();
  }

  /// All that is compared, but for the place in the file.
  private List<Object> held(int file, Optional<KeyVersion> side) {
    if (side.isEmpty() || !records.get(file).lookAgainAt(side.get().offset())) {
      return List.of();
    }
    var version = side.get();
    return List.of(
        version.revision(),
        version.createRevision(),
        version.version(),
        version.lease(),
        ByteBuffer.wrap(records.get(file).keyValue().valueBytes().toArray(JAVA_BYTE)));
  }

  private List<byte[]> values(List<Optional<KeyVersion>> sides) {
    var values = new ArrayList<byte[]>();
    for (var i = 0; i < sides.size(); i++) {
      var side = sides.get(i);
      if (side.isPresent() && records.get(i).lookAgainAt(side.get().offset())) {
        values.add(records.get(i).keyValue().valueBytes().toArray(JAVA_BYTE));
      }
    }
    return values;
  }

  private static Optional<byte[]> firstOther(List<byte[]> values) {
    return values.stream().filter(value -> !Arrays.equals(value, values.getFirst())).findFirst();
  }

  private static List<String> differingNumbers(List<KeyVersion> present) {
    var numbers = new LinkedHashMap<String, Function<KeyVersion, Object>>();
    numbers.put("mod_revision", KeyVersion::revision);
    numbers.put("create_revision", KeyVersion::createRevision);
    numbers.put("version", KeyVersion::version);
    numbers.put("lease", KeyVersion::lease);
    return numbers.entrySet().stream()
        .filter(number -> present.stream().map(number.getValue()).distinct().count() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<FieldChange> fields(String key, byte[] one, byte[] other) {
    return reader.read(key, one) instanceof ObjectValue.Whole(var left)
            && reader.read(key, other) instanceof ObjectValue.Whole(var right)
        ? TreeChanges.between(left, right)
        : List.of();
  }
}
