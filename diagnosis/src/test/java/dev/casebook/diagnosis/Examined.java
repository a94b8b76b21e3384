package dev.casebook.diagnosis;

import dev.casebook.evidence.Progress;
import dev.casebook.signals.SignalPattern;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A made-up host, and what notes say of it.
///
/// @param area the folder that the notes and views are written into
record Examined(Path area, Bundle host) {

  static final String ROOT = "root:x:0:0:root:/root:/bin/bash\n";

  static final String EVE = "eve:x:7:7::/:/bin/sh\n";

  /// Fires on the user eve.
  static final String EVE_IS_THERE =
      Notes.detect("", "select name, origin from users where name = 'eve'");

  static final String SIGNAL =
      "signals: {bad: {in: sshd, match: 'bad (?<name>[a-z]+)', example: 'bad end'}}";

  static final String LOG =
      """
      2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one\r
      2026-11-22T10:00:01+00:00 web1 sshd[7]: fine\r
      2026-11-22T10:00:02+00:00 web1 cron[7]: bad cron\r
      2026-11-22T10:00:03+00:00 web1 sshd[7]: bad end\
      """;

  static final String BAD_WORDS =
      Notes.detect("", "select name, origin from signal.bad order by origin");

  static Examined ofHost(Path parent) {
    return new Examined(parent.resolve("casebook"), Bundle.ofHost(parent, "web1"));
  }

  Examined file(String path, String content) {
    host.file(path, content);
    return this;
  }

  Examined view(String name, String text) {
    Notes.writeView(area, name, text);
    return this;
  }

  /// What one note says whose subject is the column `name`.
  List<Verdict> says(String header, String body) {
    return of(Notes.text(header, body));
  }

  /// What these notes say, one after the other.
  List<Verdict> of(String... texts) {
    try (var source = host.open();
        var scan = SignalScan.of(patterns(notes(texts)), Optional.empty());
        var examiner =
            new Examiner(
                Bundle.only(source),
                Catalogue.spine(),
                scan.of(Bundle.only(source), Progress.NONE).own(),
                Parameters.defaults())) {
      return examiner.examine(notes(texts));
    }
  }

  private List<Note> notes(String... texts) {
    return Stream.of(texts).map(this::note).toList();
  }

  Note note(String text) {
    try {
      return Notes.read(area, text);
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  static List<SignalPattern> patterns(List<Note> notes) {
    return notes.stream().flatMap(Note::patterns).distinct().toList();
  }

  static String outcome(List<Verdict> verdicts) {
    if (verdicts.size() != 1) {
      throw new AssertionError(verdicts);
    }
    return verdicts.getFirst().outcome();
  }

  static Verdict.Finding finding(List<Verdict> verdicts) {
    if (verdicts.size() == 1 && verdicts.getFirst() instanceof Verdict.Finding finding) {
      return finding;
    }
    throw new AssertionError(verdicts);
  }
}
