package dev.casebook.wings.captures.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The TCP connections of processes of this host, as `/proc` tells them (proc(5)): those of the ssh
/// clients that packets come through, and of the clients that these start to get over a jump host.
final class OwnSockets {

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");
  private static final Pattern WHERE = Pattern.compile("([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})");

  /// Columns of `/proc/net/tcp`.
  private static final int LOCAL = 1;

  private static final int REMOTE = 2;
  private static final int INODE = 9;

  private final Path proc;

  OwnSockets(Path proc) {
    this.proc = proc;
  }

  static OwnSockets ofThisHost() {
    return new OwnSockets(Path.of("/proc"));
  }

  /// Of processes that can be looked into and have not ended.
  Set<Connection> of(List<ProcessHandle> processes) {
    var inodes = new HashSet<String>();
    processes.forEach(process -> inodes.addAll(inodes(process.pid())));
    var connections = new HashSet<Connection>();
    if (!inodes.isEmpty()) {
      for (var table : List.of("tcp", "tcp6")) {
        connections.addAll(connections(proc.resolve("self/net").resolve(table), inodes));
      }
    }
    return connections;
  }

  private Set<String> inodes(long pid) {
    var inodes = new HashSet<String>();
    try (var descriptors = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
      for (var descriptor : descriptors) {
        var socket = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
        if (socket.matches()) {
          inodes.add(socket.group(1));
        }
      }
    } catch (IOException e) {
      // It has ended, or is another user's.
    }
    return inodes;
  }

  private static List<Connection> connections(Path table, Set<String> inodes) {
    var connections = new ArrayList<Connection>();
    try (var lines = Files.lines(table)) {
      for (var line : (Iterable<String>) lines::iterator) {
        var words = line.strip().split("\\s+");
        if (words.length > INODE && inodes.contains(words[INODE])) {
          var local = WHERE.matcher(words[LOCAL]);
          var remote = WHERE.matcher(words[REMOTE]);
          if (local.matches() && remote.matches()) {
            connections.add(
                new Connection(
                    address(local.group(1)),
                    Integer.parseInt(local.group(2), 16),
                    address(remote.group(1)),
                    Integer.parseInt(remote.group(2), 16)));
          }
        }
      }
    } catch (IOException e) {
      // A kernel without that family.
    }
    return connections;
  }

  /// The kernel prints words of 32 bits as this machine has them, little-endian on all that
  /// Casebook runs on.
  static String address(String hex) throws IOException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int at = (i & ~3) + 3 - (i & 3);
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * at, 2 * at + 2), 16);
    }
    return InetAddress.getByAddress(bytes).getHostAddress();
  }
}
