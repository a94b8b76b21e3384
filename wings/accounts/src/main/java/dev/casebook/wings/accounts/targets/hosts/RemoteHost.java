package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.ChangeState;
import dev.casebook.changes.HostLock;
import dev.casebook.changes.Journal;
import dev.casebook.changes.Refusal;
import dev.casebook.hosts.Host;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Change.Progress;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// One host: its files read at once, and changed by one change of its journal, which the host takes
/// back by itself where nobody comes in anew.
final class RemoteHost {

  /// What the journal calls whoever changes a host, where remedies say their note.
  private static final String NOTE = "accounts";

  private static final Duration READ_MAX = Duration.ofSeconds(60);
  private static final long BYTES_MAX = 64L << 20;

  /// A step is a dozen writes that wait for the disk.
  private static final int STEP_SECONDS = 2;

  private static final int LOGIN_SECONDS = 60;

  private final String name;
  private final Host host;
  private final Host anew;

  /// @param anew the same, never by a connection that is open already
  RemoteHost(String name, Host host, Host anew) {
    this.name = name;
    this.host = host;
    this.anew = anew;
  }

  HostFiles read() throws IOException, Refusal {
    var output = new ByteArrayOutputStream();
    var end = host.script(HostFiles.SCRIPT, READ_MAX, BYTES_MAX, output);
    var read = HostFiles.of(name, output.toString(StandardCharsets.US_ASCII));
    if (!end.shortcoming().isEmpty() || read.isEmpty()) {
      throw new Refusal(
          "its files could not be read: "
              + (end.errors().isBlank() ? end.shortcoming() : end.errors().strip()));
    }
    return read.get();
  }

  /// Brings what was broken off, by a power cut or whatever, to an end before the host does: what
  /// was made whole stays, since we came in after it, and else it is taken back.
  void settle() throws IOException, Refusal {
    locked(journal -> {
      for (var entry : journal.list()) {
        if (entry.note().equals(NOTE) && entry.state().isUnfinished()) {
          if (isWhole(journal, entry.id()) && confirms(entry.id())) {
            journal.end(entry.id(), ChangeState.PROVEN);
          } else {
            takeBack(journal, entry.id());
          }
        }
      }
    });
  }

  private static boolean isWhole(Journal journal, String id) throws IOException, Refusal {
    return journal.steps(id).stream().allMatch(step -> step.state().equals("made"));
  }

  /// False where it is too late for that.
  private boolean confirms(String id) throws IOException {
    try {
      new Journal(anew, Journal.FOLDER).confirm(id);
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private void takeBack(Journal journal, String id) throws IOException, Refusal {
    var ending = journal.restore(id, false, new ByteArrayOutputStream());
    if (!ending.isDone()) {
      throw new Refusal(
          "change %s was broken off and can't be taken back: %s %s; casebook fix undo %s ssh://%s"
              .formatted(id, ending.reason(), String.join(", ", ending.overtaken()), id, name));
    }
  }

  /// @throws Refusal where it is not as a change wants it, or does not take it; nothing is changed
  ///   then
  void make(List<Change> changes) throws IOException, Refusal {
    locked(journal -> {
      var before = read();
      if (!before.unfinished().isEmpty()) {
        throw new Refusal("somebody else changes it: apply again");
      }
      make(journal, before, after(before, changes));
    });
  }

  private interface Work {
    void with(Journal journal) throws IOException, Refusal;
  }

  private void locked(Work work) throws IOException, Refusal {
    var journal = new Journal(host, Journal.FOLDER);
    try (var _ = HostLock.take(journal, () -> {})) {
      work.with(journal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before anything was changed", e);
    }
  }

  /// Texts by path, those that give before those that only take.
  private static Steps after(HostFiles before, List<Change> changes) throws Refusal {
    SortedMap<Key, Item> items = new TreeMap<>();
    before.items().forEach(item -> items.put(item.key(), item));
    var steps = new Steps(before);
    for (var change : changes) {
      var key = change.key();
      if (!before.canKeep(key)) {
        throw new Refusal(HostFiles.path(key) + " is not casebook's any more: make the plan anew");
      }
      var now = Optional.ofNullable(items.get(key));
      if (change.in(now) == Progress.MOVED) {
        throw new Refusal(key + " was changed since the plan was made: make it anew");
      }
      change.after(now).ifPresentOrElse(item -> items.put(key, item), () -> items.remove(key));
      steps.add(key, change.phase().isRemoval());
    }
    steps.write(items);
    return steps;
  }

  private void make(Journal journal, HostFiles before, Steps steps) throws IOException, Refusal {
    if (steps.all().isEmpty()) {
      return;
    }
    var id =
        "%s-accounts-%s".formatted(before.time(), UUID.randomUUID().toString().substring(0, 8));
    journal.open(
        new dev.casebook.changes.Change(id, NOTE, steps.subject(), List.of(), steps.all()));
    journal.arm(id, Duration.ofSeconds(LOGIN_SECONDS + STEP_SECONDS * steps.all().size()));
    var said = new ByteArrayOutputStream();
    var ending = journal.applyAll(id, said);
    if (!ending.isDone()) {
      var why = (ending.reason() + " " + said.toString(StandardCharsets.UTF_8).strip()).strip();
      takeBack(journal, id);
      throw new Refusal(why);
    }
    try {
      new Journal(anew, Journal.FOLDER).confirm(id);
    } catch (IOException | Refusal e) {
      throw new IOException(
          "nobody comes in any more since it was changed, and it takes the change back by itself: "
              + (e instanceof Refusal refusal ? refusal.reason() : e.getMessage()),
          e);
    }
    journal.end(id, ChangeState.PROVEN);
  }
}
