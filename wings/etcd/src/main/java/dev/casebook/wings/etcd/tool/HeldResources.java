package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.KeySpace;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What resources a file holds, for someone who asked for one that is not there.
public final class HeldResources {

  private static final int NAMED_MAX = 30;

  /// One more tells that there are more, and so may the keys that are of none.
  private static final int KEPT_MAX = NAMED_MAX + 2;

  private HeldResources() {}

  /// Says which there are if no key, live or deleted, is of the resource; empty if one is.
  public static Optional<String> without(EtcdFile file, String resource) {
    var held = new TreeSet<String>();
    var history = file.history();
    var keys = KeySpace.at(history, history.currentRevision(), new DamageLog());
    while (keys.next()) {
      var name = RegistryKey.of(keys.record().keyText()).resource();
      if (ResourceNames.anyMeans(resource, name)) {
        return Optional.empty();
      }
      held.add(name);
      if (held.size() > KEPT_MAX) {
        held.pollLast();
      }
    }
    held.remove("");
    return Optional.of("the file holds no " + resource + (held.isEmpty() ? "" : named(held)));
  }

  private static String named(SortedSet<String> held) {
    return ", but "
        + String.join(", ", held.stream().limit(NAMED_MAX).toList())
        + (held.size() > NAMED_MAX ? " and more" : "");
  }
}
