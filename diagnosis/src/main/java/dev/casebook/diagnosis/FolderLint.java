package dev.casebook.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Checks what stands beside a note: evidence that nobody would read is a misspelt name.
final class FolderLint {

  private static final TreeSet<String> OF_NOTE = new TreeSet<>(List.of("clear", "fires", "quiet"));
  private static final TreeSet<String> OF_RUNBOOK = new TreeSet<>(List.of("walks"));

  /// Those of which a file beside them tells what is said.
  private static final Set<String> EXPECTING = Set.of("fires", "walks");

  private static final String EXPECTED = ".expected";

  private final Note note;
  private final Path folder;
  private final List<String> complaints;

  FolderLint(Note note, List<String> complaints) {
    this.note = note;
    this.folder = note.file().resolveSibling(".").normalize();
    this.complaints = complaints;
  }

  void check() throws UnusableFile {
    try {
      for (var entry : entries(folder)) {
        checkEntry(entry);
      }
      if (!note.experimental()
          && Page.of(note.file(), PageFile.text(note.file()), "## ").sections().stream()
              .noneMatch(section -> section.heading().equals("Provenance"))) {
        complain("say where the evidence in fires/ and clear/ comes from: ## Provenance");
      }
    } catch (IOException e) {
      throw UnusableFile.unreadable(folder, e);
    }
  }

  private void checkEntry(Path entry) throws IOException {
    var name = String.valueOf(entry.getFileName());
    if (!isFolder(entry)) {
      return;
    }
    var kinds = note.isRunbook() ? OF_RUNBOOK : OF_NOTE;
    if (!kinds.contains(name)) {
      complain("nothing reads the folder " + name + BlockLint.nearest(name, kinds));
      return;
    }
    for (var evidence : entries(entry)) {
      var inside = name + "/" + evidence.getFileName();
      if (isFolder(evidence)) {
        continue;
      }
      if (!EXPECTING.contains(name) || !inside.endsWith(EXPECTED)) {
        complain("nothing reads " + inside + "; evidence is a folder, " + name + "/NAME/");
      } else if (!isFolder(folder.resolve(withoutEnd(inside)))) {
        complain(inside + " says what nothing is there for: make " + withoutEnd(inside) + "/");
      }
    }
  }

  private static String withoutEnd(String name) {
    return name.substring(0, name.length() - EXPECTED.length());
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private void complain(String what) {
    complaints.add(note.file() + ":1: " + what);
  }
}
