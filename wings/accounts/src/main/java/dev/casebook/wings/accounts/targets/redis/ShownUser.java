package dev.casebook.wings.accounts.targets.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// A user as `ACL GETUSER` shows it.
///
/// @param selectors the user's own rights first; a command passes that any of them lets pass
record ShownUser(List<String> flags, List<Selector> selectors) {

  private static final String NOTHING = "-@all";

  ShownUser {
    flags = List.copyOf(flags);
    selectors = List.copyOf(selectors);
  }

  /// @param commands such as `-@all +@read`
  /// @param keys patterns, such as `~orders:*`
  record Selector(String commands, String keys, String channels) {

    private boolean isEmpty() {
      return commands.equals(NOTHING) || commands.isEmpty();
    }

    /// Commands for the keys of one pattern, and nothing taken out again.
    private boolean isPlain() {
      var words = List.of(commands.split(" ", -1));
      return channels.isEmpty()
          && keys.startsWith("~")
          && Commands.isObject(keys.substring(1))
          && words.stream().allMatch(word -> word.startsWith("+") || word.equals(NOTHING));
    }
  }

  boolean isEnabled() {
    return flags.contains("on");
  }

  /// Whether anybody signs in as it.
  boolean isOpen() {
    return isEnabled() && flags.contains("nopass");
  }

  /// Whether it has rights that no grants give: on channels, on several patterns at once, or all
  /// but some.
  boolean isUnlike() {
    return selectors.stream().anyMatch(selector -> !selector.isEmpty() && !selector.isPlain());
  }

  /// Commands and categories by pattern of keys, in upper case.
  SortedMap<String, List<String>> rights() {
    var rights = new TreeMap<String, List<String>>();
    for (var selector : selectors) {
      if (!selector.isEmpty() && selector.isPlain()) {
        var some = rights.computeIfAbsent(selector.keys().substring(1), _ -> new ArrayList<>());
        for (var word : selector.commands().split(" ", -1)) {
          if (word.startsWith("+")) {
            some.add(word.substring(1).toUpperCase(Locale.ROOT));
          }
        }
      }
    }
    return rights;
  }
}
