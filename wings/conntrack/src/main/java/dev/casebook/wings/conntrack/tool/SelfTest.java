package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes throw-away entries and deletes them through each address family, so as to say which layer
/// is at fault where entries can't be deleted: the rights, the kernel, or the message that a
/// program sends.
///
/// The entries are of UDP between addresses for documentation (RFC 5737, RFC 3849), so no packet of
/// anybody belongs to them; they expire by themselves after [#EXPIRES_S] seconds if this process is
/// killed.
public final class SelfTest {

  private static final int EXPIRES_S = 15;

  private static final int ATTEMPTS = 20;

  /// The port of the discard service.
  private static final int PORT = 9;

  private static final int DYNAMIC_PORTS = 49_152;

  private final ConnectionTracker tracker;
  private final ProgramDeletion program;
  private final List<Step> steps = new ArrayList<>();

  /// @param program deletes an entry by the host's own conntrack program
  public SelfTest(ConnectionTracker tracker, ProgramDeletion program) {
    this.tracker = tracker;
    this.program = program;
  }

  /// One attempt.
  ///
  /// @param layer where a fault of it lies
  /// @param what was done
  /// @param fine whether it came out as with a healthy kernel
  /// @param words what came of it
  public record Step(Layer layer, String what, boolean fine, String words) {}

  /// Where a fault lies.
  public enum Layer {
    RIGHTS,
    KERNEL,
    MESSAGE,
    PROGRAM
  }

  /// Deletes an entry by a program.
  @FunctionalInterface
  public interface ProgramDeletion {
    /// @return empty where there is no such program; else what it said, empty text for nothing
    Optional<String> delete(ConntrackTuple tuple) throws IOException;
  }

  /// @throws Refused where nothing can be asked at all
  public List<Step> run() throws IOException {
    rights();
    family("IPv4", "192.0.2.1", "192.0.2.2");
    family("IPv6", "2001:db8::1", "2001:db8::2");
    return List.copyOf(steps);
  }

  private void rights() throws IOException {
    var counters = Counters.of(tracker);
    steps.add(
        new Step(
            Layer.RIGHTS,
            "asking for the table's size",
            true,
            counters.entries() < 0
                ? "answered"
                : counters.entries() + " of " + counters.entriesMax() + " entries"));
  }

  private void family(String name, String src, String dst) throws IOException {
    var made = make(name, src, dst);
    if (made.isEmpty()) {
      return;
    }
    var tuple = made.get();
    try {
      wrongFamily(name, tuple);
      deletion(name, tuple);
    } finally {
      clean(tuple);
    }
    byProgram(name, src, dst);
  }

  private Optional<ConntrackTuple> make(String name, String src, String dst) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      var tuple =
          ConntrackTuple.ofPorts(
              Ctnetlink.UDP, address(src), DYNAMIC_PORTS + i, address(dst), PORT);
      try {
        tracker.create(tuple, tuple.reversed(), EXPIRES_S, -1, -1);
        steps.add(new Step(Layer.KERNEL, name + ": making an entry", true, "made"));
        return Optional.of(tuple);
      } catch (Refused e) {
        if (e.errno() != Refused.EEXIST) {
          steps.add(new Step(layer(e), name + ": making an entry", false, ErrnoWords.of(e)));
          return Optional.empty();
        }
      }
    }
    steps.add(
        new Step(Layer.KERNEL, name + ": making an entry", false, "all that were tried are there"));
    return Optional.empty();
  }

  private static IpAddress address(String text) {
    return IpAddress.of(text).orElseThrow();
  }

  /// A healthy kernel refuses a family that it does not track, so a program that is told `Operation
  /// not supported` may be one that does not name the family.
  private void wrongFamily(String name, ConntrackTuple tuple) throws IOException {
    var what = name + ": deleting it, without a family";
    try {
      boolean deleted = tracker.delete(Ctnetlink.AF_UNSPEC, tuple, -1, -1);
      steps.add(
          new Step(
              Layer.MESSAGE,
              what,
              true,
              deleted ? "deleted: this kernel takes it" : "not found, as with some kernels"));
      if (deleted) {
        tracker.create(tuple, tuple.reversed(), EXPIRES_S, -1, -1);
      }
    } catch (Refused e) {
      boolean usual = e.errno() == Refused.EOPNOTSUPP || e.errno() == Refused.EINVAL;
      steps.add(
          new Step(
              usual ? Layer.MESSAGE : layer(e),
              what,
              usual,
              usual
                  ? "refused, as it should be: " + ErrnoWords.name(e.errno())
                  : ErrnoWords.of(e)));
    }
  }

  private void deletion(String name, ConntrackTuple tuple) throws IOException {
    var what = name + ": deleting it";
    try {
      boolean deleted = tracker.delete(tuple, -1, -1);
      boolean left = tracker.find(tuple, -1).isPresent();
      steps.add(
          new Step(
              Layer.KERNEL,
              what,
              deleted && !left,
              deleted && !left
                  ? "deleted"
                  : left
                      ? "the kernel says that it was deleted, and it is still there"
                      : "it was gone before: something else deletes entries"));
    } catch (Refused e) {
      steps.add(new Step(layer(e), what, false, ErrnoWords.of(e)));
    }
  }

  private void byProgram(String name, String src, String dst) throws IOException {
    var tuple =
        ConntrackTuple.ofPorts(
            Ctnetlink.UDP, address(src), DYNAMIC_PORTS + ATTEMPTS, address(dst), PORT);
    var what = name + ": deleting one by the conntrack program";
    try {
      tracker.create(tuple, tuple.reversed(), EXPIRES_S, -1, -1);
      var said = program.delete(tuple);
      if (said.isPresent()) {
        boolean left = tracker.find(tuple, -1).isPresent();
        steps.add(new Step(Layer.PROGRAM, what, !left, left ? said(said.get()) : "deleted"));
      }
    } catch (Refused e) {
      steps.add(new Step(layer(e), what, false, ErrnoWords.of(e)));
    } finally {
      clean(tuple);
    }
  }

  private static String said(String text) {
    return text.isBlank() ? "it says nothing, and the entry is still there" : text.strip();
  }

  private void clean(ConntrackTuple tuple) throws IOException {
    try {
      tracker.delete(tuple, -1, -1);
    } catch (Refused e) {
      // Said above; it expires.
    }
  }

  private static Layer layer(Refused e) {
    return e.isDenied() ? Layer.RIGHTS : Layer.KERNEL;
  }
}
