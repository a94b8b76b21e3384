package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// Compiled databases in files, each for one list of patterns, library version and kind of CPU.
///
/// A file holds the CRC-32 of what follows; what it was compiled from, with its length; by pattern,
/// how many have its expression, and which; how many patterns were refused, with index and reason
/// each; and the database as the library serializes it. A file that does not is compiled again.
///
/// @param directory none to compile each time
record DatabaseCache(Hyperscan hyperscan, Optional<PrivateDirectory> directory) {
  /// So many are kept, a few MB each, those written last.
  private static final int FILES_MAX = 16;

  private static final String PREFIX = "hyperscan-";

  /// To be raised with each change to a file's layout, to what expression a pattern gets, or to how
  /// expressions are compiled: patterns are known by their text alone.
  private static final byte FORMAT = 2;

  /// @param arena frees the database when it closes
  PatternDatabase open(List<LinePattern> patterns, Arena arena) {
    if (directory.isEmpty()) {
      return PatternDatabase.compile(hyperscan, patterns, arena);
    }
    byte[] origin = origin(patterns);
    String name = PREFIX + Long.toHexString(checksum(origin));
    return read(directory.get().file(name), origin, patterns.size(), arena)
        .orElseGet(() -> {
          var database = PatternDatabase.compile(hyperscan, patterns, arena);
          write(directory.get(), name, origin, database);
          return database;
        });
  }

  /// All that a database depends on.
  private byte[] origin(List<LinePattern> patterns) {
    var origin = new ByteArrayOutputStream();
    origin.write(FORMAT);
    origin.writeBytes(hyperscan.version().getBytes(UTF_8));
    origin.writeBytes(hyperscan.platform());
    for (var pattern : patterns) {
      origin.writeBytes((pattern.regex() + "\n").getBytes(UTF_8));
    }
    return origin.toByteArray();
  }

  private Optional<PatternDatabase> read(Path file, byte[] origin, int patterns, Arena arena) {
    try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      long checksum = in.readLong();
      byte[] content = in.readAllBytes();
      return checksum == checksum(content)
          ? decode(content, origin, patterns, arena)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not there, or not one of ours
    }
  }

  private Optional<PatternDatabase> decode(byte[] content, byte[] origin, int patterns, Arena arena)
      throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(content));
    if (in.readInt() != origin.length || !Arrays.equals(in.readNBytes(origin.length), origin)) {
      return Optional.empty(); // of others with the same sum
    }
    var alike = new int[patterns][];
    for (int i = 0; i < patterns; i++) {
      alike[i] = new int[in.readInt()];
      for (int j = 0; j < alike[i].length; j++) {
        alike[i][j] = in.readInt();
      }
    }
    var refused = new TreeMap<Integer, String>();
    for (int left = in.readInt(); left > 0; left--) {
      refused.put(in.readInt(), in.readUTF());
    }
    byte[] serialized = in.readAllBytes();
    if (serialized.length == 0) {
      return Optional.of(new PatternDatabase(hyperscan, null, alike, refused));
    }
    return hyperscan
        .deserialize(serialized, arena)
        .map(handle -> new PatternDatabase(hyperscan, handle, alike, refused));
  }

  /// A cache that cannot be written to costs the next start some time, and nothing else.
  private void write(PrivateDirectory cache, String name, byte[] origin, PatternDatabase database) {
    try {
      byte[] content = encode(origin, database);
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

  private byte[] encode(byte[] origin, PatternDatabase database) throws IOException {
    var content = new ByteArrayOutputStream();
    var out = new DataOutputStream(content);
    out.writeInt(origin.length);
    out.write(origin);
    for (int[] patterns : database.alike()) {
      out.writeInt(patterns.length);
      for (int pattern : patterns) {
        out.writeInt(pattern);
      }
    }
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
}
