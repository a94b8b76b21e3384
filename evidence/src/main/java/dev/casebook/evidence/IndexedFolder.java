package dev.casebook.evidence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lies in one folder of an index, by its last name.
///
/// Of most folders of a large bundle nobody ever asks: what is put into one is only noted, and put
/// in order when it is asked for.
final class IndexedFolder {

  private static final int FIRST_NOTES = 4;

  private final @Nullable IndexedFolder above;
  private final int depth;

  /// What was put, the first `count` of them, as long as there is no map.
  private String[] notedNames = new String[FIRST_NOTES];

  private Node[] notedNodes = new Node[FIRST_NOTES];
  private int count;

  private @Nullable Map<String, Node> nodes;

  /// Their names in order, once they were asked for.
  private @Nullable List<String> names;

  private boolean hasFolders;
  private boolean hasLinks;

  /// @param above the folder that it lies in; null for the top
  IndexedFolder(@Nullable IndexedFolder above) {
    this.above = above;
    depth = above == null ? 0 : above.depth + 1;
  }

  /// How many folders it lies in.
  int depth() {
    return depth;
  }

  /// Whether folders lie in it.
  boolean hasFolders() {
    return hasFolders;
  }

  /// Whether there is a link in it, or below.
  boolean hasLinks() {
    return hasLinks;
  }

  /// The last one put under a name counts.
  void put(String name, Node node) {
    names = null;
    hasFolders |= node instanceof Node.Folder;
    if (nodes == null) {
      note(name, node);
    } else {
      nodes.put(name, node);
    }
    if (isLink(node)) {
      for (var folder = this; folder != null && !folder.hasLinks; folder = folder.above) {
        folder.hasLinks = true;
      }
    }
  }

  private void note(String name, Node node) {
    if (count == notedNames.length) {
      notedNames = Arrays.copyOf(notedNames, 2 * count);
      notedNodes = Arrays.copyOf(notedNodes, 2 * count);
    }
    notedNames[count] = name;
    notedNodes[count++] = node;
  }

  /// Whether it stands for what lies elsewhere: a symbolic link, or a hard one to what was not
  /// kept.
  static boolean isLink(@Nullable Node node) {
    return node instanceof Node.Link
        || (node instanceof Node.NotKept(var member) && !member.isEmpty());
  }

  Map<String, Node> nodes() {
    if (nodes == null) {
      nodes = HashMap.newHashMap(count);
      for (int i = 0; i < count; i++) {
        nodes.put(notedNames[i], notedNodes[i]);
      }
      notedNames = new String[0];
      notedNodes = new Node[0];
    }
    return nodes;
  }

  @Nullable Node at(String name) {
    return nodes().get(name);
  }

  List<String> names() {
    if (names == null) {
      names = nodes().keySet().stream().sorted().toList();
    }
    return names;
  }
}
