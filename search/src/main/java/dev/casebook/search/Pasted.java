package dev.casebook.search;

import dev.casebook.formats.logs.LineKind;
import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.formats.logs.LogDetection;
import dev.casebook.formats.logs.LogFormat;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.Slice;
import dev.casebook.formats.logs.StampKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A few lines that somebody pasted, as far as they are understood.
///
/// @param lines how many there are, blank ones left out
/// @param understood how many of them have a form that is known
/// @param programs that wrote those, where they say so
/// @param messages of all, each once
public record Pasted(int lines, int understood, Set<String> programs, Set<String> messages) {

  /// More is a log and not something that was pasted.
  public static final int BYTES_MAX = LogDetection.HEAD_BYTES;

  private static final int LINES_MAX = 200;

  public Pasted {
    programs = new LinkedHashSet<>(programs);
    messages = new LinkedHashSet<>(messages);
  }

  /// Empty where that is not text, or too much of it.
  public static Optional<Pasted> of(byte[] text) {
    var detection = LogDetection.of(text, 0, Math.min(text.length, BYTES_MAX));
    if (text.length > BYTES_MAX || !detection.text()) {
      return Optional.empty();
    }
    var parser = detection.parser();
    parser.over(text, 0, text.length);
    var reader = new Reader();
    var splitter = new LineSplitter().over(text, 0, text.length);
    while (splitter.next() || splitter.last()) {
      reader.see(parser.parse(text, splitter.from(), splitter.to()));
    }
    return reader.lines == 0 || reader.lines > LINES_MAX
        ? Optional.empty()
        : Optional.of(
            new Pasted(reader.lines, reader.understood, reader.programs, reader.messages));
  }

  private static final class Reader {
    private final Set<String> programs = new LinkedHashSet<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private int lines;
    private int understood;

    void see(LogLine line) {
      if (line.kind() == LineKind.BLANK) {
        return;
      }
      lines++;
      if (line.kind() == LineKind.MARKER) {
        understood++;
        return;
      }
      add(line.message(), messages);
      if (line.format() != LogFormat.PLAIN || line.stampKind() != StampKind.ABSENT) {
        understood++;
        add(line.program(), programs);
      }
    }

    private static void add(Slice slice, Set<String> texts) {
      if (slice.isPresent() && slice.length() > 0) {
        texts.add(slice.toString());
      }
    }
  }

  /// The notes that are nearest: those whose signals are in one of the lines, then those that have
  /// most of the words of all lines.
  public List<Found> nearest(Library library, int most) {
    var found = new ArrayList<Found>();
    for (var message : messages) {
      library.ofLine(message).forEach(each -> add(each, found));
    }
    library.find(String.join("\n", messages), most).forEach(each -> add(each, found));
    return found.subList(0, Math.min(most, found.size()));
  }

  private static void add(Found one, List<Found> found) {
    if (found.stream().noneMatch(each -> each.note().id().equals(one.note().id()))) {
      found.add(one);
    }
  }
}
