package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Block;
import dev.casebook.diagnosis.NoteFile.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a note from its folder.
public final class NoteReader {

  private static final Pattern OPTION =
      Pattern.compile("^\\((negates|optional): ([a-z0-9_., ]+)\\)$");

  private final NoteFile file;

  private NoteReader(NoteFile file) {
    this.file = file;
  }

  /// @param folder the note's, with `note.md` in it
  public static Note read(Path folder) throws UnusableFile {
    var file = folder.resolve("note.md");
    try {
      var noteFile = NoteFile.of(file, Files.readString(file));
      return new NoteReader(noteFile).note(isExperimental(folder));
    } catch (IOException e) {
      throw UnusableFile.unreadable(file, e);
    }
  }

  /// Whether no evidence stands beside a note that proves when it fires.
  static boolean isExperimental(Path folder) {
    return !Files.isDirectory(folder.resolve("fires"));
  }

  private Note note(boolean experimental) throws UnusableFile {
    var header = NoteHeader.read(file.file(), file.header());
    return new Note(
        file.file(),
        header.id(),
        header.title(),
        header.severity(),
        header.tags(),
        header.applies(),
        header.explains(),
        header.aliases(),
        header.parameters(),
        header.signals(),
        header.references(),
        text("Symptom"),
        blocks(analysis()),
        blocks(detects()),
        text("Finding"),
        text("Cause"),
        text("Remedy"),
        experimental);
  }

  private String text(String heading) throws UnusableFile {
    return file.sections().stream()
        .filter(section -> section.level() == 2 && section.heading().equals(heading))
        .map(Section::text)
        .findFirst()
        .orElseThrow(() -> new UnusableFile(file.file(), 1, "there is no section ## " + heading));
  }

  private List<Section> detects() throws UnusableFile {
    var detects =
        file.sections().stream()
            .filter(section -> section.level() == 2 && section.heading().startsWith("Detect"))
            .toList();
    if (detects.isEmpty()) {
      throw new UnusableFile(file.file(), 1, "there is no section ## Detect");
    }
    return detects;
  }

  /// The `###` sections between `## Analysis` and the next `##`.
  private List<Section> analysis() {
    var hypotheses = new ArrayList<Section>();
    boolean inside = false;
    for (var section : file.sections()) {
      if (section.level() == 2) {
        inside = section.heading().equals("Analysis");
      } else if (inside) {
        hypotheses.add(section);
      }
    }
    return hypotheses;
  }

  private List<Block> blocks(List<Section> sections) throws UnusableFile {
    var blocks = new ArrayList<Block>();
    for (var section : sections) {
      blocks.add(block(section));
    }
    return blocks;
  }

  private Block block(Section section) throws UnusableFile {
    int fence = section.body().indexOf("```sql");
    if (fence < 0) {
      throw new UnusableFile(
          file.file(), section.line(), "\"" + section.heading() + "\" has no sql block");
    }
    int end = section.body().subList(fence, section.body().size()).indexOf("```") + fence;
    if (end < fence) {
      throw new UnusableFile(file.file(), section.line() + fence + 1, "the sql block has no end");
    }
    var sql = String.join("\n", section.body().subList(fence + 1, end));
    return new Block(
        section.heading().replaceFirst("^Detect:?\\s*", ""),
        sql,
        Set.of(),
        option("negates", section),
        option("optional", section),
        section.body().stream().anyMatch(line -> line.strip().equals("(finds only)")),
        section.line() + fence + 2);
  }

  private static Set<String> option(String name, Section section) {
    var names = new LinkedHashSet<String>();
    for (var line : section.body()) {
      var option = OPTION.matcher(line.strip());
      if (option.matches() && option.group(1).equals(name)) {
        Arrays.stream(option.group(2).split(",")).map(String::strip).forEach(names::add);
      }
    }
    return names;
  }
}
