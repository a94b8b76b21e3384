import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/// Sends datagrams at an even rate: `java Datagrams.java HOST PORT COUNT BYTES PER_SECOND`.
public final class Datagrams {

  private static final int BURST = 20;

  private Datagrams() {}

  public static void main(String[] arguments) throws Exception {
    var host = InetAddress.getByName(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    byte[] bytes = new byte[Integer.parseInt(arguments[3])];
    long rate = Long.parseLong(arguments[4]);
    var packet = new DatagramPacket(bytes, bytes.length, host, Integer.parseInt(arguments[1]));
    long began = System.nanoTime();
    try (var socket = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        socket.send(packet);
        long early = began + i * 1_000_000_000L / rate - System.nanoTime();
        if (i % BURST == 0 && early > 0) {
          Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
        }
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("%,d packets of %d bytes in %.2f s: %,.0f/s%n", count, bytes.length, seconds, count / seconds);
  }
}
