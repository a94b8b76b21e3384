package dev.casebook.tables.identity;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Entries of a directory as `ldapsearch`, `slapcat` and `ldbsearch` print them, one at a time.
///
/// ```
/// # base <dc=example,dc=com> with scope subtree
/// # filter: (objectclass=*)
/// # requesting: * +
///
/// dn: uid=lihua,ou=people,dc=example,dc=com
/// cn:: 5p2O5Y2O
/// description: a long value goes on in the nex
///  t line
///
/// search: 2
/// result: 4 Size limit exceeded
/// ```
///
/// Source: RFC 2849, and `common.c` of OpenLDAP's clients for the comments.
final class Ldif {

  /// Of one entry; a group of 100,000 members has 10 MB.
  private static final int VALUES_MAX = 1_000_000;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final Rows<?> rows;
  private final Consumer<Entry> each;
  private final StringBuilder asked = new StringBuilder();
  private final List<Line> lines = new ArrayList<>();

  private Ldif(Rows<?> rows, Consumer<Entry> each) {
    this.rows = rows;
    this.each = each;
  }

  /// Passes on each entry.
  static void read(Text text, Rows<?> rows, Consumer<Entry> each) {
    var reader = new Ldif(rows, each);
    text.lines().forEach(reader::take);
    reader.end();
  }

  /// Whether a file begins as one of these programs' outputs does.
  static boolean isHead(String head) {
    return head.startsWith("# extended LDIF\n") || head.startsWith("version: 1\n") || isBare(head);
  }

  /// The same without a head of its own, as `slapcat` and `ldapsearch -LLL` print.
  private static boolean isBare(String head) {
    return head.matches("(?s)dn::? [^\n]*\n.*") && !head.contains(",cn=sysdb");
  }

  /// Whether it is sssd's cache, which has the same form.
  static boolean isCacheHead(String head) {
    return head.matches("(?s)(?:asq: [^\n]*\n)?# record 1\ndn: .*") && head.contains("cn=sysdb");
  }

  private void take(Line line) {
    if (line.text().isEmpty()) {
      end();
    } else if (line.text().startsWith("#")) {
      comment(line.text());
    } else if (lines.size() < VALUES_MAX) {
      lines.add(line);
    }
  }

  private void comment(String comment) {
    for (var told : List.of("# base ", "# filter: ", "# requesting: ")) {
      if (comment.startsWith(told)) {
        asked.append(asked.isEmpty() ? "" : ", ").append(comment.substring(2).strip());
      }
    }
  }

  private void end() {
    if (!lines.isEmpty()) {
      block();
      lines.clear();
    }
  }

  private void block() {
    var first = lines.getFirst();
    var values = new LinkedHashMap<String, List<String>>();
    var value = new StringBuilder();
    for (var line : lines) {
      if (line.text().startsWith(" ")) {
        value.append(line.text(), 1, line.text().length());
      } else {
        add(value, values, first);
        value.setLength(0);
        value.append(line.text());
      }
    }
    add(value, values, first);
    var dn = values.remove("dn");
    if (dn != null) {
      each.accept(new Entry(first, dn.getFirst(), values, asked.toString()));
    } else if (values.containsKey("result")) {
      result(values);
    }
  }

  private void result(Map<String, List<String>> values) {
    var result = values.getOrDefault("result", List.of("")).getFirst();
    if (!result.startsWith("0 ")) {
      rows.lacksRows("ends with result " + result);
    }
  }

  private void add(StringBuilder line, Map<String, List<String>> values, Line at) {
    int colon = line.indexOf(":");
    if (colon <= 0) {
      if (!line.isEmpty()) {
        rows.reject(new Line(at.offset(), "(in this entry)"), "no attribute and value");
      }
      return;
    }
    var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    var rest = line.substring(colon + 1);
    if (rest.startsWith("<")) {
      return;
    }
    var value = rest.startsWith(":") ? decoded(rest.substring(1).strip()) : rest.stripLeading();
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }

  /// @param line where it begins
  /// @param values by the attribute's name in small letters
  /// @param asked what the search was for, as far as the output tells; empty if it does not
  record Entry(Line line, String dn, Map<String, List<String>> values, String asked) {

    List<String> all(String attribute) {
      return values.getOrDefault(attribute, List.of());
    }

    boolean has(String attribute) {
      return values.containsKey(attribute);
    }

    /// The first value of the first of these attributes that is there.
    @Nullable String text(String... attributes) {
      return Stream.of(attributes).flatMap(name -> all(name).stream()).findFirst().orElse(null);
    }

    boolean isOf(String objectClass) {
      return all("objectclass").stream().anyMatch(objectClass::equalsIgnoreCase);
    }

    @Nullable Long number(String attribute) {
      var text = text(attribute);
      return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    @Nullable Instant time(String... attributes) {
      return Ldif.time(text(attributes));
    }
  }

  /// A generalized time of RFC 4517, `20261128112035.280746Z`, to the second.
  static @Nullable Instant time(@Nullable String text) {
    if (text == null || !text.matches("\\d{14}(?:[.,]\\d{1,9})?Z")) {
      return null;
    }
    try {
      return LocalDateTime.parse(text.substring(0, 14), TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
