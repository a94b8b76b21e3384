import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// A support bundle as nobody should be sent one, as a tar on standard output: a line of a fifth of
/// its size, a log of one hitting line, small files by the million, bombs, archives in archives,
/// paths of every bad kind, and tables' artifacts far past their caps.
///
/// Run as `java HostileBundle.java MEGABYTES`; 5000 makes 5 GB.
final class HostileBundle {

  private static final int BLOCK = 512;
  private static final String TOP = "sosreport-node1/";

  private final OutputStream out;

  private HostileBundle(OutputStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    long megabyte = 1_000_000;
    long share = Long.parseLong(arguments[0]) * megabyte / 20;
    try (var out = new BufferedOutputStream(System.out, 1 << 20)) {
      new HostileBundle(out).write(share);
    }
  }

  private void write(long share) throws IOException {
    text("etc/hostname", "node1\n");
    text("sos_commands/date/date", "Sun Nov 22 12:00:00 UTC 2026\n");
    text("sos_commands/kernel/uname_-a", "Linux node1 6.1.0-1 #1 SMP x86_64 GNU/Linux\n");
    badNames();
    text("var/log/inner.tar.gz", gzip("x".repeat(1000), 1));
    text("var/log/bomb.log.gz", gzip("\0".repeat(1_000_000), 3_000));
    var full = "Nov 22 11:00:00 node1 kernel: nf_conntrack: table full, dropping packet\n";
    repeated("var/log/messages", full, 7 * share);
    repeated("var/log/syslog", "A line that never ends ", 4 * share);
    repeated("var/log/kern.log", "\n", share / 2);
    repeated("etc/passwd", "u:x:1000:1000::/home/u:/bin/sh\n", share / 2);
    var entry =
        "ipv4     2 tcp      6 431999 ESTABLISHED src=192.0.2.1 dst=198.51.100.1 sport=1 dport=2"
            + " src=198.51.100.1 dst=192.0.2.1 sport=2 dport=1 [ASSURED] mark=0 use=1\n";
    repeated("proc/net/nf_conntrack", entry, 2 * share);
    // A header and a block each.
    for (long i = 0; i < 6 * share / (2 * BLOCK); i++) {
      text("sys/fs/cgroup/s" + i % 997 + "/" + i + "/memory.stat", "cache 1\nrss 2\n");
    }
    // And it ends in the middle of a log.
    header(TOP + "var/log/daemon.log", 1L << 40, '0');
    content("Nov 22 11:00:00 node1 x: y\n".getBytes(StandardCharsets.UTF_8));
  }

  private void badNames() throws IOException {
    for (var name :
        new String[] {
          "/" + TOP + "etc/shadow", "../../../etc/cron.d/x", TOP + "a/../../../b", TOP + "\033[2Jx", ""
        }) {
      header(name, 5, '0');
      content("evil\n".getBytes(StandardCharsets.UTF_8));
    }
    longName(TOP + "deep/".repeat(700) + "x");
    longName("n".repeat(100_000));
    link("link-out", "/etc/shadow");
    link("link-loop", "link-loop");
    header(TOP + "device", 0, '3');
  }

  private void longName(String name) throws IOException {
    var bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
    header("././@LongLink", bytes.length, 'L');
    content(bytes);
    header(name.substring(0, 99), 5, '0');
    content("deep\n".getBytes(StandardCharsets.UTF_8));
  }

  private void link(String name, String target) throws IOException {
    var block = block(TOP + name, 0, '2');
    var bytes = target.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, 157, bytes.length);
    checked(block);
  }

  private void text(String path, String text) throws IOException {
    text(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void text(String path, byte[] bytes) throws IOException {
    header(TOP + path, bytes.length, '0');
    content(bytes);
  }

  private void repeated(String path, String unit, long size) throws IOException {
    header(TOP + path, size, '0');
    var piece = unit.repeat(Math.max(1, 100_000 / unit.length())).getBytes(StandardCharsets.UTF_8);
    for (long left = size; left > 0; left -= piece.length) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
    pad(size);
  }

  private void content(byte[] bytes) throws IOException {
    out.write(bytes);
    pad(bytes.length);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }

  private void header(String name, long size, char type) throws IOException {
    checked(block(name, size, type));
  }

  private static byte[] block(String name, long size, char type) {
    var block = new byte[BLOCK];
    put(block, 0, name);
    put(block, 100, "0000644");
    if (size < 1L << 33) {
      put(block, 124, String.format("%011o", size));
    } else {
      block[124] = (byte) 0x80;
      for (int i = 0; i < 8; i++) {
        block[135 - i] = (byte) (size >> 8 * i);
      }
    }
    put(block, 136, "14535430000");
    block[156] = (byte) type;
    put(block, 257, "ustar");
    put(block, 263, "00");
    return block;
  }

  private void checked(byte[] block) throws IOException {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    put(block, 148, String.format("%06o\0 ", sum));
    out.write(block);
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, BLOCK - at));
  }

  private static byte[] gzip(String unit, int times) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < times; i++) {
        gzip.write(unit.getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
