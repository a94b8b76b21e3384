package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.report.Amount;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.load.FolderStamp;
import dev.casebook.wings.accounts.load.Loaded;
import dev.casebook.wings.accounts.load.Problem;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.PortalSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Has a changed folder served, without an end and a new start of what serves it. All goes over at
/// once or not at all: a folder with a fault that it did not have leaves everything as it was, and
/// so does one of which a part can't be served.
///
/// The folder is looked at again and again, since a file system that another machine writes to
/// tells of no change. It is read once two looks in a row found the same.
final class Reload implements Closeable {

  private static final long PAUSE_MILLIS = 1_000;

  /// How much longer than a look the pause after it is: a large folder is looked at less often.
  private static final long PAUSE_LOOKS = 20;

  /// Something that serves the company.
  interface Part {
    /// Makes all ready that can fail or takes long.
    ///
    /// @return what goes over to the next snapshot
    Runnable prepared(Snapshot next) throws IOException, UserError;
  }

  /// Of no folder: whatever comes next is read.
  private static final FolderStamp NONE = new FolderStamp(List.of());

  private final Console console;
  private final Path folder;
  private final List<Part> parts = new ArrayList<>();
  private Loaded served;
  private FolderStamp taken;
  private FolderStamp seen;
  private String refused = "";
  private Thread looking = new Thread(() -> {});

  /// @param stamp of before the folder was read
  /// @param served as it was read
  Reload(Console console, Path folder, FolderStamp stamp, Loaded served) {
    this.console = console;
    this.folder = folder;
    this.served = served;
    taken = stamp;
    seen = stamp;
  }

  void add(Part part) {
    parts.add(part);
  }

  /// Looks until it is closed.
  Reload begin() {
    looking = Thread.ofPlatform().name("reload").daemon().start(this::look);
    return this;
  }

  private void look() {
    try {
      while (true) {
        long begun = System.nanoTime();
        lookOnce();
        long tookMillis = (System.nanoTime() - begun) / 1_000_000;
        Thread.sleep(Math.max(PAUSE_MILLIS, PAUSE_LOOKS * tookMillis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOnce() {
    try {
      var stamp = FolderStamp.of(folder);
      boolean settled = stamp.equals(seen);
      seen = stamp;
      if (!settled || stamp.equals(taken)) {
        return;
      }
      var loaded = FolderReader.read(folder);
      if (FolderStamp.of(folder).equals(stamp) && isDealtWith(loaded)) {
        taken = stamp;
      }
    } catch (IOException e) {
      taken = NONE;
      refuse("it can't be read: " + Reason.of(e));
    } catch (RuntimeException e) {
      refuse("it can't be read: " + e);
    }
  }

  /// @return whether there is nothing to be tried again with it
  private boolean isDealtWith(Loaded next) {
    if (next.files() == 0) {
      refuse("it holds no *.yaml any more");
      return true;
    }
    if (next.problemCount() > next.problems().size()) {
      refuse("it has %s".formatted(Amount.of(next.problemCount(), "fault")));
      return true;
    }
    if (next.digest().equals(served.digest())) {
      if (!refused.isEmpty()) {
        console.say("the folder is again as it is served");
        refused = "";
      }
      return true;
    }
    var faults = newFaults(next);
    if (!faults.isEmpty()) {
      refuse(
          "%s%s"
              .formatted(
                  faults.getFirst(),
                  faults.size() == 1
                      ? ""
                      : ", and %s more (lint tells them)".formatted(faults.size() - 1)));
      return true;
    }
    return isServed(next);
  }

  /// Those that the folder did not have when it was last read and served; its lines may have moved.
  private List<Problem> newFaults(Loaded next) {
    var known = served.problems().stream().map(Reload::text).collect(Collectors.toSet());
    return next.problems().stream().filter(problem -> !known.contains(text(problem))).toList();
  }

  private static String text(Problem problem) {
    return problem.place().file() + ": " + problem.message();
  }

  private boolean isServed(Loaded next) {
    try {
      var snapshot = Snapshot.of(next.company());
      var ready = new ArrayList<Runnable>();
      for (var part : parts) {
        ready.add(part.prepared(snapshot));
      }
      ready.forEach(Runnable::run);
    } catch (UserError e) {
      refuse(e.getMessage());
      return false;
    } catch (IOException e) {
      refuse(Reason.of(e));
      return false;
    }
    say(next.company());
    served = next;
    refused = "";
    return true;
  }

  private void say(Company next) {
    console.say(
        "the folder has changed and is served as it is now: %s, %s, %s"
            .formatted(
                Amount.of(next.accounts().size(), "account"),
                Amount.of(next.groups().size(), "group"),
                Amount.of(next.hosts().size(), "host")));
    if (!counts(served.company(), next)) {
      console.say("what it says of directory, nodes and portal counts when serve is started anew");
    }
  }

  /// Whether all of it counts from now on.
  private static boolean counts(Company now, Company next) {
    return now.directory().base().equals(next.directory().base())
        && nodes(now).equals(nodes(next))
        && isSame(now.portal(), next.portal());
  }

  private static List<String> nodes(Company company) {
    return company.nodes().values().stream()
        .map(node -> "%s %s:%d".formatted(node.name(), node.host(), node.port()))
        .toList();
  }

  private static boolean isSame(PortalSettings one, PortalSettings other) {
    return one.url().equals(other.url())
        && one.mailFrom().equals(other.mailFrom())
        && one.smtp().equals(other.smtp());
  }

  private void refuse(String why) {
    if (!why.equals(refused)) {
      console.say("the folder has changed and is served as it was: " + why);
      refused = why;
    }
  }

  @Override
  public void close() {
    looking.interrupt();
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
