package dev.casebook.wings.accounts.plan;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What is done to one item, in one write.
///
/// @param edits by attribute; of an item that is created all that it gets, of one that is deleted
///   all that it had
public record Change(Phase phase, Key key, SortedMap<String, Edit> edits) {

  public Change {
    edits = Collections.unmodifiableSortedMap(new TreeMap<>(edits));
  }

  /// When it is done: what gives comes before what takes, so that nobody is without what they have
  /// before and after.
  public enum Phase {
    CREATE,
    GIVE,
    TAKE,
    DISABLE,
    DELETE;

    public boolean isRemoval() {
      return this == TAKE || this == DISABLE || this == DELETE;
    }
  }

  /// How far a target is with it.
  public enum Progress {
    UNDONE,
    DONE,
    /// somebody else changed what it is about
    MOVED
  }

  /// @param now the item on the target, if it is there
  public Progress in(Optional<Item> now) {
    boolean there = now.isPresent();
    var item = now.orElseGet(() -> new Item(key, Map.of()));
    boolean undone = edits.entrySet().stream().allMatch(edit -> undone(edit, item));
    boolean done = edits.entrySet().stream().allMatch(edit -> done(edit, item));
    return switch (phase) {
      case CREATE -> there ? (done ? Progress.DONE : Progress.MOVED) : Progress.UNDONE;
      case DELETE ->
          there ? (item.equals(before()) ? Progress.UNDONE : Progress.MOVED) : Progress.DONE;
      default -> {
        if (!there) {
          yield Progress.MOVED;
        }
        yield done ? Progress.DONE : undone ? Progress.UNDONE : Progress.MOVED;
      }
    };
  }

  private static boolean done(Map.Entry<String, Edit> edit, Item item) {
    return edit.getValue().isDoneIn(item.values(edit.getKey()));
  }

  private static boolean undone(Map.Entry<String, Edit> edit, Item item) {
    return edit.getValue().isUndoneIn(item.values(edit.getKey()));
  }

  /// The item that a deletion takes away.
  public Item before() {
    var values = new TreeMap<String, SortedSet<String>>();
    edits.forEach((attribute, edit) -> values.put(attribute, edit.taken()));
    return new Item(key, values);
  }

  /// The item that a creation makes.
  public Item after() {
    var values = new TreeMap<String, SortedSet<String>>();
    edits.forEach((attribute, edit) -> values.put(attribute, edit.given()));
    return new Item(key, values);
  }

  /// What the target has of it once this is done; empty for none.
  public Optional<Item> after(Optional<Item> now) {
    if (phase == Phase.DELETE) {
      return Optional.empty();
    }
    var item = now.orElseGet(() -> new Item(key, Map.of()));
    for (var edit : edits.entrySet()) {
      item = item.with(edit.getKey(), edit.getValue().in(item.values(edit.getKey())));
    }
    return Optional.of(item);
  }

  /// How much it takes away: one for an item, and each value that is taken without another in its
  /// place.
  int removals() {
    return switch (phase) {
      case CREATE, GIVE -> 0;
      case DISABLE, DELETE -> 1;
      case TAKE -> edits.values().stream().mapToInt(edit -> edit.taken().size()).sum();
    };
  }

  /// In words, on one line: `give group sre: memberUid + tom`.
  public String words() {
    var words = new StringBuilder(phase.name().toLowerCase(Locale.ROOT)).append(' ').append(key);
    if (phase == Phase.DELETE) {
      return words.toString();
    }
    var before = ": ";
    for (var edit : edits.entrySet()) {
      words.append(before).append(edit.getKey());
      edit.getValue().taken().forEach(value -> words.append(" - ").append(value));
      edit.getValue().given().forEach(value -> words.append(" + ").append(value));
      before = "; ";
    }
    return words.toString();
  }
}
