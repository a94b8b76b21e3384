package dev.casebook.wings.accounts.plan;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

/// Makes plans for one target.
///
/// @param name the target's, in the folder
/// @param folder a digest of the folder that the snapshot was compiled of
/// @param kept how long what is disabled is kept before it is deleted
public record Planning(
    String name,
    String folder,
    Snapshot snapshot,
    Target target,
    Ownership ownership,
    Duration kept) {

  /// What all of the target needs.
  public Plan plan(Instant now) throws IOException, Refusal {
    return plan(now, target.read());
  }

  /// What some parts of it need.
  public Plan plan(Instant now, Set<String> parts) throws IOException, Refusal {
    return plan(now, target.read(parts));
  }

  private Plan plan(Instant now, Observed observed) throws IOException, Refusal {
    var wanted = target.wanted(snapshot, observed, LocalDate.ofInstant(now, ZoneOffset.UTC));
    var found = new Differences(target.sorts(), observed, ownership, now, kept).from(wanted);
    int owned = (int) observed.items().keySet().stream().filter(ownership::owns).count();
    return new Plan(
        name,
        folder,
        now,
        owned,
        Plan.ends(parts(found, observed), found.changes(), observed, target),
        found.changes(),
        found.claimed(),
        found.leaving(),
        found.remarks(),
        observed.unread());
  }

  /// Those that it is about; all where there is nothing to do.
  private Set<String> parts(Differences.Found found, Observed observed) {
    var parts = new TreeSet<String>();
    found.changes().forEach(change -> parts.add(target.part(change.key())));
    found.claimed().forEach(key -> parts.add(target.part(key)));
    found.leaving().forEach(key -> parts.add(target.part(key)));
    if (parts.isEmpty()) {
      observed.items().keySet().forEach(key -> parts.add(target.part(key)));
    }
    return parts;
  }
}
