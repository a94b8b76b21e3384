package dev.casebook.tables.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event of auditd while its records come: `SYSCALL` tells who, `EXECVE` what, `CWD` where.
final class AuditEvent {

  /// The kernel writes no longer list of arguments than 128 KiB into one event's records by
  /// default; of a longer one the beginning is kept.
  private static final int COMMAND_MAX = 128 * 1024;

  private static final String NOBODY = "4294967295";

  private final long micros;
  private final @Nullable String hostname;
  private final Map<String, String> who = new HashMap<>();
  private final StringBuilder command = new StringBuilder();
  private @Nullable String folder;
  private String argument = "";
  private long origin = -1;

  AuditEvent(long micros, @Nullable String hostname) {
    this.micros = micros;
    this.hostname = hostname;
  }

  /// @param type of the record
  /// @param fields what stands behind its head: `argc=2 a0="cat" a1=2F6120`
  /// @param line its origin
  void take(String type, String fields, long line) {
    switch (type) {
      case "SYSCALL" -> each(fields, who::putIfAbsent);
      case "EXECVE" -> {
        origin = origin < 0 ? line : origin;
        each(fields, this::argument);
      }
      case "CWD" ->
          each(
              fields,
              (name, value) -> {
                if (name.equals("cwd")) {
                  folder = value;
                }
              });
      default -> {
        // Paths and the title repeat what these tell.
      }
    }
  }

  /// The program that it started; null if it started none.
  @Nullable StartedProgram started() {
    if (origin < 0) {
      return null;
    }
    var pid = who.getOrDefault("pid", "");
    return new StartedProgram(
        micros,
        hostname,
        "auditd",
        name("AUID", "auid"),
        name("UID", "uid"),
        terminal(),
        folder,
        who.get("exe"),
        pid.matches("\\d{1,9}") ? Long.parseLong(pid) : -1,
        command.toString(),
        origin);
  }

  /// The name that auditd adds where `log_format = ENRICHED`, else the number.
  private @Nullable String name(String enriched, String plain) {
    var name = who.get(enriched);
    if (name != null && !name.equals("unset") && !name.startsWith("unknown(")) {
      return name;
    }
    var number = who.get(plain);
    return number == null || number.equals(NOBODY) || number.equals("-1") ? null : number;
  }

  private @Nullable String terminal() {
    var terminal = StartedProgram.known(who.get("tty"));
    return terminal == null || terminal.equals("(none)") ? null : terminal;
  }

  /// `a0`, `a1`; a long one comes in pieces, `a1[0]`, after its length, `a1_len`.
  private void argument(String name, String value) {
    if (!name.matches("a\\d+(?:\\[\\d+\\])?") || command.length() + value.length() > COMMAND_MAX) {
      return;
    }
    int piece = name.indexOf('[');
    var whole = piece < 0 ? name : name.substring(0, piece);
    if (!command.isEmpty() && !whole.equals(argument)) {
      command.append(' ');
    }
    argument = whole;
    command.append(value);
  }

  private interface Taker {
    void take(String name, String value);
  }

  /// Each `name=value`; a value is quoted, or in hexadecimal where it holds blanks or quotes.
  private static void each(String fields, Taker taker) {
    int at = 0;
    while (at < fields.length()) {
      int equals = fields.indexOf('=', at);
      if (equals < 0) {
        return;
      }
      // Enriched fields follow a group separator.
      int from = Math.max(fields.lastIndexOf(' ', equals), fields.lastIndexOf('\u001d', equals));
      var name = fields.substring(Math.max(from + 1, at), equals);
      boolean quoted = equals + 1 < fields.length() && fields.charAt(equals + 1) == '"';
      int end = quoted ? fields.indexOf('"', equals + 2) : end(fields, equals + 1);
      end = end < 0 ? fields.length() : end;
      var value = fields.substring(equals + (quoted ? 2 : 1), end);
      taker.take(name, quoted || !isText(name) ? value : decoded(value));
      at = end + 1;
    }
  }

  private static int end(String fields, int from) {
    int at = from;
    while (at < fields.length() && fields.charAt(at) != ' ' && fields.charAt(at) != '\u001d') {
      at++;
    }
    return at;
  }

  /// Whether a field may hold what somebody chose, so that the kernel may have encoded it.
  private static boolean isText(String name) {
    return switch (name) {
      case "exe", "cwd", "comm" -> true;
      default -> name.matches("a\\d+(?:\\[\\d+\\])?");
    };
  }

  private static String decoded(String hex) {
    if (hex.length() % 2 != 0 || !hex.matches("[0-9A-F]+")) {
      return hex;
    }
    var bytes = new ByteArrayOutputStream(hex.length() / 2);
    for (int i = 0; i < hex.length(); i += 2) {
      bytes.write(Character.digit(hex.charAt(i), 16) << 4 | Character.digit(hex.charAt(i + 1), 16));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
