package dev.casebook.evidence;

import dev.casebook.evidence.archive.ArchiveReader;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshTarget;
import dev.casebook.hosts.ThisHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Opens what a user names: this host, another one over ssh, a folder, an archive, one file, or
/// standard input.
///
/// @param recogniser tells what a loose file is
/// @param wanted what will be asked for: what is collected of a host and kept of an archive
/// @param input standard input
/// @param now the clock: when this host is collected
/// @param reach how other machines are reached
public record Sources(
    LooseNames.Recogniser recogniser,
    Wanted wanted,
    InputStream input,
    Instant now,
    Progress progress,
    Reach reach) {

  /// What this host is called where a source's name stands.
  public static final String THIS_HOST = "this host";

  /// Sources that nobody waits for.
  public Sources(LooseNames.Recogniser recogniser, Wanted wanted, InputStream input, Instant now) {
    this(recogniser, wanted, input, now, Progress.NONE, Reach.usual());
  }

  /// The same, asked for other things.
  public Sources asking(Wanted other) {
    return new Sources(recogniser, other, input, now, progress, reach);
  }

  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  /// 1 MiB: of many hosts several are open at once.
  private static final long MEMORY_OF_A_HOST = 1L << 20;

  private static Spool spool() {
    return new Spool(FOLDER);
  }

  /// Collects this host.
  public Source thisHost() {
    var files = new FileTree(new FolderNodes(Path.of("/")));
    var spool = spool();
    var collected = new Collection(new ThisHost(), files, spool, now, progress).collect(wanted);
    return collectedHost(THIS_HOST, "localhost", collected, spool);
  }

  /// Gathers a host over ssh.
  private Source host(SshTarget target) throws UnreadableSource {
    var spool = new Spool(FOLDER, Spool.BYTES, MEMORY_OF_A_HOST);
    var host = new SshHost(target, reach.ssh());
    try {
      var gathering =
          new Gathering(host, wanted, GatherLimits.USUAL, reach.since(), spool, now, progress);
      return collectedHost(target.name(), target.host(), gathering.collect(), spool);
    } catch (UnreadableSource | RuntimeException | Error e) {
      close(spool);
      throw e;
    }
  }

  private static void close(Spool spool) {
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Source collectedHost(
      String name, String host, Collection.Collected collected, Spool spool) {
    var commands = collected.commands();
    return new Source(
        name,
        List.of(collectedHost(name, host, collected.nodes(), commands, now)),
        () -> Handover.spooled(name, collected.nodes(), spool, now, Optional.of(commands)),
        Optional.of(new HostBundle(collected, name.equals(THIS_HOST) ? now : null, now)));
  }

  /// @param collected when that was by this machine's clock; that of another is its own
  private static Snapshot collectedHost(
      String name,
      String host,
      IndexedNodes nodes,
      Map<String, String> commands,
      Instant collected) {
    return new RecordedSnapshot(
        name,
        host,
        new FileTree(nodes),
        new Layout.Host(commands),
        LooseNames.none(),
        name.equals(THIS_HOST) ? collected : null);
  }

  /// Opens what another process handed over.
  ///
  /// @param argument of its [Handover]
  public Source handedOver(String argument) throws UnreadableSource {
    var inPlace = Handover.inPlace(argument);
    if (inPlace.isPresent()) {
      return folder(inPlace.get().name(), inPlace.get().folder());
    }
    try {
      var received = Handover.receive(argument);
      var nodes = received.nodes();
      var name = received.name();
      var snapshots =
          received.commands().isPresent()
              ? List.of(
                  collectedHost(
                      name, hostOf(name), nodes, received.commands().get(), received.now()))
              : snapshots(name, hosts(name, new FileTree(nodes)));
      return new Source(name, snapshots, () -> new Handover(argument));
    } catch (IOException e) {
      throw new UnreadableSource("what was handed over can't be read: " + e.getMessage());
    }
  }

  private static String hostOf(String name) {
    return SshTarget.of(name).map(SshTarget::host).orElse("localhost");
  }

  /// @param name a path, `-` for standard input, or `ssh://[user@]host[:port]`
  public Source open(String name) throws UnreadableSource {
    if (SshTarget.isTarget(name)) {
      var target = SshTarget.of(name);
      if (target.isEmpty()) {
        throw new UnreadableSource(name + ": is not ssh://[user@]host[:port]");
      }
      return host(target.get());
    }
    try {
      if (name.equals("-")) {
        return stream("-", "stdin", input, "nothing came on standard input");
      }
      var path = Path.of(name);
      if (!Files.exists(path)) {
        throw new UnreadableSource(name + ": no such file or folder" + misread(name));
      }
      if (!mayBeOpened(path)) {
        throw new UnreadableSource(
            name + ": is a pipe, socket or device; hand it in as standard input: - < " + name);
      }
      if (!Files.isReadable(path)) {
        throw new UnreadableSource(name + ": permission denied; try as root");
      }
      return Files.isDirectory(path) ? folder(name, path.toRealPath()) : file(name, path);
    } catch (InvalidPathException e) {
      throw new UnreadableSource(name + ": is not a file name in this locale");
    } catch (IOException e) {
      throw new UnreadableSource(name + ": " + e.getMessage());
    }
  }

  /// Java has put U+FFFD for the bytes of a name that is not text, and can't find the file.
  private static String misread(String name) {
    return name.indexOf('\uFFFD') < 0
        ? ""
        : "; the name can't be decoded in this locale: rename it, or hand it in as standard input: -";
  }

  /// Nobody may ever write into a pipe, and a device may never end; what a shell hands over already
  /// open, as in `<(…)`, is meant to be read.
  private static boolean mayBeOpened(Path path) {
    return Files.isRegularFile(path)
        || Files.isDirectory(path)
        || path.startsWith("/dev/fd")
        || path.startsWith("/proc/self/fd")
        || path.equals(Path.of("/dev/stdin"));
  }

  /// What can be read only once is kept as a whole; it is as old as the clock.
  private Source stream(String name, String fileName, InputStream in, String ifEmpty)
      throws IOException, UnreadableSource {
    var spool = spool();
    var region = spool.keep(in);
    if (region.size() == 0) {
      spool.close();
      throw new UnreadableSource(
          name + ": " + region.problem().map(Problem::reason).orElse(ifEmpty));
    }
    var shortcoming = region.problem().map(Problem::reason).orElse(null);
    ArchiveNodes.Opener opener = limits -> ArchiveReader.open(region.open(), limits, spool);
    var file = new Node.File(region.size(), now, shortcoming, new OpenRegion(region));
    return archive(name, opener, spool).orElseGet(() -> single(name, fileName, file, spool));
  }

  private Source file(String name, Path path) throws IOException, UnreadableSource {
    var fileName = String.valueOf(path.getFileName());
    if (!Files.isRegularFile(path)) {
      try (var in = Files.newInputStream(path)) {
        return stream(name, fileName, in, "nothing came out of it");
      }
    }
    long size = Files.size(path);
    if (size == 0) {
      throw new UnreadableSource(name + ": the file is empty");
    }
    var spool = spool();
    var real = path.toRealPath();
    var file =
        new Node.File(
            size, Files.getLastModifiedTime(path).toInstant(), null, new OpenFile(real, size));
    return archive(name, limits -> ArchiveReader.open(path, limits), spool)
        .orElseGet(() -> single(name, fileName, file, spool));
  }

  private Source single(String name, String fileName, Node.File file, Spool spool) {
    var nodes = IndexedNodes.of(fileName, file, spool);
    unread(file, fileName).ifPresent(problem -> nodes.addProblem(problem, false));
    if (file.shortcoming() != null) {
      nodes.addProblem(fileName + " " + file.shortcoming(), true);
    }
    return new Source(
        name,
        snapshots(name, List.of(new HostTree(new Layout.Loose(), new FileTree(nodes)))),
        () -> Handover.spooled(name, nodes, spool, now, Optional.empty()));
  }

  /// What keeps anybody from reading a file, compressed or not: it says so whether or not a note
  /// asks for the file.
  private static Optional<String> unread(Node.File file, String fileName) {
    try (var opened = Compression.open(file.opening().open(), Limits.DEFAULT)) {
      var unread = opened.unread(fileName);
      if (unread.isPresent()) {
        return unread.map(Problem::reason);
      }
      opened.bytes().skip(1);
      return opened
          .bytes()
          .problem()
          .filter(problem -> !problem.isDamage() && problem.kind() != Problem.Kind.NOTICE)
          .map(Problem::reason);
    } catch (IOException e) {
      return Optional.of(fileName + ": " + e.getMessage());
    }
  }

  /// What the file holds if it is an archive. Where a link leads to a member that nobody knew to be
  /// wanted, or where nothing tells what its members are, it is read once more.
  private Optional<Source> archive(String name, ArchiveNodes.Opener opener, Spool spool)
      throws IOException, UnreadableSource {
    var names = new NameSet(wanted.names());
    var listing = MemberListing.isWanted(wanted) ? new MemberListing(spool) : null;
    var archive = ArchiveNodes.read(opener, name, names, spool, progress, listing);
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    var hosts = hosts(name, new FileTree(archive.get().nodes()));
    if (listing != null) {
      if (hosts.stream().map(HostTree::layout).anyMatch(listing::lacksPartOf)) {
        listing = listing.whole();
        archive.get().list(listing);
      }
      for (var host : hosts) {
        listing.putInto(archive.get().nodes(), host.layout, now);
        host.tree.forget();
      }
    }
    for (var host : hosts) {
      if (archive.get().keepToo(unknownBefore(host))) {
        host.tree.forget();
      }
    }
    return Optional.of(
        new Source(
            name,
            snapshots(name, hosts),
            () -> Handover.spooled(name, archive.get().nodes(), spool, now, Optional.empty())));
  }

  /// What turns out to be wanted now that the layout is known: what lies where a name says was kept
  /// under any layout.
  private List<FileTree.Entry> unknownBefore(HostTree host) {
    if (host.layout.isLoose()) {
      return host.tree.matching(Glob.of("**"));
    }
    return wanted.names().stream()
        .flatMap(wish -> host.layout.places(wish).stream())
        .filter(host.tree::mayLead)
        .flatMap(place -> host.tree.matching(place).stream())
        .toList();
  }

  /// One host's part of a source.
  private record HostTree(Layout layout, FileTree tree) {}

  private Source folder(String name, Path folder) throws UnreadableSource {
    var tree = new FileTree(new FolderNodes(folder));
    return new Source(
        name, snapshots(name, hosts(name, tree)), () -> Handover.folder(name, folder));
  }

  private static List<HostTree> hosts(String name, FileTree tree) throws UnreadableSource {
    var layouts = Layout.recognise(tree);
    if (layouts.getFirst().isLoose() && tree.matching(Glob.of("**")).isEmpty()) {
      tree.close();
      throw new UnreadableSource(name + ": there is no file in it");
    }
    var told = told(tree, layouts);
    return layouts.stream().map(layout -> new HostTree(layout, told.under(layout.root()))).toList();
  }

  /// As manifests in it tell, where there are any.
  private static FileTree told(FileTree tree, List<Layout> layouts) {
    var manifests = new TreeMap<String, Manifest>();
    for (var layout : layouts) {
      if (layout instanceof Layout.Bundle(var root, var manifest)) {
        manifests.put(root, manifest);
      }
    }
    return manifests.isEmpty() ? tree : tree.told(manifests);
  }

  private List<Snapshot> snapshots(String name, List<HostTree> hosts) {
    var snapshots = new ArrayList<Snapshot>();
    for (var host : hosts) {
      var layout = host.layout;
      var loose = layout.isLoose() ? LooseNames.of(host.tree, recogniser) : LooseNames.none();
      snapshots.add(
          new RecordedSnapshot(
              name, hostIn(name, layout), host.tree, layout, loose, capturedBy(layout)));
    }
    return snapshots;
  }

  private static @Nullable Instant capturedBy(Layout layout) {
    return layout instanceof Layout.Bundle(_, var manifest) ? manifest.captured() : null;
  }

  /// What to call a host that does not tell its name: the bundle's folder, else the source.
  private static String hostIn(String source, Layout layout) {
    var path = layout.root().isEmpty() ? source : layout.root();
    var name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() || name.equals("-") ? "localhost" : name;
  }
}
