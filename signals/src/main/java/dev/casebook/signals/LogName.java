package dev.casebook.signals;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a log's name on its host tells of who writes in it: the host's path or the command, never
/// where a bundle keeps it.
///
/// @param parts the folders' names and, last, the file's or the command's, in lower case
record LogName(List<String> parts, Nature nature) {

  /// Whose lines a log gets by its name, as syslog's configuration has it everywhere.
  enum Nature {
    EVERYONE,
    KERNEL,
    LOGINS,
    CRON,
    /// Those that its name names, if any.
    NAMED
  }

  private static final List<String> FOR_EVERYONE =
      List.of("messages", "syslog", "system.log", "daemon.log", "allmessages", "everything");
  private static final List<String> FOR_KERNEL = List.of("kern.log", "kernel.log", "dmesg");
  private static final List<String> FOR_LOGINS = List.of("secure", "auth.log", "authlog");
  private static final List<String> FOR_CRON = List.of("cron", "cron.log");

  /// Names of logs that many write in.
  private static final Set<String> GENERAL =
      Stream.of(FOR_EVERYONE, FOR_KERNEL, FOR_LOGINS)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  /// Who writes in a log for logins, beside those who are called after it.
  private static final Set<String> WRITERS_OF_LOGINS =
      Set.of("sshd", "su", "sudo", "login", "cron", "crond", "systemd-logind", "passwd", "useradd");

  LogName {
    parts = List.copyOf(parts);
  }

  static LogName of(Artifact log) {
    var name = log.name();
    var text = name.text().toLowerCase(Locale.ROOT);
    return switch (name) {
      case ArtifactName.File _ -> {
        var parts = List.of(text.substring(1).split("/"));
        yield new LogName(parts, ofFile(parts.getLast()));
      }
      case ArtifactName.Command _ -> new LogName(List.of(text), ofCommand(text));
    };
  }

  private static Nature ofFile(String file) {
    if (isJournal(file) || isOneOf(FOR_EVERYONE, file)) {
      return Nature.EVERYONE;
    } else if (isOneOf(FOR_KERNEL, file)) {
      return Nature.KERNEL;
    } else if (isOneOf(FOR_LOGINS, file)) {
      return Nature.LOGINS;
    }
    return isOneOf(FOR_CRON, file) ? Nature.CRON : Nature.NAMED;
  }

  private static Nature ofCommand(String line) {
    if (line.startsWith("dmesg") || line.matches("journalctl.*[ _](?:-k|--dmesg)(?:[ _].*)?")) {
      return Nature.KERNEL;
    }
    boolean ofUnit = line.matches("journalctl.*[ _](?:-u|--unit)(?:[ _=].*)?");
    return line.startsWith("journalctl") && !ofUnit ? Nature.EVERYONE : Nature.NAMED;
  }

  private static boolean isOneOf(List<String> names, String file) {
    for (var name : names) {
      if (begins(file, 0, name)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is the journal itself, which only journalctl reads.
  boolean isJournal() {
    return isJournal(parts.getLast());
  }

  private static boolean isJournal(String file) {
    return file.endsWith(".journal") || file.endsWith(".journal~");
  }

  boolean isJournalctl() {
    return parts.getLast().startsWith("journalctl");
  }

  /// Those of its parts. A word that it names has no others.
  long letters() {
    long letters = 0;
    for (int i = 0; i < parts.size(); i++) {
      letters |= letters(parts.get(i));
    }
    return letters;
  }

  /// The letters of a text, whatever their case, as bits of which some letters share one.
  static long letters(String text) {
    long letters = 0;
    for (int i = 0; i < text.length(); i++) {
      letters |= 1L << Character.toLowerCase(Character.toUpperCase(text.charAt(i)));
    }
    return letters;
  }

  /// Whether the log's name holds the word: as a whole word of the file's name, or as a folder's.
  boolean names(String word) {
    for (int i = 0; i < parts.size() - 1; i++) {
      if (begins(parts.get(i), 0, word)) {
        return true;
      }
    }
    return holds(parts.getLast(), word);
  }

  /// Whether it is a file of the word's own, and not one that many write in.
  boolean isOwnOf(String word) {
    return names(word) && !GENERAL.contains(word);
  }

  /// Whether a log of this name is one that many write in.
  static boolean isGeneral(String name) {
    return GENERAL.contains(name);
  }

  /// Whether a log of this name could carry lines of one that is called so.
  boolean couldCarry(String word) {
    return switch (nature) {
      case EVERYONE -> true;
      case KERNEL -> word.equals("kernel") || names(word);
      case LOGINS -> WRITERS_OF_LOGINS.contains(word) || names(word);
      case CRON -> word.startsWith("cron") || names(word);
      case NAMED -> names(word);
    };
  }

  /// Whether a name is this word from `at` on, or goes on after it with anything but a letter:
  /// `openvpn-vtun10`, `openvpn(server)` and `ovpn1`, but not `support` for `su`.
  static boolean begins(String name, int at, String word) {
    int end = at + word.length();
    return name.regionMatches(true, at, word, 0, word.length())
        && (name.length() == end || !Character.isLetter(name.charAt(end)));
  }

  private static boolean holds(String name, String word) {
    for (int at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
      boolean starts = at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1));
      if (starts && begins(name, at, word)) {
        return true;
      }
    }
    return false;
  }
}
