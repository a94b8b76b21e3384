package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.KeySpace;
import dev.casebook.wings.etcd.store.KeyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The key that somebody means: the key itself, or `pods/web` and a namespace as for kubectl.
public final class NamedKey {

  /// Keys that are offered when several are meant.
  private static final int OFFERED_MAX = 10;

  private NamedKey() {}

  /// Finds the key, live or deleted. One that starts with a slash, or is not of the form
  /// `RESOURCE/NAME`, is taken as it is.
  ///
  /// @throws UnreadableFile if no key is meant or several are, with what to do
  public static String find(EtcdFile file, String words, Optional<String> namespace)
      throws UnreadableFile {
    var slash = words.indexOf('/');
    if (slash <= 0 || slash != words.lastIndexOf('/')) {
      return KeyText.usual(words);
    }
    var selection =
        new KeySelection(
            Optional.empty(),
            Optional.empty(),
            Optional.of(words.substring(0, slash)),
            namespace,
            Optional.of(words.substring(slash + 1)));
    var found = keys(file, words, selection);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw UnreadableFile.without(
          words
              + namespace.map(name -> " in namespace " + name).orElse("")
              + ": no such key, and no deleted one that compaction left");
    }
    throw new UnreadableFile(
        words
            + ": several keys are meant; name the namespace with -n, or one of: "
            + String.join(", ", found));
  }

  private static List<String> keys(EtcdFile file, String words, KeySelection selection) {
    var found = new ArrayList<String>();
    var history = file.history();
    var keys = KeySpace.at(history, history.currentRevision(), new DamageLog());
    while (keys.next() && found.size() < OFFERED_MAX) {
      var key = keys.record().keyText();
      if (key.equals(words)) {
        return List.of(key);
      }
      if (selection.takes(key)) {
        found.add(key);
      }
    }
    return found;
  }
}
