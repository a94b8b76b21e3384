package dev.casebook.wings.holders.tool;

import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.holders.kernel.SystemCalls;
import dev.casebook.wings.holders.proc.Proc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Holders that are asked to end, and made to if they don't. A process is named by its id and the
/// moment it started: whoever gets the id later is never meant.
public final class Ending {

  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private static final long LOOK_MILLIS = 20;

  /// One that is killed and stays hangs in the kernel: no longer wait helps.
  private static final Duration AFTER_KILL = Duration.ofSeconds(3);

  private final Proc proc;
  private final Duration patience;

  /// @param patience how long a process may take to end by itself
  public Ending(Proc proc, Duration patience) {
    this.proc = proc;
    this.patience = patience;
  }

  /// What became of a process.
  public enum Fate {
    ENDED("ended"),
    KILLED("killed"),
    GONE("had ended already"),
    REFUSED("may not be ended by us: that takes CAP_KILL"),
    STAYS("does not end, not even when killed: it waits in the kernel");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// Who may be ended, and who is not and why.
  public record Plan(List<Holder> ended, Map<Holder, String> spared) {}

  /// Of those who hold something as processes do.
  public Plan plan(Answer answer) throws Refused {
    var ended = new ArrayList<Holder>();
    var spared = new LinkedHashMap<Holder, String>();
    var own = ancestors();
    var pids = new HashSet<Integer>();
    answer.holds().stream()
        .filter(hold -> hold.way().isOfProcess())
        .map(Hold::pid)
        .filter(pids::add)
        .map(answer.processes()::get)
        .filter(holder -> holder != null)
        .forEach(holder -> {
          var why = whySpared(holder, own);
          if (why.isEmpty()) {
            ended.add(holder);
          } else {
            spared.put(holder, why);
          }
        });
    return new Plan(List.copyOf(ended), spared);
  }

  private static String whySpared(Holder holder, Set<Integer> own) {
    if (holder.pid() == 1) {
      return "the first process";
    }
    if (holder.parent() == 2 || holder.pid() == 2) {
      return "a thread of the kernel";
    }
    return own.contains(holder.pid()) ? "runs this command: your shell, terminal or login" : "";
  }

  /// This process and all that it was started by: shells, the terminal, the ssh that it came by.
  private Set<Integer> ancestors() throws Refused {
    var own = new HashSet<Integer>();
    int pid = proc.self();
    while (pid > 0 && own.add(pid)) {
      try {
        pid = proc.stat(pid).map(stat -> stat.parent()).orElse(0);
      } catch (NumberFormatException e) {
        return own;
      }
    }
    return own;
  }

  /// A process that is being ended.
  ///
  /// @param descriptor that stands for it; -1 before Linux 5.3
  private record Aim(Holder holder, int descriptor) {}

  /// Interrupting the calling thread stops it: what was signalled stays so.
  ///
  /// @param told hears what is going on
  public Map<Holder, Fate> end(Collection<Holder> holders, Consumer<String> told)
      throws InterruptedException {
    var fates = new LinkedHashMap<Holder, Fate>();
    var aims = new ArrayList<Aim>();
    try {
      holders.forEach(holder -> aim(holder, aims, fates));
      var left = signal(aims, SIGTERM, fates);
      left = await(left, patience, Fate.ENDED, fates);
      if (!left.isEmpty()) {
        told.accept(
            "%d did not end within %d s and %s killed"
                .formatted(left.size(), patience.toSeconds(), left.size() == 1 ? "is" : "are"));
        left = signal(left, SIGKILL, fates);
        left = await(left, AFTER_KILL, Fate.KILLED, fates);
      }
      left.forEach(aim -> fates.put(aim.holder, Fate.STAYS));
      return fates;
    } finally {
      aims.stream()
          .filter(aim -> aim.descriptor >= 0)
          .forEach(aim -> proc.calls().close(aim.descriptor));
    }
  }

  /// The start is looked at after the descriptor was made: from then on both mean one process.
  private void aim(Holder holder, List<Aim> aims, Map<Holder, Fate> fates) {
    int descriptor = -1;
    try {
      descriptor = proc.calls().processDescriptor(holder.pid());
    } catch (Refused e) {
      if (!e.isUnknownCall()) {
        fates.put(holder, e.isGone() ? Fate.GONE : Fate.REFUSED);
        return;
      }
    }
    if (isStill(holder)) {
      aims.add(new Aim(holder, descriptor));
    } else {
      fates.put(holder, Fate.GONE);
      if (descriptor >= 0) {
        proc.calls().close(descriptor);
      }
    }
  }

  private List<Aim> signal(List<Aim> aims, int signal, Map<Holder, Fate> fates) {
    var left = new ArrayList<Aim>();
    for (var aim : aims) {
      try {
        send(proc.calls(), aim, signal);
        left.add(aim);
      } catch (Refused e) {
        fates.put(aim.holder, e.isGone() ? goneAfter(signal) : Fate.REFUSED);
      }
    }
    return left;
  }

  private static Fate goneAfter(int signal) {
    return signal == SIGTERM ? Fate.GONE : Fate.ENDED;
  }

  private void send(SystemCalls calls, Aim aim, int signal) throws Refused {
    if (aim.descriptor >= 0) {
      calls.signal(aim.descriptor, signal);
    } else if (isStill(aim.holder)) {
      calls.kill(aim.holder.pid(), signal);
    }
  }

  /// @return those who are still there
  private List<Aim> await(List<Aim> aims, Duration time, Fate fate, Map<Holder, Fate> fates)
      throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    var left = aims;
    while (true) {
      var still = new ArrayList<Aim>();
      for (var aim : left) {
        if (isStill(aim.holder)) {
          still.add(aim);
        } else {
          fates.put(aim.holder, fate);
        }
      }
      left = still;
      if (left.isEmpty() || System.nanoTime() > until) {
        return left;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// Whether it runs: one that has ended and waits for its parent holds nothing any more.
  private boolean isStill(Holder holder) {
    try {
      return proc.stat(holder.pid())
          .filter(stat -> stat.startTicks() == holder.startTicks())
          .filter(stat -> !stat.state().equals("Z") && !stat.state().equals("X"))
          .isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
