package dev.casebook.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Follows symbolic links by hand, name by name, inside one tree: an absolute target begins at the
/// folder that stands for the host's root, and `..` stops there, so that no link leads out.
final class LinkWalk {

  /// As the Linux kernel counts (`MAXSYMLINKS`, include/linux/namei.h).
  private static final int LINKS_MAX = 40;

  private final List<String> root;
  private final Function<String, Optional<String>> linkTarget;

  /// @param root the folder where absolute targets begin; empty for the tree's top
  /// @param linkTarget what a link points to, as it was written; empty for what is no link
  LinkWalk(String root, Function<String, Optional<String>> linkTarget) {
    this.root = names(root);
    this.linkTarget = linkTarget;
  }

  /// Where a path leads; empty if it goes round in links.
  Optional<String> follow(String path) {
    Deque<String> ahead = new ArrayDeque<>(names(path));
    var walked = new ArrayList<String>();
    int links = 0;
    while (!ahead.isEmpty()) {
      var name = ahead.pop();
      if (name.equals("..")) {
        up(walked);
        continue;
      }
      walked.add(name);
      var target = linkTarget.apply(String.join("/", walked));
      if (target.isPresent()) {
        if (++links > LINKS_MAX) {
          return Optional.empty();
        }
        walked.removeLast();
        if (target.get().startsWith("/")) {
          walked.clear();
          walked.addAll(root);
        }
        names(target.get()).reversed().forEach(ahead::push);
      }
    }
    return Optional.of(String.join("/", walked));
  }

  private void up(List<String> walked) {
    boolean atRoot = walked.size() == root.size() && walked.equals(root);
    if (!walked.isEmpty() && !atRoot) {
      walked.removeLast();
    }
  }

  private static List<String> names(String path) {
    return java.util.Arrays.stream(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }
}
