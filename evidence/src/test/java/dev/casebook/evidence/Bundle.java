package dev.casebook.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Evidence made up for a test: files and links in a folder, and the source that they are.
record Bundle(Path folder) {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  Bundle file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Bundle file(String path, byte[] content) {
    try {
      Files.write(made(path), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bundle link(String path, String target) {
    try {
      Files.createSymbolicLink(made(path), Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bundle emptyFolder(String path) {
    made(path + "/x");
    return this;
  }

  private Path made(String path) {
    try {
      var file = folder.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FileTree tree() {
    return new FileTree(new FolderNodes(folder));
  }

  /// The paths of the files that a glob finds.
  List<String> matching(String glob) {
    try (var tree = tree()) {
      return tree.matching(Glob.of(glob)).stream()
          .filter(entry -> !(entry.opening() instanceof Node.Closed))
          .map(FileTree.Entry::path)
          .toList();
    }
  }

  /// What a glob finds that can't be read, and why.
  List<String> unreadable(String glob) {
    try (var tree = tree()) {
      return tree.matching(Glob.of(glob)).stream()
          .filter(entry -> entry.opening() instanceof Node.Closed)
          .map(entry -> entry.path() + " " + entry.shortcoming())
          .toList();
    }
  }

  Source open() throws UnreadableSource {
    return sources("").open(folder.toString());
  }

  /// Sources whose loose files are known by their first word, and by the names `date` and
  /// `proc_net_dev`.
  static Sources sources(String standardInput) {
    return new Sources(
        new FirstWord(),
        new Wanted(
            List.of(
                new Wanted.Wish(
                    List.of(),
                    List.of(ArtifactName.file("/etc/**"), ArtifactName.file("/var/log/**"))))),
        new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
        NOW);
  }

  static String text(Artifact artifact) {
    try (var in = artifact.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class FirstWord implements LooseNames.Recogniser {
    @Override
    public Optional<ArtifactName> recognise(String path, byte[] bytes) {
      var head = new String(bytes, StandardCharsets.UTF_8);
      return head.startsWith("Inter-|")
          ? Optional.of(ArtifactName.file("/proc/net/dev"))
          : head.startsWith("cgroups")
              ? Optional.of(ArtifactName.file("/sys/fs/cgroup/cpu.stat"))
              : Optional.empty();
    }

    @Override
    public boolean isKnownName(String words) {
      return words.equals("date") || words.equals("proc_net_dev");
    }
  }
}
