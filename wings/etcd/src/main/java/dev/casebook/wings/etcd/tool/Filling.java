package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Structure;
import dev.casebook.wings.etcd.kubernetes.ObjectHead;
import dev.casebook.wings.etcd.store.Analysis;
import dev.casebook.wings.etcd.store.KeySpace;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Store;
import dev.casebook.wings.etcd.store.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What fills a member's file: the history by whom and what it belongs to, and the pages.
///
/// @param fileBytes the file's size
/// @param pages what the pages hold; empty if no meta page leads to them
/// @param resources by bytes, the greatest first, as the others are; the name is empty for keys
///   that are not of the API server's form
/// @param misnamed live objects whose name or namespace contradicts their key; the first of them
///   are in `firstMisnamed`
/// @param namespaces the name is empty for keys outside of any
public record Filling(
    long fileBytes,
    Optional<Structure> pages,
    Analysis history,
    List<Share> resources,
    List<Share> namespaces,
    List<ManagerShare> managers,
    long misnamed,
    List<Misnamed> firstMisnamed) {

  /// An object whose own name or namespace is not that of its key: the API server shows the one,
  /// and finds it under the other.
  public record Misnamed(String key, String namespace, String name) {}

  private static final int MISNAMED_KEPT = 10;

  /// What the keys of one resource or namespace take.
  public record Share(String name, Usage usage) {}

  /// A field manager (`managedFields` of live objects).
  ///
  /// @param objects live objects of which it owns fields
  /// @param objectBytes the sizes of these objects' values
  /// @param fieldBytes bytes of the lists of its fields
  public record ManagerShare(String name, long objects, long objectBytes, long fieldBytes) {}

  /// Different names that are told apart; a file with more is forged, and the rest of it is counted
  /// under [#OTHERS].
  private static final int NAMES_MAX = 100_000;

  static final String OTHERS = "(others)";

  public Filling {
    resources = List.copyOf(resources);
    namespaces = List.copyOf(namespaces);
    managers = List.copyOf(managers);
    firstMisnamed = List.copyOf(firstMisnamed);
  }

  /// Reads every record and every page.
  ///
  /// @param depth how many parts of a key make a prefix, see [Analysis]
  /// @param top how long each list may be
  public static Filling of(EtcdFile file, int depth, int top) throws UnreadableFile {
    return file.read((history, tree, damages) ->
        of(file.bytes().byteSize(), history, tree, depth, top, damages));
  }

  private static Filling of(
      long fileBytes,
      RecordSource history,
      Optional<Store> tree,
      int depth,
      int top,
      DamageLog damages) {
    var tally = new Tally();
    // What is wrong with the pages of the history is found by both; the log is not shared by
    // threads.
    var all =
        Both.of(
            () -> Analysis.of(history, history.currentRevision(), depth, top, damages, tally::add),
            () -> tree.map(store -> Structure.check(store.database(), new DamageLog())));
    return new Filling(
        fileBytes,
        all.second(),
        all.first(),
        largest(tally.resources, top),
        largest(tally.namespaces, top),
        tally.largestManagers(top),
        tally.misnamed,
        tally.firstMisnamed);
  }

  private static List<Share> largest(Map<String, Usage> sums, int top) {
    return sums.entrySet().stream()
        .map(sum -> new Share(sum.getKey(), sum.getValue()))
        .sorted(
            Comparator.<Share>comparingLong(share -> share.usage().bytes())
                .reversed()
                .thenComparing(Share::name))
        .limit(top)
        .toList();
  }

  private static final class Tally {

    private final Map<String, Usage> resources = new HashMap<>();
    private final Map<String, Usage> namespaces = new HashMap<>();
    private final Map<String, ManagerShare> managers = new HashMap<>();
    private final ObjectHead head = new ObjectHead();
    private final List<Misnamed> firstMisnamed = new ArrayList<>();
    private long misnamed;

    void add(KeySpace keys, Usage usage) {
      var key = RegistryKey.of(keys.record().keyText());
      merge(resources, key.resource(), usage);
      merge(namespaces, key.namespace(), usage);
      if (keys.isLive() && head.read(keys.record().keyValue().valueBytes())) {
        addManagers(usage.liveValueBytes());
        compareNames(keys.record().keyText(), key);
      }
    }

    private void compareNames(String text, RegistryKey key) {
      if (key.resource().isEmpty() || key.name().isEmpty() || head.name().isEmpty()) {
        return;
      }
      if (!head.name().equals(key.name()) || !head.namespace().equals(key.namespace())) {
        misnamed++;
        if (firstMisnamed.size() < MISNAMED_KEPT) {
          firstMisnamed.add(new Misnamed(text, head.namespace(), head.name()));
        }
      }
    }

    private static void merge(Map<String, Usage> sums, String name, Usage usage) {
      sums.merge(known(sums, name), usage, Usage::plus);
    }

    private static String known(Map<String, ?> sums, String name) {
      return sums.size() < NAMES_MAX || sums.containsKey(name) ? name : OTHERS;
    }

    /// An object counts once for a manager that has several entries in it.
    private void addManagers(long bytes) {
      var counted = new HashSet<String>();
      for (var manager : head.managers()) {
        var name = known(managers, manager.name());
        var isFirst = counted.add(name);
        managers.merge(
            name,
            new ManagerShare(name, isFirst ? 1 : 0, isFirst ? bytes : 0, manager.bytes()),
            Tally::sum);
      }
    }

    private static ManagerShare sum(ManagerShare one, ManagerShare other) {
      return new ManagerShare(
          one.name,
          one.objects + other.objects,
          one.objectBytes + other.objectBytes,
          one.fieldBytes + other.fieldBytes);
    }

    List<ManagerShare> largestManagers(int top) {
      return managers.values().stream()
          .sorted(
              Comparator.comparingLong(ManagerShare::objectBytes)
                  .reversed()
                  .thenComparing(ManagerShare::name))
          .limit(top)
          .toList();
    }
  }
}
