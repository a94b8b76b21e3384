package dev.casebook.tables.storage;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what `lsof -F` prints for programs: a field a line, or several with a zero behind each
/// (`-F0`); the first letter says which. `p` begins a process, `f` one of its files.
///
/// Source: lsof(8), OUTPUT FOR OTHER PROGRAMS.
final class LsofFields {

  /// Every letter that lsof(8) has for a field.
  private static final String LETTERS = "acCdDfFgGijkKlLmMnNopPrRsStTuzZ";

  private final Rows<OpenFile> rows;
  private final Map<Character, String> process = new HashMap<>();
  private final Map<Character, String> file = new HashMap<>();
  private @Nullable Line line;

  private LsofFields(Rows<OpenFile> rows) {
    this.rows = rows;
  }

  static boolean isListing(String head) {
    return head.matches("(?s)p\\d{1,9}[\n\0](?:[a-zA-Z][^\n]*\n)*?f(?:cwd|rtd|txt|mem|\\d).*");
  }

  static void parse(Text text, Rows<OpenFile> rows) {
    var fields = new LsofFields(rows);
    for (var line : text.lines()) {
      for (var field : line.text().split("\0")) {
        if (!field.isEmpty()) {
          fields.take(line, field);
        }
      }
    }
    fields.end();
    rows.lacksRows("may list only what was asked for");
  }

  private void take(Line at, String field) {
    char letter = field.charAt(0);
    var value = field.substring(1);
    if (LETTERS.indexOf(letter) < 0) {
      rows.reject(at, "no field of lsof(8)");
    } else if (letter == 'p') {
      end();
      process.clear();
      process.put(letter, value);
    } else if (letter == 'f') {
      end();
      line = at;
      file.put(letter, value);
    } else if (line == null) {
      process.put(letter, value);
    } else {
      file.put(letter, value);
    }
  }

  /// Adds the file in hand.
  private void end() {
    var first = line;
    line = null;
    if (first == null) {
      return;
    }
    var pid = Digits.small(process.getOrDefault('p', ""));
    if (pid == null) {
      rows.reject(first, "a file of no process");
    } else {
      rows.add(first, row(pid));
    }
    file.clear();
  }

  private OpenFile row(Integer pid) {
    var descriptor = file.getOrDefault('f', "");
    var name = file.get('n');
    var device = file.getOrDefault('D', "");
    var number = device.startsWith("0x") ? Digits.hex(device.substring(2)) : null;
    return new OpenFile(
        pid,
        process.get('c'),
        process.getOrDefault('L', process.get('u')),
        LsofListing.kind(descriptor),
        Digits.small(descriptor),
        LsofListing.access(file.getOrDefault('a', "")),
        null,
        file.get('t'),
        name == null ? null : OpenFile.named(name),
        descriptor.equals("DEL")
            || "0".equals(file.get('k'))
            || (name != null && name.endsWith(OpenFile.DELETED)),
        Digits.decimal(file.getOrDefault('s', "")),
        number == null ? null : DeviceNumber.ofEncoded(number).toString(),
        Digits.decimal(file.getOrDefault('i', "")));
  }
}
