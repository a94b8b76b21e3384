package dev.casebook.wings.pki.journal;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What was changed in an authority's folder, in its folder `.casebook`: a folder a change, with
/// what each file was before and is after.
///
/// A change is written whole beside the journal, then moved into it: from that moment on it is
/// decided, and whoever opens the folder next completes it if its maker ended. Before that moment
/// nothing has been changed. Files are replaced one by one, each at once.
public final class Journal {

  public static final String FOLDER = ".casebook";

  private static final String RECORD = "change";
  private static final String MADE = "made";
  private static final String DRAFT = ".draft";

  /// How long another writer is waited for.
  private static final int LOCK_TRIES = 100;

  private static final int LOCK_PAUSE_MILLIS = 100;

  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;
  private final Path folder;
  private final Border border;

  /// @param root the authority's folder
  public Journal(Path root, Border border) {
    this.root = root.toAbsolutePath().normalize();
    this.folder = this.root.resolve(FOLDER);
    this.border = border;
  }

  /// What is done while no other casebook changes the folder.
  public interface Work<T> {
    T done() throws IOException, UserError;
  }

  /// Runs with the folder to itself; what somebody else left half done is completed before.
  public <T> T alone(Work<T> work) throws IOException, UserError {
    Disk.folders(folder);
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (var file = FileChannel.open(folder.resolve("lock"), options)) {
      hold(file);
      complete();
      return work.done();
    }
  }

  private void hold(FileChannel file) throws IOException, UserError {
    for (int i = 0; i < LOCK_TRIES; i++) {
      try {
        if (file.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // another thread of this process; wait as for any other
      }
      try {
        Thread.sleep(LOCK_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserError("interrupted while another casebook was changing this folder");
      }
    }
    throw new UserError(folder.getParent() + " is being changed by another casebook; try again");
  }

  /// Whether a change was decided and not completed.
  public boolean isHalfDone() throws IOException {
    return ids().stream().anyMatch(id -> !Files.exists(folder.resolve(id).resolve(MADE)));
  }

  /// All changes, the oldest first.
  public List<Entry> list() throws IOException {
    var all = new ArrayList<Entry>();
    for (var id : ids()) {
      all.add(read(id));
    }
    return all;
  }

  private List<String> ids() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var names = Files.list(folder)) {
      return names
          .filter(each -> Files.isRegularFile(each.resolve(RECORD)))
          .map(each -> each.getFileName().toString())
          .filter(name -> !name.endsWith(DRAFT))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private Entry read(String id) throws IOException {
    return Entry.parse(id, Files.readString(folder.resolve(id).resolve(RECORD)), root);
  }

  /// Makes a change; only inside [#alone].
  ///
  /// @return as it is remembered
  public Entry make(Change change, Who who, Instant now) throws IOException {
    var id = id(change.verb(), now);
    var draft = folder.resolve(id + DRAFT);
    Disk.folders(draft);
    var files = new ArrayList<Entry.Moved>();
    for (var step : change.steps()) {
      files.add(keep(draft, files.size(), step));
      border.crossed("image " + files.size());
    }
    var made = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var entry = new Entry(id, made, who.name(), who.why(), change.what(), change.undoes(), files);
    Disk.create(draft.resolve(RECORD), entry.text(root).getBytes(StandardCharsets.UTF_8));
    Disk.settle(draft);
    border.crossed("record");
    Files.move(draft, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    Disk.settle(folder);
    border.crossed("decision");
    apply(entry);
    return entry;
  }

  private String id(String verb, Instant now) {
    var id = ID_TIME.format(now) + "-" + verb;
    int n = 1;
    while (Files.exists(folder.resolve(n == 1 ? id : id + "-" + n))) {
      n++;
    }
    return n == 1 ? id : id + "-" + n;
  }

  private static Entry.Moved keep(Path draft, int number, Change.Step step) throws IOException {
    var before = FileState.of(step.path());
    if (before.isPresent()) {
      Disk.create(draft.resolve(number + ".before"), Files.readAllBytes(step.path()));
    }
    Optional<FileState> after = Optional.empty();
    if (step.content().isPresent()) {
      var content = step.content().get();
      Disk.create(draft.resolve(number + ".after"), content);
      after = Optional.of(new FileState(FileState.hash(content), step.attributes().orElseThrow()));
    }
    return new Entry.Moved(step.path(), before, after);
  }

  private void apply(Entry entry) throws IOException {
    var images = folder.resolve(entry.id());
    for (int i = 0; i < entry.files().size(); i++) {
      var file = entry.files().get(i);
      if (file.after().isPresent()) {
        var content = Files.readAllBytes(images.resolve(i + ".after"));
        Disk.replace(file.path(), content, file.after().get().attributes(), entry.id(), border);
      } else {
        Disk.remove(file.path());
      }
      border.crossed("file " + (i + 1));
    }
    Disk.create(images.resolve(MADE), new byte[0]);
    Disk.settle(images);
    border.crossed("end");
    dropAfterImages(images);
  }

  /// What is after lies in its place; a second copy of a new key would be one too many.
  private static void dropAfterImages(Path images) throws IOException {
    try (var all = Files.newDirectoryStream(images, "*.after")) {
      for (var each : all) {
        Files.delete(each);
      }
    }
  }

  private void complete() throws IOException, UserError {
    dropDrafts();
    for (var id : ids()) {
      if (Files.exists(folder.resolve(id).resolve(MADE))) {
        dropAfterImages(folder.resolve(id));
      } else {
        var entry = read(id);
        for (var file : entry.files()) {
          var now = FileState.of(file.path());
          if (!now.equals(file.before()) && !now.equals(file.after())) {
            throw new UserError(
                "%s was ended while it was made, and %s has been edited since; compare it with %s"
                    .formatted(id, file.path(), folder.resolve(id)));
          }
        }
        apply(entry);
      }
    }
  }

  private void dropDrafts() throws IOException {
    try (var drafts = Files.newDirectoryStream(folder, "*" + DRAFT)) {
      for (var draft : drafts) {
        try (var files = Files.newDirectoryStream(draft)) {
          for (var file : files) {
            Files.delete(file);
          }
        }
        Files.delete(draft);
      }
    }
  }

  /// Whether a change was taken back, by one that was not taken back itself.
  public static boolean isUndone(String id, List<Entry> all) {
    return all.stream().anyMatch(each -> each.undoes().equals(id) && !isUndone(each.id(), all));
  }

  /// The change that takes another one back; only inside [#alone].
  public Change undoing(String id) throws IOException, UserError {
    var all = list();
    var entry =
        all.stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new UserError("no change is called " + id + "; casebook pki log shows all"));
    if (isUndone(id, all)) {
      throw new UserError(id + " is taken back already");
    }
    var back = new Change("undo", "undo " + id + ": " + entry.what()).undoing(id);
    for (int i = entry.files().size() - 1; i >= 0; i--) {
      var file = entry.files().get(i);
      if (!FileState.of(file.path()).equals(file.after())) {
        throw new UserError(
            file.path()
                + " was changed since"
                + later(entry, file.path(), all)
                + "; nothing was taken back");
      }
      if (file.before().isPresent()) {
        back.put(
            file.path(),
            Files.readAllBytes(folder.resolve(id).resolve(i + ".before")),
            file.before().get().attributes());
      } else {
        back.remove(file.path());
      }
    }
    return back;
  }

  private static String later(Entry entry, Path path, List<Entry> all) {
    return all.subList(all.indexOf(entry) + 1, all.size()).reversed().stream()
        .filter(each -> each.paths().contains(path) && !isUndone(each.id(), all))
        .filter(each -> each.undoes().isEmpty())
        .findFirst()
        .map(each -> " by " + each.id() + ": take that back first")
        .orElse("");
  }
}
