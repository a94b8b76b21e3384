package dev.casebook.evidence;

import dev.casebook.hosts.ThisHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Opens what a user names: this host, a folder, an archive, one file, or standard input.
///
/// @param recogniser tells what a loose file is
/// @param wanted the names that will be asked for: what is kept of an archive
/// @param input standard input
/// @param now the clock: when a live host is looked at
public record Sources(
    LooseNames.Recogniser recogniser,
    Wanted wanted,
    InputStream input,
    Instant now,
    Progress progress) {

  /// Sources that nobody waits for.
  public Sources(LooseNames.Recogniser recogniser, Wanted wanted, InputStream input, Instant now) {
    this(recogniser, wanted, input, now, Progress.NONE);
  }

  /// Standard input beyond this is better given as a file, which is read without being kept.
  private static final int INPUT_CAP = 64 * 1024 * 1024;

  public Source thisHost() {
    return new Source("this host", List.of(new LiveSnapshot(new ThisHost(), now)));
  }

  /// @param name a path, or `-` for standard input
  public Source open(String name) throws UnreadableSource {
    try {
      if (name.equals("-")) {
        return standardInput();
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
      return Files.isDirectory(path)
          ? of(name, new FolderTree(path.toRealPath()))
          : file(name, path);
    } catch (InvalidPathException e) {
      throw new UnreadableSource(name + ": is no name of a file in this locale");
    } catch (IOException e) {
      throw new UnreadableSource(name + ": " + e.getMessage());
    }
  }

  /// Java has put U+FFFD for the bytes of a name that is no text, and can't find the file.
  private static String misread(String name) {
    return name.indexOf('\uFFFD') < 0
        ? ""
        : "; the name is no text in this locale: rename it, or hand it in as standard input: -";
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

  private Source standardInput() throws IOException, UnreadableSource {
    return stream("-", "stdin", input, "nothing came on standard input");
  }

  /// What can be read only once.
  private Source stream(String name, String fileName, InputStream in, String ifEmpty)
      throws IOException, UnreadableSource {
    byte[] bytes = in.readNBytes(INPUT_CAP);
    if (bytes.length == 0) {
      throw new UnreadableSource(name + ": " + ifEmpty);
    }
    boolean more = in.read() >= 0;
    var shortcoming = more ? "only the first " + INPUT_CAP / 1024 / 1024 + " MiB were read" : null;
    return of(name, StreamTree.of(fileName, bytes, shortcoming));
  }

  private Source file(String name, Path path) throws IOException, UnreadableSource {
    if (!Files.isRegularFile(path)) {
      try (var in = Files.newInputStream(path)) {
        return stream(name, String.valueOf(path.getFileName()), in, "nothing came out of it");
      }
    }
    if (Files.size(path) == 0) {
      throw new UnreadableSource(name + ": the file is empty");
    }
    var archive = ArchiveTree.open(path, wanted::wants, progress);
    if (archive.isPresent()) {
      return of(name, Layout.isLoose(archive.get()) ? whole(archive.get(), path) : archive.get());
    }
    var fileName = String.valueOf(path.getFileName());
    var modified = Files.getLastModifiedTime(path).toInstant();
    return of(
        name, StreamTree.of(fileName, Files.size(path), modified, new OpenFile(path.toRealPath())));
  }

  /// An archive of loose files is read again to keep all of them: any may be a log.
  private FileTree whole(FileTree part, Path path) throws IOException {
    part.close();
    return ArchiveTree.open(path, _ -> true, progress)
        .orElseThrow(() -> new IOException("the file changed while it was read"));
  }

  private Source of(String name, FileTree tree) throws UnreadableSource {
    var snapshots = new ArrayList<Snapshot>();
    var layouts = Layout.recognise(tree);
    if (layouts.equals(List.of(Layout.loose())) && tree.matching(Glob.of("**")).isEmpty()) {
      tree.close();
      throw new UnreadableSource(name + ": there is no file in it");
    }
    for (var layout : layouts) {
      var loose =
          layout.isLoose() ? LooseNames.of(tree, recogniser) : LooseNames.none();
      snapshots.add(new RecordedSnapshot(name, hostIn(name, layout), tree, layout, loose));
    }
    return new Source(name, snapshots);
  }

  /// What to call a host that does not tell its name: the bundle's folder, else the source.
  private static String hostIn(String source, Layout layout) {
    var path = layout.root().isEmpty() ? source : layout.root();
    var name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() || name.equals("-") ? "localhost" : name;
  }
}
