package dev.casebook.wings.accounts.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is to be done to one target, from what was seen when it was made.
///
/// @param target its name in the folder
/// @param folder a digest of the folder that wants it
/// @param made when
/// @param looked how many items of ours the target had
/// @param ends a digest of each part of the target that it is about, as that is once all is done
/// @param changes in the order in which they are made
/// @param claimed items that are as wanted and become ours
/// @param leaving items that are wanted no longer, whose time until they are deleted begins
/// @param remarks what is not done and why, a sentence each
/// @param unread parts that could not be read, and why: nothing is planned for them
public record Plan(
    String target,
    String folder,
    Instant made,
    int looked,
    SortedMap<String, String> ends,
    List<Change> changes,
    List<Key> claimed,
    List<Key> leaving,
    List<String> remarks,
    SortedMap<String, String> unread) {

  public Plan {
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
    changes = List.copyOf(changes);
    claimed = List.copyOf(claimed);
    leaving = List.copyOf(leaving);
    remarks = List.copyOf(remarks);
    unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /// Whether the target is, all of it, as the folder wants it.
  public boolean isFulfilled() {
    return isEmpty() && unread.isEmpty();
  }

  public long count(Change.Phase phase) {
    return changes.stream().filter(change -> change.phase() == phase).count();
  }

  /// How much it takes away: items disabled or deleted, and values taken out of items.
  public int removals() {
    return changes.stream().mapToInt(Change::removals).sum();
  }

  /// Whether what the plan does not change is as it was when the plan was made, where that was
  /// read.
  boolean restIsAsItWas(Observed now, Target target) {
    var parts = new TreeSet<>(ends.keySet());
    changes.forEach(change -> parts.add(target.part(change.key())));
    parts.removeAll(now.unread().keySet());
    var then = new TreeMap<>(ends);
    then.keySet().retainAll(parts);
    return ends(parts, changes, now, target).equals(then);
  }

  /// Digests of parts with all changes done, however many of them are done already.
  static SortedMap<String, String> ends(
      Set<String> parts, List<Change> changes, Observed observed, Target target) {
    var items = new TreeMap<>(observed.items());
    for (var change : changes) {
      change
          .after(Optional.ofNullable(items.get(change.key())))
          .ifPresentOrElse(item -> items.put(change.key(), item), () -> items.remove(change.key()));
    }
    var digests = new TreeMap<String, MessageDigest>();
    parts.forEach(part -> digests.put(part, sha256()));
    for (var item : items.values()) {
      var digest = digests.get(target.part(item.key()));
      if (digest != null) {
        digest.update(PlanFile.line(item).getBytes(StandardCharsets.UTF_8));
      }
    }
    var ends = new TreeMap<String, String>();
    digests.forEach((part, digest) -> ends.put(part, HexFormat.of().formatHex(digest.digest())));
    return ends;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
