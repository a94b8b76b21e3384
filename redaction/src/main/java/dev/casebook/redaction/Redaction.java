package dev.casebook.redaction;

import dev.casebook.evidence.Members;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Rewritable;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.archive.Member;
import dev.casebook.tables.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A source written again with tokens in the place of what tells whose it is. It is gone through
/// twice: first everything is learnt, by what tables mean and by how things are written; then it is
/// written, and what was written is read again. Nothing has its name before that found nothing.
public final class Redaction {

  /// Words may turn up behind the place where they were needed first.
  private static final int ROUNDS_MAX = 3;

  /// @param to the archive to be written: `.tar`, or `.tar.gz` or `.tgz`
  /// @param mapping where what became of what is written, if anywhere
  /// @param words what a user names besides
  /// @param keep whether what can't be written again goes along as it is
  /// @param forms that are no text and can be written again, as wings hand them over
  public record Wish(
      Path to, Optional<Path> mapping, WordsFile words, boolean keep, List<Rewritable> forms) {}

  /// @param members files, folders and links that were written
  /// @param replaced how many different things got a token, by kind
  /// @param leftOut what is not there, with the reason
  /// @param lost what files in it lack, or have other than it was
  /// @param kept what went along as it is
  /// @param problems of the source
  /// @param found originals that the check met in what was written; nothing was, if there are any
  public record Outcome(
      int members,
      List<String> replaced,
      List<String> leftOut,
      List<String> lost,
      List<String> kept,
      List<String> problems,
      List<String> found) {}

  private final Knowledge knowledge;
  private final Members members;
  private final Wish wish;
  private final Progress progress;

  private Redaction(Knowledge knowledge, Members members, Wish wish, Progress progress) {
    this.knowledge = knowledge;
    this.members = members;
    this.wish = wish;
    this.progress = progress;
  }

  /// Writes a source again.
  ///
  /// @param source opened with at least [#wanted]
  /// @param members the same source as it lies there
  /// @throws IOException if it can't be read or written; the message says why
  public static Outcome of(
      Catalogue catalogue, Source source, Members members, Wish wish, Progress progress)
      throws IOException {
    var knowledge = new Knowledge(MappingFile.key(wish.mapping));
    wish.words.words().forEach(word -> knowledge.words.add(Kind.WORD, word));
    try {
      var learning = new TableLearning(knowledge);
      for (Snapshot snapshot : source.snapshots()) {
        progress.at("learning names of " + snapshot.facts().host(), 0, 0);
        learning.learn(snapshot, catalogue);
      }
      return new Redaction(knowledge, members, wish, progress).write();
    } catch (AddressPlan.Full e) {
      throw new IOException("can't be redacted: " + e.getMessage());
    }
  }

  /// The names of the tables that tell what has to be replaced.
  public static List<String> wanted(Catalogue catalogue) {
    return TableLearning.telling(catalogue).stream().<String>map(table -> table.name()).toList();
  }

  private Outcome write() throws IOException {
    members.each(new Learning());
    knowledge.addresses.seal();
    var part = Files.createTempFile(folder(), ".casebook-", ".part");
    try {
      Copy copy = null;
      var check = new LeakCheck(knowledge);
      for (int round = 0; round < ROUNDS_MAX; round++) {
        int known = knowledge.words.size();
        copy = Copy.write(knowledge, members, wish, part, progress);
        check = copy.check();
        if (check.left().isEmpty() || knowledge.words.size() == known) {
          break;
        }
      }
      var outcome = Objects.requireNonNull(copy).outcome(List.copyOf(check.left()));
      if (outcome.found.isEmpty()) {
        if (wish.mapping.isPresent()) {
          MappingFile.write(wish.mapping.get(), knowledge);
        }
        Files.move(part, wish.to);
      }
      return outcome;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path folder() {
    var parent = wish.to.toAbsolutePath().getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /// The first time through.
  private final class Learning implements Members.Visitor {
    private final LineScanner scanner = knowledge.scanner();

    @Override
    public void take(Member member, InputStream in) throws IOException {
      progress.at("learning from " + member.path(), 0, 0);
      var path = member.path();
      var pass = new LearningPass(knowledge, scanner, wish.words.patterns(), path);
      var names = (path + " " + member.target() + "\n").getBytes(StandardCharsets.UTF_8);
      pass.line(names, 0, names.length);
      if (member.kind() == Member.Kind.FILE) {
        var content = Content.of(path, in, wish.forms);
        switch (content.form()) {
          case Content.Text _ -> pass.run(content.bytes());
          case Content.Known(var form) ->
              form.rewrite(
                  content.bytes(),
                  OutputStream.nullOutputStream(),
                  new LearningStandIns(knowledge, scanner, path));
          case Content.Other _ -> {}
        }
      }
    }

    @Override
    public void refuse(String name, String reason) {
      // It is told of when the copy is written.
    }
  }
}
