package dev.casebook.evidence;

import dev.casebook.evidence.archive.Contents;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Opened;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Rejected;
import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads an archive into an index: the names of its members, and the bytes of those that were
/// wanted.
final class ArchiveNodes {

  /// Opens the archive, to be read once more.
  interface Opener {
    Opened open(Limits limits) throws IOException;
  }

  private final Opener opener;
  private final String name;
  private final Progress progress;
  private final Spool spool;
  private final IndexedNodes nodes;

  /// Paths of hard links by the member whose bytes they share.
  private final Map<String, List<String>> hardLinks = new HashMap<>();

  /// What the headers say; null if nobody asks for it.
  private final @Nullable MemberListing listing;

  private ArchiveNodes(
      Opener opener, String name, Progress progress, Spool spool, @Nullable MemberListing listing) {
    this.listing = listing;
    this.opener = opener;
    this.name = name;
    this.progress = progress;
    this.spool = spool;
    nodes = new IndexedNodes(spool);
  }

  /// The archive's nodes; empty if the file is not one.
  ///
  /// @param asked names of what is kept, links followed as far as they come before it
  /// @param listing takes what the headers say; null if nobody asks for it
  /// @throws IOException if the file can't be opened
  static Optional<ArchiveNodes> read(
      Opener opener,
      String name,
      AskedNames asked,
      Spool spool,
      Progress progress,
      @Nullable MemberListing listing)
      throws IOException {
    var archive = new ArchiveNodes(opener, name, progress, spool, listing);
    var names = new LinkedNames(asked);
    var index = archive.new Index(names);
    var problems = archive.read(names::contains, index);
    problems.ifPresent(index::finish);
    return problems.map(_ -> archive);
  }

  IndexedNodes nodes() {
    return nodes;
  }

  /// What was wrong with the archive; empty if the file is not one.
  private Optional<List<Problem>> read(Predicate<String> wanted, Contents.Listing listing)
      throws IOException {
    try (var opened = opener.open(Limits.DEFAULT)) {
      if (!(opened instanceof Opened.Archive archive)) {
        return Optional.empty();
      }
      return Optional.of(
          Contents.read(
              archive.reader(),
              member -> {
                boolean kept = wanted.test(member.path());
                if (kept) {
                  progress.at("reading " + name + ": " + member.path(), 0, 0);
                }
                return kept;
              },
              spool,
              listing));
    }
  }

  /// Makes nodes of members. What may depend on a member that comes later waits for the end.
  private final class Index implements Contents.Listing {
    private final LinkedNames names;
    private final List<Member> hard = new ArrayList<>();
    private final List<Rejected> refused = new ArrayList<>();

    Index(LinkedNames names) {
      this.names = names;
    }

    @Override
    public void take(Contents.Item item) {
      var member = item.member();
      if (listing != null) {
        listing.take(member);
      }
      switch (member.kind()) {
        case FILE -> nodes.put(member.path(), file(item));
        case DIRECTORY -> nodes.put(member.path(), Node.FOLDER);
        case SYMBOLIC_LINK -> {
          names.take(member.path(), member.target());
          nodes.put(member.path(), new Node.Link(member.target()));
        }
        case HARD_LINK -> hard.add(member);
      }
    }

    @Override
    public void refuse(Rejected rejected) {
      refused.add(rejected);
    }

    void finish(List<Problem> problems) {
      hard.forEach(ArchiveNodes.this::link);
      for (var rejected : refused) {
        if (nodes.at(rejected.path()) == null) {
          var reason = rejected.problem().reason();
          nodes.put(rejected.path(), new Node.Unreadable("was refused: " + reason));
        }
      }
      for (var problem : problems) {
        nodes.addProblem(problem.toString(), isDamage(problem));
        if (isDamage(problem) && problem.member().isEmpty()) {
          nodes.cutOff(problem.reason());
        }
      }
    }
  }

  /// An archive that was cut by a limit lacks members as much as a truncated one.
  private static boolean isDamage(Problem problem) {
    return problem.isDamage()
        || (problem.kind() == Problem.Kind.LIMIT && problem.member().isEmpty());
  }

  /// The member may come after its link, and its own link before it.
  private void link(Member link) {
    var target = nodes.at(link.target());
    if (target == null) {
      nodes.put(
          link.path(),
          new Node.Unreadable("is a hard link to " + link.target() + ", which is not there"));
    } else if (target instanceof Node.File || target instanceof Node.NotKept) {
      nodes.put(
          link.path(), target.equals(Node.NOT_KEPT) ? new Node.NotKept(link.target()) : target);
      hardLinks.computeIfAbsent(link.target(), _ -> new ArrayList<>()).add(link.path());
    }
  }

  private static Node file(Contents.Item item) {
    if (item.bytes().isEmpty()) {
      return Node.NOT_KEPT;
    }
    var bytes = item.bytes().get();
    var problem = item.problem().map(Problem::reason).orElse(null);
    return bytes.size() == 0 && problem != null
        ? new Node.Unreadable(problem)
        : new Node.File(bytes.size(), item.member().modified(), problem, new OpenRegion(bytes));
  }

  /// Keeps more members: those that nobody knew to be wanted before links were followed.
  ///
  /// @param entries that a tree of these nodes gave
  /// @return whether there were any
  boolean keepToo(List<FileTree.Entry> entries) throws IOException {
    Set<String> paths = new HashSet<>();
    for (var entry : entries) {
      if (entry.opening() instanceof NotKept(var path)) {
        paths.add(path);
      }
    }
    if (paths.isEmpty()) {
      return false;
    }
    readAgain(paths::contains, new Addition(paths));
    return true;
  }

  /// Lists the members once more.
  void list(MemberListing listing) throws IOException {
    var members =
        new Contents.Listing() {
          @Override
          public void take(Contents.Item item) {
            listing.take(item.member());
          }

          @Override
          public void refuse(Rejected rejected) {
            // It is known since the first reading.
          }
        };
    readAgain(_ -> false, members);
  }

  private void readAgain(Predicate<String> wanted, Contents.Listing members) throws IOException {
    if (read(wanted, members).isEmpty()) {
      throw new IOException("the file changed while it was read");
    }
  }

  /// Puts files in the place of those that were not kept.
  private final class Addition implements Contents.Listing {
    private final Set<String> paths;

    Addition(Set<String> paths) {
      this.paths = paths;
    }

    @Override
    public void take(Contents.Item item) {
      var path = item.member().path();
      if (paths.contains(path) && item.member().kind() == Member.Kind.FILE) {
        var node = file(item);
        nodes.put(path, node);
        hardLinks.getOrDefault(path, List.of()).forEach(link -> nodes.put(link, node));
      }
    }

    @Override
    public void refuse(Rejected rejected) {
      // It is known since the first reading.
    }
  }

  /// A member whose bytes were passed over.
  record NotKept(String path) implements Opening {
    @Override
    public InputStream open() throws IOException {
      throw new IOException("was not kept of the archive");
    }
  }
}
