package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.casebook.signals.Hyperscan.Expression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// Compiled databases in files, each for one list of expressions, library version and kind of CPU.
///
/// A file holds the CRC-32 of what follows; how many patterns were refused, with index and reason
/// each; and the database as the library serializes it. A file that does not is compiled again.
///
/// @param directory none to compile each time
record DatabaseCache(Hyperscan hyperscan, Optional<PrivateDirectory> directory) {
  /// So many are kept, a few MB each, those written last.
  private static final int FILES_MAX = 16;

  private static final String PREFIX = "hyperscan-";

  /// To be raised with each change to a file's layout or to how expressions are compiled.
  private static final byte FORMAT = 1;

  /// @param arena frees the database when it closes
  PatternDatabase open(List<Expression> expressions, Arena arena) {
    if (directory.isEmpty()) {
      return PatternDatabase.compile(hyperscan, expressions, arena);
    }
    String name = PREFIX + key(expressions);
    return read(directory.get().file(name), arena)
        .orElseGet(() -> {
          var database = PatternDatabase.compile(hyperscan, expressions, arena);
          write(directory.get(), name, database);
          return database;
        });
  }

  private String key(List<Expression> expressions) {
    var digest = sha256();
    digest.update(FORMAT);
    digest.update(hyperscan.version().getBytes(UTF_8));
    digest.update(hyperscan.platform());
    for (Expression expression : expressions) {
      digest.update((expression.id() + " " + expression.regex() + "\n").getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private Optional<PatternDatabase> read(Path file, Arena arena) {
    try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      long checksum = in.readLong();
      byte[] content = in.readAllBytes();
      return checksum == checksum(content) ? decode(content, arena) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not there, or not one of ours
    }
  }

  private Optional<PatternDatabase> decode(byte[] content, Arena arena) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(content));
    var refused = new TreeMap<Integer, String>();
    for (int left = in.readInt(); left > 0; left--) {
      refused.put(in.readInt(), in.readUTF());
    }
    byte[] serialized = in.readAllBytes();
    if (serialized.length == 0) {
      return Optional.of(new PatternDatabase(hyperscan, null, refused));
    }
    return hyperscan
        .deserialize(serialized, arena)
        .map(handle -> new PatternDatabase(hyperscan, handle, refused));
  }

  /// A cache that cannot be written to costs the next start some time, and nothing else.
  private void write(PrivateDirectory cache, String name, PatternDatabase database) {
    try {
      byte[] content = encode(database);
      var file = new ByteArrayOutputStream();
      var out = new DataOutputStream(file);
      out.writeLong(checksum(content));
      out.write(content);
      cache.write(name, new ByteArrayInputStream(file.toByteArray()));
      cache.keepNewest(PREFIX, FILES_MAX);
    } catch (IOException e) {
      // Compiled all the same.
    }
  }

  private byte[] encode(PatternDatabase database) throws IOException {
    var content = new ByteArrayOutputStream();
    var out = new DataOutputStream(content);
    out.writeInt(database.refused().size());
    for (Map.Entry<Integer, String> refusal : database.refused().entrySet()) {
      out.writeInt(refusal.getKey());
      out.writeUTF(refusal.getValue());
    }
    MemorySegment handle = database.handle();
    if (handle != null) {
      out.write(hyperscan.serialize(handle));
    }
    return content.toByteArray();
  }

  private static long checksum(byte[] content) {
    var checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JDK has it
    }
  }
}
