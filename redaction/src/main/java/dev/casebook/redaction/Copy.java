package dev.casebook.redaction;

import dev.casebook.evidence.Members;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Rewritable;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Packing;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.evidence.archive.TarWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// A source's members written into an archive with tokens in them.
final class Copy implements Members.Visitor {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Knowledge knowledge;
  private final LineScanner scanner;
  private final Redaction.Wish wish;
  private final Progress progress;
  private final Path file;
  private final TarWriter tar;
  private final List<String> leftOut = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /// Paths in the copy of what went along as it is.
  private final Collection<String> unchecked = new HashSet<>();

  private int count;

  private Copy(
      Knowledge knowledge, Redaction.Wish wish, Path file, TarWriter tar, Progress progress) {
    this.knowledge = knowledge;
    this.scanner = knowledge.scanner();
    this.wish = wish;
    this.file = file;
    this.tar = tar;
    this.progress = progress;
  }

  static Copy write(
      Knowledge knowledge, Members members, Redaction.Wish wish, Path file, Progress progress)
      throws IOException {
    try (var tar = new TarWriter(output(wish.to(), file))) {
      var copy = new Copy(knowledge, wish, file, tar, progress);
      members.each(copy).stream()
          .filter(problem -> problem.kind() != Problem.Kind.NOTICE)
          .map(Problem::toString)
          .forEach(copy.problems::add);
      return copy;
    }
  }

  private static OutputStream output(Path to, Path file) throws IOException {
    var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    return Packing.of(to.toString()).orElse(Packing.NONE).over(out);
  }

  @Override
  public void take(Member member, InputStream in) throws IOException {
    progress.at("writing " + member.path(), 0, 0);
    if (member.kind() != Member.Kind.FILE) {
      add(member, 0, InputStream.nullInputStream());
      return;
    }
    try (var spool = new Spool(temporary(), Long.MAX_VALUE, Spool.MEMORY_BYTES)) {
      var writer = spool.writer();
      var out = new BufferedOutputStream(writer, BUFFER_BYTES);
      if (written(member, in, out)) {
        out.flush();
        var region = writer.region();
        try (var content = region.open()) {
          add(member, region.size(), content);
        }
      }
    }
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private void add(Member member, long size, InputStream content) throws IOException {
    var path = renamed(member.path(), member.path());
    tar.add(
        new Member(
            path,
            member.kind(),
            size,
            member.mode(),
            "",
            "",
            member.modified(),
            renamed(member.target(), member.path()),
            false),
        size,
        content);
    count++;
  }

  /// A path with tokens in it. A name that is known in a file alone is one in its path only where
  /// it is the file's whole name, as of OpenVPN's clients: other texts may name the path.
  private String renamed(String path, String file) throws IOException {
    var out = new ByteArrayOutputStream();
    var bytes = path.getBytes(StandardCharsets.UTF_8);
    var local = knowledge.local(file);
    var name = file.substring(file.lastIndexOf('/') + 1);
    boolean isName = local != null && !local.isHead() && local.words().words().containsKey(name);
    var here = isName && path.equals(file) ? file : "";
    new WritingPass(knowledge, scanner, here, out).write(bytes, 0, bytes.length);
    return out.toString(StandardCharsets.UTF_8);
  }

  /// @return whether there is something to add
  private boolean written(Member member, InputStream in, OutputStream out) throws IOException {
    var content = Content.of(member.path(), in, wish.forms());
    switch (content.form()) {
      case Content.Text _ ->
          packed(
              content,
              out,
              to -> new WritingPass(knowledge, scanner, member.path(), to).run(content.bytes()));
      case Content.Known(var form) -> packed(content, out, to -> known(form, member, content, to));
      case Content.Other(var reason) -> {
        if (!wish.keep()) {
          leftOut.add(member.path() + " " + reason);
          return false;
        }
        content.bytes().transferTo(out);
        kept.add(member.path());
        unchecked.add(renamed(member.path(), member.path()));
      }
    }
    content.problem().ifPresent(problem -> problems.add(member.path() + ": " + problem.reason()));
    return true;
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /// What was compressed is compressed with gzip again; Casebook and file(1) know it by its bytes.
  private static void packed(Content content, OutputStream out, Writing writing)
      throws IOException {
    if (content.compression() == Compression.NONE) {
      writing.to(out);
    } else {
      var gzip = new GZIPOutputStream(out, BUFFER_BYTES);
      writing.to(gzip);
      gzip.finish();
    }
  }

  private void known(Rewritable form, Member member, Content content, OutputStream out)
      throws IOException {
    var standIns = new WritingStandIns(knowledge, scanner);
    form.rewrite(content.bytes(), out, standIns)
        .forEach(loss -> lost.add(member.path() + ": " + loss));
  }

  @Override
  public void refuse(String name, String reason) {
    leftOut.add(name + ": " + reason);
  }

  /// Reads what was written again.
  LeakCheck check() throws IOException {
    var check = new LeakCheck(knowledge);
    Members.of(file)
        .each(
            new Members.Visitor() {
              @Override
              public void take(Member member, InputStream in) throws IOException {
                check(check, member, in);
              }

              @Override
              public void refuse(String name, String reason) {
                throw new IllegalStateException(
                    "what was written can't be read: " + name + " " + reason);
              }
            });
    return check;
  }

  private void check(LeakCheck check, Member member, InputStream in) throws IOException {
    progress.at("checking " + member.path(), 0, 0);
    check.look("name of a file", member.path());
    check.look("target of a link", member.target());
    if (member.kind() == Member.Kind.FILE && !unchecked.contains(member.path())) {
      var content = Content.of(member.path(), in, wish.forms());
      switch (content.form()) {
        case Content.Text _ -> new CheckPass(check, member.path()).run(content.bytes());
        case Content.Known(var form) ->
            form.stretches(
                content.bytes(), (bytes, from, to) -> check.bytes(member.path(), bytes, from, to));
        case Content.Other(var reason) ->
            throw new IllegalStateException("what was written is no text: " + reason);
      }
    }
  }

  Redaction.Outcome outcome(List<String> found) {
    var counts = new TreeMap<String, Integer>();
    knowledge.addresses.each((_, _) -> counts.merge("address", 1, Integer::sum));
    knowledge.macs.replaced().forEach((_, _) -> counts.merge("hardware address", 1, Integer::sum));
    knowledge
        .tokens
        .replaced()
        .forEach((word, _) -> counts.merge(knowledge.tokens.kind(word).word(), 1, Integer::sum));
    var replaced = counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    return new Redaction.Outcome(count, replaced, leftOut, lost, kept, problems, found);
  }

  /// Looks at each line, and at the names in certificates.
  private static final class CheckPass extends TextPass {
    private final LeakCheck check;
    private final String path;

    CheckPass(LeakCheck check, String path) {
      this.check = check;
      this.path = path;
    }

    @Override
    void line(byte[] line, int from, int to) {
      check.line(path, line, from, to);
    }

    @Override
    void certificate(String body, byte[] der) {
      Der.renamed(
          der,
          new Der.Names() {
            @Override
            public String name(String name) {
              check.look(path, name);
              return name;
            }

            @Override
            public byte[] address(byte[] address) {
              return address;
            }
          });
    }

    @Override
    void key(String body) {
      var bytes = body.getBytes(StandardCharsets.ISO_8859_1);
      check.line(path, bytes, 0, bytes.length);
    }
  }
}
