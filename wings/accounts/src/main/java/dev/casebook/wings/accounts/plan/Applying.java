package dev.casebook.wings.accounts.plan;

import dev.casebook.changes.Refusal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Makes a plan's changes, one after the other. What is done already is left as it is, so that a
/// plan that was broken off, by whatever, goes on where it was when it is applied again.
///
/// Parts of a target are changed beside each other, and none waits for another: what one refuses,
/// or where it can't be reached, is told and keeps nothing from the others.
public final class Applying {

  /// As many connections as a jump host carries.
  private static final int BESIDE_MAX = 16;

  private final Plan plan;
  private final Target target;
  private final Ownership ownership;
  private final InstantSource clock;
  private Observed observed = Observed.of(List.of(), List.of());

  public Applying(Plan plan, Target target, Ownership ownership, InstantSource clock) {
    this.plan = plan;
    this.target = target;
    this.ownership = ownership;
    this.clock = clock;
  }

  /// Hears of each change before it is made; where it can't, the change is not made.
  public interface Witness {
    void hear(Change change) throws IOException;
  }

  /// @param made changes that were made now
  /// @param found how many were made before
  /// @param failed parts that are not, or not for sure, as planned, and why
  public record Outcome(List<Change> made, int found, SortedMap<String, String> failed) {
    public Outcome {
      made = List.copyOf(made);
      failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }
  }

  /// Reads what the plan is about and holds the plan against it.
  ///
  /// @throws Refusal where the target is not as the plan saw it
  public void check() throws IOException, Refusal {
    observed = target.read(plan.ends().keySet());
    for (var change : plan.changes()) {
      if (isRead(change.key())) {
        hold(change);
      }
    }
    if (!plan.restIsAsItWas(observed, target)) {
      throw new Refusal("the target was changed since the plan was made: make it anew");
    }
  }

  private boolean isRead(Key key) {
    return !observed.unread().containsKey(target.part(key));
  }

  private void hold(Change change) throws Refusal {
    var progress = change.in(observed.find(change.key()));
    if (change.phase() != Change.Phase.CREATE
        && progress != Change.Progress.DONE
        && !ownership.owns(change.key())) {
      throw new Refusal(change.key() + " is not ours: the plan is not of this state folder");
    }
    if (progress == Change.Progress.MOVED) {
      throw new Refusal(change.key() + " was changed since the plan was made: make it anew");
    }
  }

  /// To be called after [#check].
  ///
  /// @throws Refusal where a target of one part is not as the plan saw it; what was made before it
  ///   stays
  /// @throws IOException where it is not known whether the last change was made: apply again
  public Outcome apply(Witness witness) throws IOException, Refusal {
    own();
    var byPart = new LinkedHashMap<String, List<Change>>();
    int found = 0;
    for (var change : plan.changes()) {
      if (!isRead(change.key())) {
        continue;
      }
      if (change.in(observed.find(change.key())) == Change.Progress.DONE) {
        found++;
        gone(change);
      } else {
        byPart.computeIfAbsent(target.part(change.key()), _ -> new ArrayList<>()).add(change);
      }
    }
    var failed = new TreeMap<>(observed.unread());
    var made = made(byPart, witness, failed);
    for (var key : plan.leaving()) {
      if (!failed.containsKey(target.part(key))) {
        ownership.disabled(clock.instant(), key);
      }
    }
    ownership.flush();
    return new Outcome(made, found, failed);
  }

  private void own() throws IOException {
    for (var key : plan.claimed()) {
      if (isRead(key)) {
        ownership.own(clock.instant(), key);
      }
    }
    for (var change : plan.changes()) {
      if (change.phase() == Change.Phase.CREATE && isRead(change.key())) {
        ownership.own(clock.instant(), change.key());
      }
    }
    ownership.flush();
  }

  private List<Change> made(
      SequencedMap<String, List<Change>> byPart, Witness witness, SortedMap<String, String> failed)
      throws IOException, Refusal {
    var whole = byPart.remove("");
    var made = new ArrayList<Change>();
    if (whole != null) {
      made.addAll(oneByOne(whole, witness));
    }
    for (var changes : byPart.values()) {
      for (var change : changes) {
        witness.hear(change);
      }
    }
    try (var workers = Executors.newFixedThreadPool(BESIDE_MAX, Thread.ofVirtual().factory())) {
      var running = new LinkedHashMap<String, Future<Integer>>();
      byPart.forEach((part, changes) -> running.put(part, started(workers, changes)));
      for (var one : byPart.entrySet()) {
        var failure = failure(Objects.requireNonNull(running.get(one.getKey())));
        if (failure.isEmpty()) {
          made.addAll(one.getValue());
          for (var change : one.getValue()) {
            gone(change);
          }
        } else {
          failed.put(one.getKey(), failure);
        }
      }
    }
    return made;
  }

  private Future<Integer> started(ExecutorService workers, List<Change> changes) {
    Callable<Integer> making =
        () -> {
          target.make(changes);
          return changes.size();
        };
    return workers.submit(making);
  }

  /// Why changes were not made; empty if they were.
  private static String failure(Future<Integer> running) throws IOException {
    try {
      running.get();
      return "";
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case Refusal refusal -> refusal.reason();
        case IOException lost -> String.valueOf(lost.getMessage());
        case null, default -> throw new IllegalStateException(e);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: apply again", e);
    }
  }

  private List<Change> oneByOne(List<Change> changes, Witness witness) throws IOException, Refusal {
    for (var change : changes) {
      witness.hear(change);
      target.make(change);
      gone(change);
    }
    return changes;
  }

  private void gone(Change change) throws IOException {
    if (change.phase() == Change.Phase.DELETE) {
      ownership.gone(clock.instant(), change.key());
    }
  }
}
