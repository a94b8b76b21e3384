package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a view: from its page, `AREA/views/NAME.md`, or from `## Given` in a note.
final class ViewReader {

  private static final Pattern COLUMN =
      Pattern.compile("^- ((?:`[a-z][a-z0-9_]*`(?:, )?)+)(?:: (.*))?$");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private ViewReader() {}

  static View read(Path file) throws UnusableFile {
    return read(file, UnknownKeys.REFUSED);
  }

  static View read(Path file, UnknownKeys unknown) throws UnusableFile {
    return read(file, PageFile.text(file), unknown);
  }

  static View read(Path file, String text) throws UnusableFile {
    return read(file, text, UnknownKeys.REFUSED);
  }

  private static View read(Path file, String text, UnknownKeys unknown) throws UnusableFile {
    var page = Page.of(file, text, "# ");
    if (page.sections().size() != 1) {
      throw new UnusableFile(file, 1, "a view's page has one heading, # NAME");
    }
    var section = page.sections().getFirst();
    var name = String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
    if (!section.heading().equals(name)) {
      throw new UnusableFile(
          file, section.line(), "the page of " + section.heading() + " is called " + name + ".md");
    }
    List<SignalDefinition> signals = List.of();
    if (!page.header().isEmpty()) {
      var fields = YamlFields.ofMapping(file, "the header", page.header(), unknown);
      fields.allow(Set.of("signals"));
      signals = SignalReader.read(fields);
    }
    var faults = new ArrayList<String>();
    var view = view(file, section, name, signals, faults);
    if (view.columns().isEmpty()) {
      faults.add(
          file + ":" + section.line() + ": no columns are listed; write - `column`: what it is");
    }
    if (!faults.isEmpty()) {
      throw new UnusableFile(faults);
    }
    return view;
  }

  /// One that a note gives itself.
  static View given(Path file, Page.Section section, String name, List<String> faults) {
    return view(file, section, name, List.of(), faults);
  }

  private static View view(
      Path file,
      Page.Section section,
      String name,
      List<SignalDefinition> signals,
      List<String> faults) {
    if (!NAME.matcher(name).matches()) {
      faults.add(file + ":" + section.line() + ": a view's name is of a-z, 0-9 and _, not " + name);
    }
    var reader = new BlockReader(file, faults).read(section.body(), section.line() + 1);
    var columns = new ArrayList<View.Column>();
    var meaning = new StringBuilder();
    boolean listed = false;
    for (var line : reader.prose()) {
      var column = COLUMN.matcher(line);
      if (column.matches()) {
        listed = true;
        var tells = column.group(2) == null ? "" : column.group(2);
        Arrays.stream(column.group(1).split(", "))
            .map(each -> each.replace("`", ""))
            .forEach(each -> columns.add(new View.Column(each, tells)));
      } else if (listed && line.startsWith("  ")) {
        var last = columns.removeLast();
        columns.add(new View.Column(last.name(), last.meaning() + " " + line.strip()));
      } else if (!listed) {
        meaning.append(line.strip()).append(line.isBlank() ? "\n" : " ");
      }
    }
    return new View(
        file,
        name,
        meaning.toString().strip(),
        columns,
        signals,
        reader.block(name, section.line()));
  }
}
