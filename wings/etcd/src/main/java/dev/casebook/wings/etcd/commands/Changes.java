package dev.casebook.wings.etcd.commands;

import dev.casebook.wings.etcd.tool.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes of fields as programs read them.
final class Changes {

  private Changes() {}

  /// One map for each: `path`, `change`, and `before` and `after` where there is such a value.
  static List<Map<String, @Nullable Object>> trees(List<FieldChange> changes) {
    var trees = new ArrayList<Map<String, @Nullable Object>>();
    for (var change : changes) {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      tree.put("path", change.path());
      tree.put("change", change.kind().name().toLowerCase(Locale.ROOT));
      if (change.kind() != FieldChange.Kind.ADDED) {
        tree.put("before", change.before());
      }
      if (change.kind() != FieldChange.Kind.REMOVED) {
        tree.put("after", change.after());
      }
      trees.add(tree);
    }
    return trees;
  }
}
