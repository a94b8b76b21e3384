package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.evidence.Source;
import dev.casebook.formats.records.ForeignBytes;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Examines notes from outside in a child process, so that one that does harm takes only itself
/// down: it is an error, and a new child goes on with the notes after it.
///
/// The child runs [ForeignExamination] and writes, for each note of each snapshot, its id and then
/// its verdicts.
public final class ForeignNotes {

  /// Reading the evidence comes before the first note.
  private static final Duration START_DEADLINE = Duration.ofMinutes(10);

  /// Many blocks with ten seconds each.
  private static final Duration NOTE_DEADLINE = Duration.ofMinutes(1);

  /// No verdict comes near this, and the child may have written anything.
  private static final int VERDICT_BYTES_MAX = 16 << 20;

  private final Casebook casebook;
  private final List<String> command;

  /// @param command starts a child; the sources are added to it, and the ids of notes are written
  ///   to its standard input, a line each
  public ForeignNotes(Casebook casebook, List<String> command) {
    this.casebook = casebook;
    this.command = List.copyOf(command);
  }

  Casebook casebook() {
    return casebook;
  }

  /// What a child told.
  private record Told(List<Verdict> verdicts, List<RunbookWalk> walks) {}

  /// Those of them that see one snapshot, or several together, and are no runbooks.
  ForeignNotes of(NoteHeader.Scope scope) {
    var those =
        casebook.withoutRunbooks().notes().stream()
            .filter(note -> note.header().scope() == scope)
            .map(Note::id)
            .toList();
    return new ForeignNotes(casebook.only(those), command);
  }

  /// What the notes say of these sources, which are handed over to the child: of each snapshot, or
  /// of all together.
  List<Verdict> examine(List<Source> sources) {
    if (sources.isEmpty() || casebook.notes().isEmpty()) {
      return List.of();
    }
    try {
      return examineHandedOver(handedOver(sources));
    } catch (IOException e) {
      var why = "its process could not be given the evidence: " + e.getMessage();
      return casebook.notes().stream()
          .map(note -> failed(note, SnapshotLabel.NOWHERE, why))
          .toList();
    }
  }

  private static Verdict failed(Note note, SnapshotLabel snapshot, String why) {
    return new Verdict.Failed(note.label().fromOutside(), snapshot, why);
  }

  private static List<String> handedOver(List<Source> sources) throws IOException {
    var arguments = new ArrayList<String>();
    for (var source : sources) {
      arguments.add(source.handing().over().argument());
    }
    return arguments;
  }

  /// How far the steps of the runbooks among them are done.
  ///
  /// @throws QueryFailure if one can't be walked
  List<RunbookWalk> walks(List<Source> sources) throws QueryFailure {
    try {
      var told = told(handedOver(sources));
      for (var verdict : told.verdicts()) {
        if (verdict instanceof Verdict.Failed failed) {
          throw new QueryFailure(failed.reason());
        }
      }
      return told.walks();
    } catch (IOException e) {
      throw new QueryFailure("its process could not be given the evidence: " + e.getMessage());
    }
  }

  /// @param sources as they were handed over; see [dev.casebook.evidence.Handover]
  List<Verdict> examineHandedOver(List<String> sources) {
    return told(sources).verdicts();
  }

  private Told told(List<String> sources) {
    var verdicts = new ArrayList<Verdict>();
    var walks = new ArrayList<RunbookWalk>();
    var rest = new ArrayList<>(casebook.notes());
    while (!rest.isEmpty()) {
      var round = new Round();
      round.run(rest, sources);
      verdicts.addAll(round.verdicts);
      walks.addAll(round.walks);
      rest.removeIf(note -> round.finished.contains(note.id()));
      var culprits = culprits(rest, round);
      for (var culprit : culprits) {
        verdicts.add(failed(culprit, round.snapshot, round.death));
      }
      rest.removeAll(culprits);
    }
    return new Told(verdicts, walks);
  }

  /// The note in hand when the child died; if there was none, it would die again for every note.
  private static List<Note> culprits(List<Note> rest, Round round) {
    var inHand = rest.stream().filter(note -> note.id().equals(round.inHand)).toList();
    return inHand.isEmpty() ? List.copyOf(rest) : inHand;
  }

  /// One child, until it is done or dead.
  private final class Round {

    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<RunbookWalk> walks = new ArrayList<>();
    private final HashSet<String> finished = new HashSet<>();
    private String inHand = ForeignExamination.NO_NOTE;
    private SnapshotLabel snapshot = SnapshotLabel.NOWHERE;
    private String death = "";

    void run(List<Note> notes, List<String> sources) {
      Process child = null;
      try {
        child = start(notes, sources);
        follow(child);
      } catch (IOException e) {
        die("its process could not be started: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        die("interrupted");
      } finally {
        if (child != null) {
          child.destroyForcibly();
        }
      }
    }

    private Process start(List<Note> notes, List<String> sources) throws IOException {
      var line = new ArrayList<>(command);
      line.addAll(sources);
      var child = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      // A child that does not read would hold us up; it is then late with its notes.
      Thread.ofVirtual().start(() -> tell(child, notes));
      return child;
    }

    private static void tell(Process child, List<Note> notes) {
      try (var out = child.outputWriter(StandardCharsets.UTF_8)) {
        for (var note : notes) {
          out.write(note.id() + "\n");
        }
      } catch (IOException e) {
        // It is dead, which is seen where its verdicts are read.
      }
    }

    private void follow(Process child) throws InterruptedException {
      var in = new DataInputStream(new BufferedInputStream(child.getInputStream()));
      while (true) {
        var deadline = inHand.equals(ForeignExamination.NO_NOTE) ? START_DEADLINE : NOTE_DEADLINE;
        var event = within(deadline, in);
        if (event == null || event == Event.END) {
          conclude(child, event == null);
          return;
        }
      }
    }

    /// @return what came, or null if nothing did in time
    private @Nullable Event within(Duration deadline, DataInputStream in)
        throws InterruptedException {
      var event = new CompletableFuture<Event>();
      Thread.ofVirtual().start(() -> event.complete(next(in)));
      try {
        return event.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        return null;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    private Event next(DataInputStream in) {
      try {
        switch (in.readByte()) {
          case ForeignExamination.BEGIN -> inHand = in.readUTF();
          case ForeignExamination.VERDICT -> {
            var verdict = verdict(in);
            snapshot = verdict.snapshot();
            verdicts.add(verdict.fromOutside());
          }
          case ForeignExamination.WALK -> walks.add(ForeignExamination.WALKS.decode(bytes(in)));
          case ForeignExamination.FINISHED -> {
            finished.add(inHand);
            inHand = ForeignExamination.NO_NOTE;
          }
          default -> {
            return Event.END;
          }
        }
        return Event.MORE;
      } catch (IOException | ForeignBytes e) {
        return Event.END;
      }
    }

    private Verdict verdict(DataInputStream in) throws IOException, ForeignBytes {
      var verdict = ForeignExamination.CODEC.decode(bytes(in));
      if (!verdict.note().id().equals(inHand)) {
        throw new IOException("it speaks of a note that it has not in hand");
      }
      return verdict;
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
      int length = in.readInt();
      if (length < 0 || length > VERDICT_BYTES_MAX) {
        throw new IOException("no verdict has " + length + " bytes");
      }
      return in.readNBytes(length);
    }

    private void conclude(Process child, boolean late) throws InterruptedException {
      if (late) {
        die("it did not end within its time");
        return;
      }
      boolean ended = child.waitFor(10, TimeUnit.SECONDS);
      if (!ended || child.exitValue() != 0) {
        die("its process ended early" + (ended ? " with status " + child.exitValue() : ""));
      } else {
        die("its process said nothing about it");
      }
    }

    private void die(String why) {
      death = why;
    }
  }

  private enum Event {
    MORE,
    END
  }
}
