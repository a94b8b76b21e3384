package dev.casebook.wings.accounts.history;

import dev.casebook.console.UserError;
import dev.casebook.hosts.Host;
import dev.casebook.wings.accounts.load.FolderFile;
import dev.casebook.wings.accounts.load.FolderReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// A folder as commits have it, by the system's own git. Neither the folder nor git's index is read
/// or changed: another may be at work there. Blobs are read as they are stored, without attributes
/// of the commit (`export-ignore` and the like), which could hide rows from who looks.
public final class GitFolder {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /// It neither asks for a password nor fetches what a partial clone lacks. A home is where git
  /// finds which folders of others are trusted (`safe.directory`).
  private static final String SETTINGS =
      """
      HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
      export HOME GIT_TERMINAL_PROMPT=0 GIT_NO_LAZY_FETCH=1 GIT_OPTIONAL_LOCKS=0
      export GIT_NO_REPLACE_OBJECTS=1
      """;

  private static final long ANSWER_BYTES_MAX = 64 << 10;

  /// Names of a tree's files, those of the largest repositories.
  private static final long LIST_BYTES_MAX = 256L << 20;

  private static final long CONTENT_BYTES_MAX = 256L << 20;

  private final Path folder;
  private final Host host;

  /// @param host where the folder and git are
  public GitFolder(Path folder, Host host) {
    this.folder = folder;
    this.host = host;
  }

  /// The commit that a name stands for: a branch, a tag, `HEAD~3`, an id.
  public String commit(String revision) throws UserError {
    run("rev-parse --git-dir", ANSWER_BYTES_MAX, "is in no repository of git");
    var said =
        run(
            "rev-parse --quiet --verify --end-of-options " + Host.quoted(revision + "^{commit}"),
            ANSWER_BYTES_MAX,
            "its repository knows no revision " + revision);
    return commitOf(said, revision);
  }

  /// Where the histories of two commits part.
  public String parting(String one, String other) throws UserError {
    var said =
        run(
            "merge-base " + one + " " + other,
            ANSWER_BYTES_MAX,
            "the two revisions have no commit in common; compare them by name: compare ONE OTHER");
    return commitOf(said, "where they part");
  }

  private String commitOf(byte[] said, String name) throws UserError {
    var id = new String(said, StandardCharsets.UTF_8).strip();
    if (!COMMIT.matcher(id).matches()) {
      throw new UserError(folder + ": git names no commit for " + name);
    }
    return id;
  }

  private record Blob(String name, String id, long size) {}

  /// The files of accounts that a commit has in this folder, in the order of their names.
  public List<FolderFile> files(String commit) throws UserError {
    var blobs = blobs(commit);
    long size = blobs.stream().mapToLong(Blob::size).sum();
    if (blobs.size() > FolderReader.FILES_MAX || size > CONTENT_BYTES_MAX) {
      throw new UserError(
          "%s: %s has more YAML there than accounts come to (20,000 files, 256 MiB)"
              .formatted(folder, commit));
    }
    if (blobs.isEmpty()) {
      return List.of();
    }
    var ids = new StringBuilder("cat-file --batch <<'END'\n");
    blobs.forEach(blob -> ids.append(blob.id()).append('\n'));
    ids.append("END");
    return contents(
        blobs,
        run(ids.toString(), size + blobs.size() * 128L, "files of " + commit + " can't be read"));
  }

  private List<Blob> blobs(String commit) throws UserError {
    var list =
        new String(
            run("ls-tree -r -z -l " + commit, LIST_BYTES_MAX, commit + " can't be read"),
            StandardCharsets.UTF_8);
    var blobs = new ArrayList<Blob>();
    for (var entry : list.split("\0", -1)) {
      int tab = entry.indexOf('\t');
      var facts = tab < 0 ? new String[0] : entry.substring(0, tab).trim().split(" +", -1);
      // regular files, executable or not; a link has mode 120000
      if (facts.length == 4
          && facts[0].startsWith("100")
          && FolderFile.isWanted(entry.substring(tab + 1))) {
        blobs.add(new Blob(entry.substring(tab + 1), facts[2], Long.parseLong(facts[3])));
      }
    }
    blobs.sort(Comparator.comparing(Blob::name));
    return blobs;
  }

  /// Each is `ID blob SIZE`, a line feed, the content, a line feed (git-cat-file(1)).
  private List<FolderFile> contents(List<Blob> blobs, byte[] batch) throws UserError {
    var files = new ArrayList<FolderFile>();
    int at = 0;
    for (var blob : blobs) {
      int begin = at + (blob.id() + " blob " + blob.size() + "\n").length();
      int end = begin + (int) blob.size();
      if (end >= batch.length || batch[begin - 1] != '\n' || batch[end] != '\n') {
        throw new UserError(
            folder + ": git has not " + blob.name() + " whole: git fsck tells more");
      }
      files.add(
          new FolderFile(blob.name(), blob.size(), () -> Arrays.copyOfRange(batch, begin, end)));
      at = end + 1;
    }
    return files;
  }

  /// @param words of the command, whose every part from elsewhere is quoted or an id
  private byte[] run(String words, long cap, String failure) throws UserError {
    var output = new ByteArrayOutputStream();
    try {
      var end =
          host.script(
              SETTINGS
                  + "cd -- "
                  + Host.quoted(folder.toAbsolutePath().toString())
                  + " || exit\ngit "
                  + words,
              DEADLINE,
              cap,
              output);
      if (!end.shortcoming().isEmpty()) {
        var said = end.errors().strip().lines().findFirst().orElse("");
        throw new UserError(
            end.status() == 127
                ? "there is no git here, which keeps the states of " + folder
                : "%s: %s%s".formatted(folder, failure, said.isEmpty() ? "" : " (" + said + ")"));
      }
    } catch (IOException e) {
      throw new UserError(folder + ": git can't be asked: " + e.getMessage());
    }
    return output.toByteArray();
  }
}
