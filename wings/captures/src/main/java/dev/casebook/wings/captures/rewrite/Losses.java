package dev.casebook.wings.captures.rewrite;

import dev.casebook.wings.captures.format.LinkType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a capture's copy lacks.
final class Losses {

  /// What a person reads of a long list.
  private static final int KINDS_MAX = 20;

  private long frames;
  private long cut;
  private final Map<String, Long> links = new TreeMap<>();
  private final Map<String, Long> dropped = new TreeMap<>();
  private final List<String> damages = new ArrayList<>();

  void frame(boolean isCut, int kept, int linkType) {
    frames++;
    cut += isCut && kept > 0 ? 1 : 0;
    if (!LinkType.isRead(linkType)) {
      count(links, LinkType.name(linkType));
    }
  }

  private static void count(Map<String, Long> kinds, String kind) {
    if (kinds.size() < KINDS_MAX || kinds.containsKey(kind)) {
      kinds.merge(kind, 1L, Long::sum);
    }
  }

  void dropped(String kind) {
    count(dropped, kind);
  }

  void damage(String what) {
    damages.add(what);
  }

  List<String> told() {
    var told = new ArrayList<String>();
    if (cut > 0) {
      told.add(
          "%d of %d frames end where what they carry is not understood".formatted(cut, frames));
    }
    links.forEach((link, count) ->
        told.add("%d frames of %s are empty: it is not understood".formatted(count, link)));
    dropped.forEach((kind, count) -> told.add("%s: %d left out".formatted(kind, count)));
    told.addAll(damages);
    return told;
  }
}
