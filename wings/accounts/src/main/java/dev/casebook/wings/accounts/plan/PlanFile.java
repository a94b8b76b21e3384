package dev.casebook.wings.accounts.plan;

import dev.casebook.formats.text.TabSeparated;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A plan as a file: lines of words with tabs between, the first of each says what it is. Whoever
/// wants can read it; whoever changes it makes it another plan, which is applied as it stands if
/// the target allows.
public final class PlanFile {

  private static final String FORM = "casebook-plan";
  private static final String VERSION = "1";
  private static final long BYTES_MAX = 256L << 20;

  private PlanFile() {}

  /// Writes it so that there is a whole plan or none.
  public static void write(Plan plan, Path file) throws IOException {
    var temporary = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(temporary, lines(plan));
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> lines(Plan plan) {
    var lines = new ArrayList<String>();
    lines.add(TabSeparated.line(FORM, VERSION));
    lines.add(TabSeparated.line("target", plan.target()));
    lines.add(TabSeparated.line("folder", plan.folder()));
    lines.add(TabSeparated.line("made", plan.made().toString()));
    lines.add(TabSeparated.line("looked", Integer.toString(plan.looked())));
    plan.ends().forEach((part, end) -> lines.add(TabSeparated.line("end", part, end)));
    for (var change : plan.changes()) {
      lines.add(
          TabSeparated.line(
              "change", change.phase().name(), change.key().kind(), change.key().name()));
      change
          .edits()
          .forEach((attribute, edit) -> {
            edit.taken().forEach(value -> lines.add(TabSeparated.line("-", attribute, value)));
            edit.given().forEach(value -> lines.add(TabSeparated.line("+", attribute, value)));
          });
    }
    plan.claimed().forEach(key -> lines.add(TabSeparated.line("claim", key.kind(), key.name())));
    plan.leaving().forEach(key -> lines.add(TabSeparated.line("leave", key.kind(), key.name())));
    plan.remarks().forEach(remark -> lines.add(TabSeparated.line("remark", remark)));
    plan.unread().forEach((part, why) -> lines.add(TabSeparated.line("unread", part, why)));
    lines.add("end of plan");
    return lines;
  }

  /// An item as one line, for digests.
  static String line(Item item) {
    var words = new ArrayList<String>();
    words.add(item.key().kind());
    words.add(item.key().name());
    item.values()
        .forEach((attribute, values) -> {
          words.add(attribute + " " + values.size());
          words.addAll(values);
        });
    return TabSeparated.line(words.toArray(String[]::new)) + "\n";
  }

  /// @throws IOException also where it is no plan, with the line
  public static Plan read(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException("larger than a plan can be");
    }
    var lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(TabSeparated.line(FORM, VERSION))) {
      throw new IOException("is no plan of this version of casebook: make it anew");
    }
    if (!lines.getLast().equals("end of plan")) {
      throw new IOException("is cut: make it anew");
    }
    var reader = new Reader();
    for (int i = 1; i < lines.size() - 1; i++) {
      try {
        reader.take(TabSeparated.words(lines.get(i)));
      } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
        throw new IOException("line %d is none of a plan".formatted(i + 1), e);
      }
    }
    return reader.plan();
  }

  private static final class Reader {
    private final Map<String, String> head = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Key> claimed = new ArrayList<>();
    private final List<Key> leaving = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final TreeMap<String, String> ends = new TreeMap<>();
    private final TreeMap<String, String> unread = new TreeMap<>();

    void take(List<String> words) {
      switch (words.getFirst()) {
        case "change" ->
            changes.add(
                new Change(
                    Change.Phase.valueOf(words.get(1)),
                    new Key(words.get(2), words.get(3)),
                    new TreeMap<>()));
        case "-" -> edit(words.get(1), words.get(2), true);
        case "+" -> edit(words.get(1), words.get(2), false);
        case "claim" -> claimed.add(new Key(words.get(1), words.get(2)));
        case "leave" -> leaving.add(new Key(words.get(1), words.get(2)));
        case "remark" -> remarks.add(words.get(1));
        case "end" -> ends.put(words.get(1), digest(words.get(2)));
        case "unread" -> unread.put(words.get(1), words.get(2));
        case "target", "folder", "made", "looked" -> head.put(words.get(0), words.get(1));
        default -> throw new IllegalArgumentException(words.getFirst());
      }
    }

    private void edit(String attribute, String value, boolean taken) {
      var change = changes.removeLast();
      SortedMap<String, Edit> edits = new TreeMap<>(change.edits());
      var before = edits.getOrDefault(attribute, Edit.of(List.of(), List.of()));
      var added = new TreeSet<>(taken ? before.taken() : before.given());
      added.add(value);
      edits.put(attribute, taken ? Edit.of(added, before.given()) : Edit.of(before.taken(), added));
      changes.add(new Change(change.phase(), change.key(), edits));
    }

    Plan plan() throws IOException {
      try {
        return new Plan(
            word("target"),
            word("folder"),
            Instant.parse(word("made")),
            Integer.parseInt(word("looked")),
            ends,
            changes,
            claimed,
            leaving,
            remarks,
            unread);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new IOException("its head is not that of a plan: make it anew", e);
      }
    }

    private static String digest(String hex) {
      if (HexFormat.of().parseHex(hex).length != 32) {
        throw new IllegalArgumentException(hex);
      }
      return hex;
    }

    private String word(String name) {
      var word = head.get(name);
      if (word == null) {
        throw new IllegalArgumentException(name);
      }
      return word;
    }
  }
}
