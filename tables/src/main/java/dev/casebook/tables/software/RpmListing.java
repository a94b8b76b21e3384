package dev.casebook.tables.software;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import dev.casebook.tables.system.HostTime;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The answers of `rpm -qa` in the forms that people and collectors ask for, told apart line by
/// line.
final class RpmListing {

  /// What may follow the last dot of `NAME-VERSION-RELEASE.ARCH`; anything else belongs to the
  /// release.
  private static final Set<String> ARCHITECTURES =
      Set.of(
          "x86_64",
          "noarch",
          "i386",
          "i486",
          "i586",
          "i686",
          "aarch64",
          "armv7hl",
          "ppc64",
          "ppc64le",
          "s390",
          "s390x",
          "riscv64",
          "loongarch64",
          "mips64el",
          "sw_64",
          "ia64",
          "src",
          "(none)");

  private static final String NONE = "(none)";

  /// So many of its first lines tell a listing.
  private static final int LISTED_LINES = 3;

  private static final JsonFactory JSON = new JsonFactory();

  private final Rows<InstalledPackage> rows;
  private final ZoneId zone;

  private RpmListing(Rows<InstalledPackage> rows, ZoneId zone) {
    this.rows = rows;
    this.zone = zone;
  }

  static void parse(Text text, Rows<InstalledPackage> rows) {
    var listing = new RpmListing(rows, text.facts().zone());
    for (var line : text.lines()) {
      if (!line.isNoise() && !line.text().startsWith("warning:")) {
        listing.take(line);
      }
    }
  }

  private void take(Line line) {
    var text = line.text().strip();
    try {
      if (text.startsWith("{")) {
        takeObject(line, text);
      } else if (text.indexOf('|') > 0) {
        takeCells(line, text.split("\\|", -1));
      } else {
        takeName(line, text);
      }
    } catch (NumberFormatException e) {
      rows.reject(line, "a number is not understood");
    }
  }

  /// `NAME|EPOCH|VERSION|RELEASE|ARCH|INSTALLTIME`.
  private void takeCells(Line line, String[] cells) {
    if (cells.length != 6) {
      rows.reject(line, "not six cells");
      return;
    }
    add(line, cells[0], epoch(cells[1]), cells[2], cells[3], cells[4], seconds(cells[5]));
  }

  /// An object of strings, as insights-client asks for it.
  private void takeObject(Line line, String text) {
    try {
      var values = strings(text);
      var name = values.get("name");
      var version = values.get("version");
      var release = values.get("release");
      if (name == null || version == null || release == null) {
        rows.reject(line, "no name, version or release");
        return;
      }
      add(
          line,
          name,
          epoch(values.getOrDefault("epoch", NONE)),
          version,
          release,
          values.getOrDefault("arch", NONE),
          HostTime.parse(values.getOrDefault("installtime", ""), zone));
    } catch (IOException e) {
      rows.reject(line, "not a JSON object");
    }
  }

  private static Map<String, String> strings(String object) throws IOException {
    var values = new HashMap<String, String>();
    try (var json = JSON.createParser(object)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          values.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("no end");
      }
    }
    return values;
  }

  /// `NAME-VERSION-RELEASE.ARCH`, perhaps followed by the time of installation.
  private void takeName(Line line, String text) {
    int end = wordEnd(text);
    var name = Name.of(text.substring(0, end));
    if (name == null) {
      rows.reject(line, "not NAME-VERSION-RELEASE");
      return;
    }
    var installed = installed(text.substring(end).strip());
    add(line, name.name, null, name.version, name.release, name.architecture, installed);
  }

  /// Whether a file begins with names of packages, perhaps behind what was typed to list them.
  static boolean isListing(String head) {
    var first =
        head.lines()
            .dropWhile(line -> line.isBlank() || Line.isPrompt(line))
            .limit(LISTED_LINES)
            .toList();
    return !first.isEmpty() && first.stream().allMatch(RpmListing::isNamed);
  }

  /// Whether a line begins with a package's full name and its architecture.
  private static boolean isNamed(String line) {
    var name = Name.of(line.substring(0, wordEnd(line)));
    return name != null && !name.architecture.equals(NONE);
  }

  private static int wordEnd(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// The parts of `NAME-VERSION-RELEASE.ARCH`, of which only the name may hold dashes.
  private record Name(String name, String version, String release, String architecture) {

    static @Nullable Name of(String whole) {
      int dot = whole.lastIndexOf('.');
      boolean hasArchitecture = dot > 0 && ARCHITECTURES.contains(whole.substring(dot + 1));
      var plain = hasArchitecture ? whole.substring(0, dot) : whole;
      int second = plain.lastIndexOf('-');
      int first = plain.lastIndexOf('-', second - 1);
      if (first <= 0 || first + 1 == second || second + 1 == plain.length()) {
        return null;
      }
      return new Name(
          plain.substring(0, first),
          plain.substring(first + 1, second),
          plain.substring(second + 1),
          hasArchitecture ? whole.substring(dot + 1) : NONE);
    }
  }

  /// Seconds since 1970 in a cell of their own, else a date.
  private Optional<Instant> installed(String rest) {
    var cells = rest.split("\t", -1);
    for (var cell : cells) {
      if (cell.length() >= 9 && cell.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return seconds(cell);
      }
    }
    return HostTime.parse(cells[0], zone);
  }

  private static Optional<Instant> seconds(String text) {
    return text.equals(NONE) || text.length() > 12
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
  }

  private static @Nullable Integer epoch(String text) {
    return text.equals(NONE) || text.isEmpty() ? null : Integer.valueOf(text);
  }

  private void add(
      Line line,
      String name,
      @Nullable Integer epoch,
      String version,
      String release,
      String architecture,
      Optional<Instant> installed) {
    rows.add(
        line,
        new InstalledPackage(
            name,
            epoch,
            version,
            release,
            InstalledPackage.together(epoch, version, release),
            architecture.equals(NONE) ? null : architecture,
            "rpm",
            null,
            installed.orElse(null)));
  }
}
