package dev.casebook.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.casebook.formats.records.ForeignBytes;
import dev.casebook.query.SelectParser;
import dev.casebook.signals.PrivateDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// The notes of one folder as they were read, in a file, so that a start costs no Markdown, YAML or
/// SQL of a note that has stayed the same. What was edited, added or removed since is noticed.
///
/// The build makes that of the shipped notes ([#build]); a cache has those of other folders, and of
/// shipped ones once they were edited.
///
/// A file of another build has another name. One that is damaged is made again, and one that can't
/// be written costs the next start some time and nothing else; see [IndexFile].
public final class NoteIndex {

  private static final String PREFIX = "notes-";

  /// One for each folder and build that is in use.
  private static final int FILES_MAX = 8;

  /// What a file of a casebook is read into.
  sealed interface Content permits Note, View, Translation {
    Path file();
  }

  /// @param written when the notes began to be read
  record Edition(Instant written, List<Entry> entries) {}

  /// @param digest of the file's content, for the case that its stamp proves nothing
  record Entry(FileStamp stamp, String digest, Content content) {}

  private final Path cache;
  private final Optional<Path> built;
  private final Instant now;

  /// @param cache a folder that nobody else can write to
  /// @param built the folder into which the build wrote; it is as trusted as the program
  /// @param now the time, or a little earlier
  public NoteIndex(Path cache, Optional<Path> built, Instant now) {
    this.cache = cache;
    this.built = built;
    this.now = now;
  }

  /// Writes the index of a casebook into a folder, for everybody who starts this build.
  public static void build(Path casebook, Path folder, Instant now)
      throws UnusableFile, IOException {
    var entries = new ArrayList<Entry>();
    try (var parser = new SelectParser()) {
      for (var file : Casebook.files(casebook)) {
        entries.add(entry(file, Map.of(), Instant.EPOCH, parser::parse));
      }
    }
    Files.write(folder.resolve(PREFIX + key(casebook)), IndexFile.bytes(new Edition(now, entries)));
  }

  /// What these files hold, in the same order, with what their blocks demand.
  ///
  /// @param files `note.md` of notes, and pages of views
  List<Content> read(Path casebook, List<Path> files) throws UnusableFile {
    var name = PREFIX + key(casebook);
    var known = edition(name);
    var byFile = new HashMap<Path, Entry>();
    known.entries().forEach(entry -> byFile.put(entry.content().file(), entry));
    var entries = new ArrayList<Entry>();
    boolean stays = known.entries().size() == files.size();
    try (var parser = new SelectParser()) {
      for (var file : files) {
        var entry = entry(file, byFile, known.written(), parser::parse);
        stays &= entry.equals(byFile.get(file)) && entry.stamp().isProofSince(known.written());
        entries.add(entry);
      }
    }
    if (!stays) {
      write(name, new Edition(now, entries));
    }
    return entries.stream().map(Entry::content).toList();
  }

  private static Entry entry(Path file, Map<Path, Entry> byFile, Instant written, NoteParser parser)
      throws UnusableFile {
    try {
      var stamp = FileStamp.of(file);
      var known = byFile.get(file);
      if (known != null
          && known.stamp().equals(stamp)
          && hasSameEvidence(known.content())
          && (stamp.isProofSince(written) || known.digest().equals(digest(file)))) {
        return known;
      }
      // The digest first: what is written in between is noticed by the next start.
      var digest = digest(file);
      return new Entry(stamp, digest, content(file, parser));
    } catch (IOException e) {
      throw UnusableFile.unreadable(file, e);
    }
  }

  private static boolean hasSameEvidence(Content content) {
    return switch (content) {
      case Note note ->
          note.experimental() == NoteReader.isExperimental(note.file().resolveSibling("."));
      case View _, Translation _ -> true;
    };
  }

  private static Content content(Path file, NoteParser parser) throws UnusableFile {
    return switch (Casebook.content(file)) {
      case Note note -> parser.demanding(note);
      case View view -> parser.demanding(view);
      case Translation translation -> translation;
    };
  }

  private Edition edition(String name) {
    try {
      return IndexFile.read(file(name));
    } catch (IOException | ForeignBytes e) {
      return NOTHING; // not there, or not one of ours
    }
  }

  /// What was edited since the build is in the cache.
  private Path file(String name) throws IOException {
    var ofBuild = built.map(folder -> folder.resolve(name)).filter(Files::isRegularFile);
    try {
      var cached = PrivateDirectory.of(cache).file(name);
      return ofBuild.isPresent() && !Files.exists(cached) ? ofBuild.get() : cached;
    } catch (IOException e) {
      return ofBuild.orElseThrow(() -> e);
    }
  }

  private static final Edition NOTHING = new Edition(Instant.EPOCH, List.of());

  private void write(String name, Edition edition) {
    try {
      var directory = PrivateDirectory.of(cache);
      directory.write(name, new ByteArrayInputStream(IndexFile.bytes(edition)));
      directory.keepNewest(PREFIX, FILES_MAX);
    } catch (IOException e) {
      // Read all the same.
    }
  }

  /// Of the folder, and of the build that reads it: what a later one makes of a note may differ.
  /// Where two folders share a key, each is read anew.
  private static String key(Path casebook) {
    var build = "";
    try {
      var code = NoteIndex.class.getProtectionDomain().getCodeSource().getLocation();
      build = FileStamp.of(Path.of(code.toURI())).text();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e); // it is running
    }
    var sum = new CRC32();
    sum.update((casebook.toAbsolutePath() + "\n" + build).getBytes(UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private static String digest(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JDK has it
    }
  }
}
