package dev.casebook.changes;

import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.CommandOutput.End;
import dev.casebook.hosts.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The journal of changes of one host. It lies on that host, for root alone, with what each step
/// changes as it was before, so that whoever reaches the host can take a change back, and the host
/// itself can. All that touches the host is `journal.sh`, run there.
public final class Journal {

  /// Where it lies if nobody says otherwise.
  public static final String FOLDER = "/var/lib/casebook/changes";

  /// For what a healthy host does at once.
  private static final Duration SHORT = Duration.ofSeconds(90);

  /// One command of a remedy, such as a defragmentation, may take long.
  private static final Duration STEP = Duration.ofMinutes(10);

  private static final long OUTPUT_CAP = 8 << 20;

  private static final int REFUSED = 3;
  private static final int OVERTAKEN = 4;

  private final Host host;
  private final String folder;

  public Journal(Host host, String folder) {
    this.host = host;
    this.folder = folder;
  }

  Host host() {
    return host;
  }

  private static final class Library {
    static final String TEXT = read();

    private static String read() {
      try (var in = Journal.class.getResourceAsStream("journal.sh")) {
        return new String(
            Objects.requireNonNull(in, "journal.sh").readAllBytes(), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// A script that calls a function of the library.
  String calling(String id, String call) {
    return Library.TEXT
        + "\njournal="
        + Host.quoted(folder)
        + "\nid="
        + Host.quoted(id)
        + "\n"
        + call
        + "\n";
  }

  private CommandOutput run(String id, String call, Duration deadline, OutputStream output)
      throws IOException, Refusal {
    var end = host.script(calling(id, call), deadline, OUTPUT_CAP, output);
    if (end.end() == End.EXITED && end.status() == REFUSED) {
      throw new Refusal(end.errors().strip());
    }
    return end;
  }

  /// What a call that has to succeed says.
  private String said(String id, String call) throws IOException, Refusal {
    var output = new ByteArrayOutputStream();
    var end = run(id, call, SHORT, output);
    if (!end.shortcoming().isEmpty()) {
      throw new Refusal("the host's journal " + end.shortcoming());
    }
    return output.toString(StandardCharsets.ISO_8859_1);
  }

  /// @throws Refusal if nothing can be changed there by who we are
  public void checkRights() throws IOException, Refusal {
    said("", "check_rights");
  }

  /// A file as an edit finds it.
  ///
  /// @param path where it lies, behind all links
  /// @param content empty if there is none
  record Surveyed(String path, Optional<String> content) {}

  Surveyed survey(String path) throws IOException, Refusal {
    if (path.chars().anyMatch(c -> c < ' ')) {
      throw new Refusal("the name of a file has a control character in it");
    }
    var said = said("", "survey " + Host.quoted(path));
    int end = said.indexOf('\n');
    var real =
        new String(
            said.substring(5, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    boolean isThere = said.startsWith("file ");
    return new Surveyed(real, isThere ? Optional.of(said.substring(end + 1)) : Optional.empty());
  }

  /// What `sysctl --system` reads later than a file and gives a key of it another value: file, tab,
  /// value.
  List<String> overruled(String path, String key, String value) throws IOException, Refusal {
    var call =
        "overruled %s %s %s".formatted(Host.quoted(path), Host.quoted(key), Host.quoted(value));
    return text(said("", call)).lines().toList();
  }

  /// Writes down what will be done. From now on the change can be taken back, and whoever begins
  /// another one is told of it.
  public void open(Change change) throws IOException, Refusal {
    said(change.id(), new Opening(change).script());
  }

  /// How a step or the way back ended.
  ///
  /// @param reason why it did not; empty if it did
  /// @param overtaken files that somebody edited since, so that nothing was taken back
  public record Ending(boolean isDone, String reason, List<String> overtaken) {
    public Ending {
      overtaken = List.copyOf(overtaken);
    }
  }

  /// Makes one step; one that is made is not made again.
  ///
  /// @param number from 1
  /// @param output takes what its commands say
  public Ending apply(String id, int number, OutputStream output) throws IOException {
    try {
      return ending(run(id, "apply " + number, STEP, output));
    } catch (Refusal e) {
      return new Ending(false, e.reason(), List.of());
    }
  }

  /// Makes all steps in their order, up to the first that fails, in one call.
  ///
  /// @param output takes what their commands say
  public Ending applyAll(String id, OutputStream output) throws IOException {
    var call =
        """
        change_folder
        for number in $(steps_of); do apply "$number"; done\
        """;
    try {
      return ending(run(id, call, STEP, output));
    } catch (Refusal e) {
      return new Ending(false, e.reason(), List.of());
    }
  }

  /// Takes back every step that was begun, the last first.
  ///
  /// @param overrun also what somebody edited since
  public Ending restore(String id, boolean overrun, OutputStream output)
      throws IOException, Refusal {
    return ending(run(id, "restore " + (overrun ? "overrun" : "careful"), STEP, output));
  }

  private static Ending ending(CommandOutput end) {
    if (end.end() == End.EXITED && end.status() == OVERTAKEN) {
      return new Ending(false, "somebody edited since", end.errors().lines().toList());
    }
    var complaint = end.errors().strip();
    return new Ending(
        end.shortcoming().isEmpty(),
        end.end() == End.EXITED && !complaint.isEmpty() ? complaint : end.shortcoming(),
        List.of());
  }

  /// Has the host take the way back by itself unless someone confirms in time.
  public void arm(String id, Duration within) throws IOException, Refusal {
    said(id, "arm " + within.toSeconds());
  }

  /// Says that somebody came in after the change.
  public void confirm(String id) throws IOException, Refusal {
    said(id, "confirm");
  }

  /// What became of the wait for a new login.
  public enum Confirmation {
    WAITING,
    CONFIRMED,
    /// Nobody did, and the host took the way back.
    LOST
  }

  public Confirmation confirmation(String id) throws IOException, Refusal {
    return switch (said(id, "confirmation").strip()) {
      case "confirmed" -> Confirmation.CONFIRMED;
      case "lost" -> Confirmation.LOST;
      default -> Confirmation.WAITING;
    };
  }

  /// Whether it has restarted units of systemd.
  public boolean hasRestarted(String id) throws IOException, Refusal {
    return !said(id, "restarted").isBlank();
  }

  /// What was restarted and does not run any more as it was started then: a line each.
  public List<String> restartsLost(String id) throws IOException, Refusal {
    return text(said(id, "restarts_lost")).lines().toList();
  }

  public void end(String id, ChangeState state) throws IOException, Refusal {
    said(id, "end_change " + state.word());
  }

  /// A change as the journal has it.
  ///
  /// @param made when, by the host's clock, UTC
  public record Entry(String id, ChangeState state, String note, String made, String subject) {}

  /// All of them, in order of their ids.
  public List<Entry> list() throws IOException, Refusal {
    var entries = new ArrayList<Entry>();
    for (var line : text(said("", "list_changes")).lines().toList()) {
      var cells = line.split("\t", 5);
      if (cells.length == 5) {
        entries.add(new Entry(cells[0], ChangeState.of(cells[1]), cells[2], cells[3], cells[4]));
      }
    }
    return entries;
  }

  public Optional<Entry> entry(String id) throws IOException, Refusal {
    return list().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /// The options that its examination had, a line each.
  public List<String> asked(String id) throws IOException, Refusal {
    return text(said(id, "asked")).lines().toList();
  }

  /// A step as the journal has it.
  ///
  /// @param state planned, begun, made, failed or undone
  /// @param what the file, or the commands
  public record EntryStep(int number, String kind, String state, String what) {}

  public List<EntryStep> steps(String id) throws IOException, Refusal {
    var steps = new ArrayList<EntryStep>();
    for (var line : text(said(id, "list_steps")).lines().toList()) {
      var cells = line.split("\t", 4);
      if (cells.length == 4) {
        steps.add(new EntryStep(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3].strip()));
      }
    }
    return steps;
  }

  /// The difference between what a step left and what is there now.
  public List<String> sinceThen(String id, int step) throws IOException, Refusal {
    var path = steps(id).get(step - 1).what();
    return UnifiedDiff.of(
        path,
        Optional.of(text(said(id, "version " + step + " after"))),
        Optional.of(text(said(id, "version " + step + " now"))));
  }

  /// The seconds since 1970 by the host's clock.
  public long clock() throws IOException, Refusal {
    return Long.parseLong(said("", "date +%s").strip());
  }

  /// Bytes as the text that they most likely are.
  static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /// Text as bytes.
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /// The library, for the copy beside a change.
  static String library() {
    return Library.TEXT;
  }
}
