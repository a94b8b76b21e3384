package dev.casebook.wings.accounts.plan;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What is to be done to one target, from what was seen when it was made.
///
/// @param target its name in the folder
/// @param folder a digest of the folder that wants it
/// @param made when
/// @param looked how many items of ours the target had
/// @param end a digest of the target as it is once all is done
/// @param changes in the order in which they are made
/// @param claimed items that are as wanted and become ours
/// @param leaving items that are wanted no longer, whose time until they are deleted begins
/// @param remarks what is not done and why, a sentence each
public record Plan(
    String target,
    String folder,
    Instant made,
    int looked,
    String end,
    List<Change> changes,
    List<Key> claimed,
    List<Key> leaving,
    List<String> remarks) {

  public Plan {
    changes = List.copyOf(changes);
    claimed = List.copyOf(claimed);
    leaving = List.copyOf(leaving);
    remarks = List.copyOf(remarks);
  }

  /// @param folder a digest of the folder that the snapshot was compiled of
  /// @param kept how long what is disabled is kept before it is deleted
  public static Plan of(
      String name,
      String folder,
      Snapshot snapshot,
      Target target,
      Ownership ownership,
      Instant now,
      Duration kept)
      throws IOException, Refusal {
    var observed = target.read();
    var wanted = target.wanted(snapshot, observed, LocalDate.ofInstant(now, ZoneOffset.UTC));
    var found = new Differences(target.sorts(), observed, ownership, now, kept).from(wanted);
    int owned = (int) observed.items().keySet().stream().filter(ownership::owns).count();
    return new Plan(
        name,
        folder,
        now,
        owned,
        digest(found.changes(), observed),
        found.changes(),
        found.claimed(),
        found.leaving(),
        found.remarks());
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  public long count(Change.Phase phase) {
    return changes.stream().filter(change -> change.phase() == phase).count();
  }

  /// How much it takes away: items disabled or deleted, and values taken out of items.
  public int removals() {
    return changes.stream().mapToInt(Change::removals).sum();
  }

  /// Whether what the plan does not change is as it was when the plan was made.
  boolean restIsAsItWas(Observed now) {
    return digest(changes, now).equals(end);
  }

  /// Of a target with all changes done, however many of them are done already.
  private static String digest(List<Change> changes, Observed observed) {
    var items = new TreeMap<>(observed.items());
    for (var change : changes) {
      change
          .after(Optional.ofNullable(items.get(change.key())))
          .ifPresentOrElse(item -> items.put(change.key(), item), () -> items.remove(change.key()));
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var item : items.values()) {
        digest.update(PlanFile.line(item).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
