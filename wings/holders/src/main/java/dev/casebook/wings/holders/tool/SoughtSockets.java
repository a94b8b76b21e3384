package dev.casebook.wings.holders.tool;

import dev.casebook.hosts.kernel.Refused;
import dev.casebook.tables.network.Socket;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Proc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Sockets by their inodes, which are theirs alone in all namespaces.
///
/// @param names what each is, by its inode
/// @param ownerless what belongs to no process: a closed connection that the kernel still keeps
record SoughtSockets(Map<Long, String> names, List<String> ownerless) implements Sought {

  private static final List<String> PROTOCOLS = List.of("tcp", "tcp6", "udp", "udp6");

  /// A port and the protocol, which is empty for all.
  record Port(int number, String protocol) {}

  /// Those with this local port, in every network namespace that a process which we may look at is
  /// in.
  static SoughtSockets ofPort(Port port, Proc proc, List<Integer> pids) {
    var names = new HashMap<Long, String>();
    var ownerless = new HashSet<String>();
    var seen = new HashSet<String>();
    for (int pid : pids) {
      if (seen.add(namespace(proc, pid))) {
        read(port, proc, pid, names, ownerless);
      }
    }
    return new SoughtSockets(Map.copyOf(names), ownerless.stream().sorted().toList());
  }

  private static String namespace(Proc proc, int pid) {
    try {
      return proc.link(pid, "ns/net");
    } catch (Refused e) {
      return "net:[own]";
    }
  }

  private static void read(
      Port port, Proc proc, int pid, Map<Long, String> names, HashSet<String> ownerless) {
    for (var table : PROTOCOLS) {
      var protocol = table.replace("6", "");
      if (!port.protocol.isEmpty() && !port.protocol.equals(protocol)) {
        continue;
      }
      sockets(protocol, proc.text(pid, "net/" + table).stream().flatMap(String::lines))
          .filter(socket -> socket.localPort() != null && socket.localPort() == port.number)
          .forEach(socket -> {
            if (socket.inode() == null || socket.inode() == 0) {
              ownerless.add(words(socket));
            } else {
              names.put(socket.inode(), words(socket));
            }
          });
    }
  }

  private static Stream<Socket> sockets(String protocol, Stream<String> lines) {
    return lines.skip(1).flatMap(line -> Socket.ofProc(protocol, line).stream());
  }

  /// `tcp 192.0.2.1:80 from 198.51.100.7:40312 ESTABLISHED`
  private static String words(Socket socket) {
    var far =
        socket.remoteAddress() == null
            ? ""
            : " from " + end(socket.remoteAddress(), String.valueOf(socket.remotePort()));
    var state = socket.protocol().equals("udp") ? "" : " " + socket.state();
    var near = end(socket.localAddress(), String.valueOf(socket.localPort()));
    return socket.protocol() + " " + near + far + state;
  }

  private static String end(String address, String port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /// Those that are bound to a file: `NUMBER: REFERENCES … INODE PATH` of `/proc/net/unix`.
  static SoughtSockets ofFile(String path, Proc proc) {
    var names = new HashMap<Long, String>();
    proc.lines("/proc/net/unix")
        .skip(1)
        .map(line -> line.split(" +", 8))
        .filter(words -> words.length == 8 && words[7].equals(path))
        .filter(words -> words[6].matches("\\d{1,18}"))
        .forEach(words -> names.put(Long.valueOf(words[6]), path));
    return new SoughtSockets(Map.copyOf(names), List.of());
  }

  @Override
  public boolean isMet(FileStatus file, Supplier<String> link) {
    return file.isSocket()
        && names.containsKey(file.inode())
        && link.get().equals("socket:[" + file.inode() + "]");
  }

  @Override
  public String called(FileStatus file, String link) {
    return names.getOrDefault(file.inode(), link);
  }
}
