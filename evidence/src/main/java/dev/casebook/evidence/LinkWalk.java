package dev.casebook.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Follows symbolic links by hand, name by name, inside one tree: an absolute target begins at the
/// folder that stands for the host's root, and `..` stops there, so that no link leads out.
final class LinkWalk {

  /// As the Linux kernel counts (`MAXSYMLINKS`, include/linux/namei.h).
  private static final int LINKS_MAX = 40;

  private final List<String> root;
  private final Function<String, @Nullable Node> nodeAt;

  /// @param root the folder where absolute targets begin and that nothing leads out of; empty for
  ///   the top
  /// @param nodeAt what lies at a path
  LinkWalk(String root, Function<String, @Nullable Node> nodeAt) {
    this.root = names(root);
    this.nodeAt = nodeAt;
  }

  /// Where a path in the root leads; empty if it goes round in links.
  Optional<String> follow(String path) {
    var names = names(path);
    Deque<String> ahead = new ArrayDeque<>(names.subList(root.size(), names.size()));
    var walked = new ArrayList<>(root);
    int links = 0;
    while (!ahead.isEmpty()) {
      var name = ahead.pop();
      if (name.equals("..")) {
        up(walked);
        continue;
      }
      walked.add(name);
      if (nodeAt.apply(String.join("/", walked)) instanceof Node.Link(var target)) {
        if (++links > LINKS_MAX) {
          return Optional.empty();
        }
        walked.removeLast();
        if (target.startsWith("/")) {
          walked.clear();
          walked.addAll(root);
        }
        names(target).reversed().forEach(ahead::push);
      }
    }
    return Optional.of(String.join("/", walked));
  }

  private void up(List<String> walked) {
    if (walked.size() > root.size()) {
      walked.removeLast();
    }
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }
}
