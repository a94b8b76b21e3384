package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An open source as a child process can open it: by the name of a folder, or, for what lies in
/// this process's spool (a collected host, an archive, standard input), by an index of it that is
/// written there too. Nothing is collected or decompressed a second time, so a child can read
/// whatever its parent can, and both read the same bytes.
///
/// @param argument names it; see [Sources#handedOver]
public record Handover(String argument) {

  private static final String FOLDER_IN_PLACE = "folder:";
  private static final Pattern IN_PLACE =
      Pattern.compile(FOLDER_IN_PLACE + "([0-9]{1,6}):(.*)", Pattern.DOTALL);
  private static final String SPOOLED = "spool:";

  /// Parent and child are of one build.
  private static final int FORM = 2;

  private static final byte FILE = 'f';
  private static final byte PLAIN = 'p';
  private static final byte LINK = 'l';
  private static final byte UNREADABLE = 'u';
  private static final byte FOLDER = 'd';

  /// @param name of the source, as the user wrote it
  static Handover folder(String name, Path folder) {
    return new Handover(FOLDER_IN_PLACE + name.length() + ":" + name + folder);
  }

  /// @param commands of a collected host; empty for another source
  static Handover spooled(
      String name,
      IndexedNodes nodes,
      Spool spool,
      Instant now,
      Optional<Map<String, String>> commands)
      throws IOException {
    var index = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(index)) {
      out.writeInt(FORM);
      out.writeUTF(name);
      out.writeLong(now.toEpochMilli());
      out.writeBoolean(commands.isPresent());
      writeMap(commands.orElse(Map.of()), out);
      out.writeBoolean(nodes.isDamaged());
      writeText(nodes.cut(), out);
      out.writeInt(nodes.problems().size());
      for (var problem : nodes.problems()) {
        writeText(problem, out);
      }
      var all = nodes.all();
      out.writeInt(all.size());
      for (var entry : all.entrySet()) {
        writeText(entry.getKey(), out);
        write(entry.getValue(), spool, out);
      }
    }
    try (var writer = spool.writer()) {
      index.writeTo(writer);
      var at = spool.locate(writer.region());
      return new Handover(SPOOLED + at.start() + ":" + at.size() + ":" + at.file());
    }
  }

  private static void write(Node node, Spool spool, DataOutputStream out) throws IOException {
    switch (node) {
      case Node.File file -> writeFile(file, spool, out);
      case Node.Link(var target) -> {
        out.writeByte(LINK);
        writeText(target, out);
      }
      case Node.Unreadable(var reason) -> writeUnreadable(reason, out);
      case Node.NotKept _ -> writeUnreadable("was not kept", out);
      case Node.Folder _, Node.Absent _ -> out.writeByte(FOLDER);
    }
  }

  private static void writeUnreadable(String reason, DataOutputStream out) throws IOException {
    out.writeByte(UNREADABLE);
    writeText(reason, out);
  }

  private static void writeFile(Node.File file, Spool spool, DataOutputStream out)
      throws IOException {
    switch (file.opening()) {
      case OpenRegion(var region) -> {
        var at = spool.locate(region);
        writeHead(FILE, file, out);
        writeText(at.file(), out);
        out.writeLong(at.start());
        out.writeLong(at.size());
      }
      case OpenFile(var path, var bytesMax) -> {
        writeHead(PLAIN, file, out);
        writeText(path.toString(), out);
        out.writeLong(bytesMax);
      }
      default -> writeUnreadable("was not kept", out);
    }
  }

  private static void writeHead(byte kind, Node.File file, DataOutputStream out)
      throws IOException {
    out.writeByte(kind);
    out.writeLong(file.size());
    var modified = file.modified();
    out.writeLong(modified == null ? Long.MIN_VALUE : modified.toEpochMilli());
    writeText(file.shortcoming() == null ? "" : file.shortcoming(), out);
  }

  private static void writeMap(Map<String, String> map, DataOutputStream out) throws IOException {
    out.writeInt(map.size());
    for (var entry : map.entrySet()) {
      writeText(entry.getKey(), out);
      writeText(entry.getValue(), out);
    }
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /// What was handed over, for the child.
  ///
  /// @param commands of a collected host; empty for another source
  record Received(
      String name, Instant now, Optional<Map<String, String>> commands, IndexedNodes nodes) {}

  /// A folder that is read in place.
  ///
  /// @param name of the source
  record InPlace(String name, Path folder) {}

  /// Empty if the source lies in a spool.
  static Optional<InPlace> inPlace(String argument) {
    var matcher = IN_PLACE.matcher(argument);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int length = Math.min(Integer.parseInt(matcher.group(1)), matcher.group(2).length());
    var rest = matcher.group(2);
    return Optional.of(new InPlace(rest.substring(0, length), Path.of(rest.substring(length))));
  }

  static Received receive(String argument) throws IOException {
    var parts = argument.split(":", 4);
    if (parts.length < 4 || !argument.startsWith(SPOOLED)) {
      throw new IOException(argument + ": is not a source that was handed over");
    }
    var slice = new OpenSlice(parts[3], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    try (var in = new DataInputStream(new BufferedInputStream(slice.open()))) {
      return read(in);
    }
  }

  private static Received read(DataInputStream in) throws IOException {
    if (in.readInt() != FORM) {
      throw new IOException("was handed over by another build");
    }
    var name = in.readUTF();
    var now = Instant.ofEpochMilli(in.readLong());
    boolean isCollected = in.readBoolean();
    var commands = new HashMap<String, String>();
    for (int left = in.readInt(); left > 0; left--) {
      commands.put(readText(in), readText(in));
    }
    var nodes = new IndexedNodes(null);
    boolean damaged = in.readBoolean();
    nodes.cutOff(readText(in));
    for (int left = in.readInt(); left > 0; left--) {
      nodes.addProblem(readText(in), damaged);
    }
    for (int left = in.readInt(); left > 0; left--) {
      var path = readText(in);
      var node = readNode(in);
      if (!path.isEmpty()) {
        nodes.put(path, node);
      }
    }
    return new Received(name, now, isCollected ? Optional.of(commands) : Optional.empty(), nodes);
  }

  private static Node readNode(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case LINK -> new Node.Link(readText(in));
      case UNREADABLE -> new Node.Unreadable(readText(in));
      case FOLDER -> Node.FOLDER;
      default -> readFile(kind, in);
    };
  }

  private static Node readFile(byte kind, DataInputStream in) throws IOException {
    long size = in.readLong();
    long millis = in.readLong();
    var shortcoming = readText(in);
    var path = readText(in);
    Opening opening =
        kind == FILE
            ? new OpenSlice(path, in.readLong(), in.readLong())
            : new OpenFile(Path.of(path), in.readLong());
    return new Node.File(
        size,
        millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis),
        shortcoming.isEmpty() ? null : shortcoming,
        opening);
  }

  private static String readText(DataInputStream in) throws IOException {

    byte[] utf8 = new byte[in.readInt()];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
