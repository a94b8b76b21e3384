package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A host gathered once: everything that was wished for, by several threads, each piece with a
/// deadline and a cap. What is read afterwards is a recorded snapshot like any other.
///
/// Outputs of commands, files of /proc and /sys and small plain files are kept in the spool; large
/// plain files stay where they are and are read up to the size they had.
final class Collection {

  /// A healthy host answers all our commands within milliseconds; a hung one must not hang us.
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /// The largest pieces wanted are the journal of a busy host and the table of tracked connections.
  private static final long PIECE_CAP = 256L << 20;

  /// Commands at once: most wait for the kernel or a daemon.
  private static final int COMMANDS_MAX = 4;

  private final Host host;
  private final FileTree files;
  private final Spool spool;
  private final Instant now;
  private final Progress progress;
  private final PieceReader pieces;
  private final Semaphore turns = new Semaphore(COMMANDS_MAX);
  private final Map<String, Future<Optional<Node.File>>> outputs = new ConcurrentHashMap<>();
  private final Map<String, Node> found = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();

  /// @param files of the host, by their paths
  Collection(Host host, FileTree files, Spool spool, Instant now, Progress progress) {
    this.host = host;
    this.files = files;
    this.spool = spool;
    this.now = now;
    this.progress = progress;
    this.pieces = new PieceReader(spool, DEADLINE, PIECE_CAP);
  }

  /// What a host gave.
  ///
  /// @param commands the command line of each output, by its mangled name
  record Collected(IndexedNodes nodes, Map<String, String> commands) {}

  Collected collect(Wanted wanted) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<?>>();
      for (var wish : wanted.wishes()) {
        tasks.add(threads.submit(() -> gather(wish)));
      }
      HostFactsReader.NAMES.forEach(name -> {
        if (name instanceof ArtifactName.File file) {
          gather(file);
        }
      });
      tasks.forEach(Collection::await);
    } finally {
      pieces.close();
    }
    return index();
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// The readings of a wish in order, up to the first that answers.
  private void gather(Wanted.Wish wish) {
    wish.beside().forEach(this::gather);
    for (var reading : wish.readings()) {
      boolean answered = false;
      for (var name : reading) {
        answered |= gather(name);
      }
      if (answered) {
        return;
      }
    }
  }

  /// @return whether it is there, whole, and not empty
  private boolean gather(ArtifactName name) {
    return switch (name) {
      case ArtifactName.File file -> gather(file);
      case ArtifactName.Command command -> command.canRun() && isAnswer(output(command));
    };
  }

  private static boolean isAnswer(Optional<Node.File> output) {
    return output.filter(file -> file.size() > 0 && file.shortcoming() == null).isPresent();
  }

  private boolean gather(ArtifactName.File name) {
    List<FileTree.Entry> entries;
    synchronized (files) {
      entries = files.matching(name.glob());
    }
    var reading = new HashMap<String, Future<Node>>();
    for (var entry : entries) {
      if (entry.opening() instanceof OpenFile file && !found.containsKey(entry.path())) {
        if (PieceReader.isToBeKept(entry)) {
          reading.put(entry.path(), pieces.read(entry));
        } else {
          found.put(entry.path(), inPlace(entry, file));
        }
      } else {
        found.computeIfAbsent(entry.path(), _ -> unreadable(entry));
      }
    }
    reading.forEach((path, node) -> found.put(path, pieces.await(node)));
    return entries.stream().anyMatch(entry -> hasBytes(found.get(entry.path())));
  }

  private static boolean hasBytes(@Nullable Node node) {
    return node instanceof Node.File file && file.size() > 0;
  }

  private static Node inPlace(FileTree.Entry entry, OpenFile file) {
    return new Node.File(
        entry.size(), entry.modified(), entry.shortcoming(), file.upTo(entry.size()));
  }

  private static Node unreadable(FileTree.Entry entry) {
    return new Node.Unreadable(String.valueOf(entry.shortcoming()));
  }

  /// A command is run once, whoever asks for it.
  private Optional<Node.File> output(ArtifactName.Command command) {
    var task = new FutureTask<>(() -> run(command));
    var known = outputs.putIfAbsent(command.line(), task);
    if (known == null) {
      task.run();
    }
    try {
      return (known == null ? task : known).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<Node.File> run(ArtifactName.Command command) throws InterruptedException {
    turns.acquire();
    try (var output = spool.writer()) {
      progress.at("running " + command.line(), 0, 0);
      var end = host.run(List.of(command.line().split(" ")), DEADLINE, PIECE_CAP, output);
      if (end.end() == CommandOutput.End.NOT_FOUND) {
        return Optional.empty();
      }
      var shortcoming = end.shortcoming();
      var region = output.region();
      return Optional.of(
          new Node.File(
              region.size(),
              now,
              shortcoming.isEmpty() ? null : shortcoming,
              new OpenRegion(region)));
    } catch (IOException e) {
      problems.put(command.line(), e.getMessage() == null ? "failed" : e.getMessage());
      return Optional.empty();
    } finally {
      turns.release();
    }
  }

  private Collected index() {
    var nodes = new IndexedNodes(spool);
    found.forEach((path, node) -> {
      if (!(node instanceof Node.Absent)) {
        nodes.put(path, node);
      }
    });
    files
        .linkTarget(HostFactsReader.ZONE)
        .ifPresent(target -> nodes.put(HostFactsReader.ZONE, new Node.Link(target)));
    var commands = new HashMap<String, String>();
    outputs.forEach((line, output) ->
        output
            .resultNow()
            .ifPresent(file -> {
              var mangled = new ArtifactName.Command(line).mangled();
              commands.put(mangled, line);
              nodes.put("commands/" + mangled, file);
            }));
    files.problems().forEach(problem -> nodes.addProblem(problem, false));
    problems.forEach((line, why) -> nodes.addProblem(line + ": " + why, false));
    return new Collected(nodes, commands);
  }
}
