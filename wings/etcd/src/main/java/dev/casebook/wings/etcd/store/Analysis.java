package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyOrder;
import java.util.List;
import java.util.function.BiConsumer;

/// What fills a file: which keys, by their beginnings and one by one.
///
/// What the pages hold is told by [dev.casebook.wings.etcd.bbolt.Structure].
///
/// @param total everything retained up to the revision
/// @param prefixes how many different beginnings there are
/// @param largestPrefixes by bytes, live and dead
/// @param largestValues by the size of the newest value
/// @param largestKeys by bytes of all retained records
/// @param mostRewritten by retained records; what compaction took is seen in [KeyUsage#version]
public record Analysis(
    long revision,
    Usage total,
    long prefixes,
    List<PrefixUsage> largestPrefixes,
    List<KeyUsage> largestValues,
    List<KeyUsage> largestKeys,
    List<KeyUsage> mostRewritten) {

  public Analysis {
    largestPrefixes = List.copyOf(largestPrefixes);
    largestValues = List.copyOf(largestValues);
    largestKeys = List.copyOf(largestKeys);
    mostRewritten = List.copyOf(mostRewritten);
  }

  /// Reads every record up to the revision.
  ///
  /// @param depth how many parts of a key make its beginning: 2 turns `/registry/pods/ns/name` into
  ///   `/registry/pods/`
  /// @param top how long each list may be
  public static Analysis of(
      RecordSource source, long revision, int depth, int top, DamageLog damages) {
    return of(source, revision, depth, top, damages, (keys, usage) -> {});
  }

  /// The same, for who adds up keys in another way as well.
  ///
  /// @param each is given the walk at every key, deleted ones too, and what the key takes
  public static Analysis of(
      RecordSource source,
      long revision,
      int depth,
      int top,
      DamageLog damages,
      BiConsumer<KeySpace, Usage> each) {
    var keys = KeySpace.counted(source, revision, damages);
    return new Tally(keys, depth, top, each).analysis(revision);
  }

  /// Adds up keys as they come. They come in order, so the keys of a beginning come together, and
  /// one sum is held at a time.
  private static final class Tally {

    private final KeySpace keys;
    private final FileWindow window;
    private final FileWindow prefixWindow;
    private final int depth;
    private final BiConsumer<KeySpace, Usage> each;
    private final TopList<PrefixUsage> largestPrefixes;
    private final TopList<KeyUsage> largestValues;
    private final TopList<KeyUsage> largestKeys;
    private final TopList<KeyUsage> mostRewritten;
    private Usage total = Usage.NONE;
    private Usage ofPrefix = Usage.NONE;
    private long prefixes;
    private long prefix;
    private int prefixLength = -1;

    Tally(KeySpace keys, int depth, int top, BiConsumer<KeySpace, Usage> each) {
      this.keys = keys;
      this.window = keys.record().keyValue().window();
      this.prefixWindow = new FileWindow(window.file());
      this.depth = depth;
      this.each = each;
      this.largestPrefixes = new TopList<>(top);
      this.largestValues = new TopList<>(top);
      this.largestKeys = new TopList<>(top);
      this.mostRewritten = new TopList<>(top);
    }

    Analysis analysis(long revision) {
      while (keys.next()) {
        var usage = Usage.of(keys);
        add(usage);
        each.accept(keys, usage);
      }
      endPrefix();
      return new Analysis(
          revision,
          total,
          prefixes,
          largestPrefixes.items(),
          largestValues.items(),
          largestKeys.items(),
          mostRewritten.items());
    }

    private void add(Usage usage) {
      var keyValue = keys.record().keyValue();
      var length = prefixLength(keyValue.key(), keyValue.keyLength());
      if (!KeyOrder.same(window, keyValue.key(), length, prefixWindow, prefix, prefixLength)) {
        endPrefix();
        prefix = keyValue.key();
        prefixLength = length;
        ofPrefix = Usage.NONE;
      }
      ofPrefix = ofPrefix.plus(usage);
      total = total.plus(usage);
      largestValues.offer(usage.liveValueBytes(), amount -> KeyUsage.of(keys, usage));
      largestKeys.offer(usage.bytes(), amount -> KeyUsage.of(keys, usage));
      mostRewritten.offer(usage.records(), amount -> KeyUsage.of(keys, usage));
    }

    private void endPrefix() {
      if (prefixLength < 0) {
        return;
      }
      prefixes++;
      largestPrefixes.offer(
          ofPrefix.bytes(),
          amount ->
              new PrefixUsage(
                  KeyText.of(window.file().asSlice(prefix, prefixLength).toArray(JAVA_BYTE)),
                  ofPrefix));
    }

    /// Up to the slash behind part number `depth`; a leading slash is before the first part.
    private int prefixLength(long key, int length) {
      var slashes = depth;
      for (var i = 1; i < length; i++) {
        if (window.octet(key + i) == '/' && --slashes == 0) {
          return i + 1;
        }
      }
      return length;
    }
  }
}
