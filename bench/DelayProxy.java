import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// A ProxyCommand of ssh that holds back each piece for a while: a line with much delay where the
/// kernel can't make one. Usage: java DelayProxy.java HOST PORT MILLISECONDS-ROUND-TRIP
final class DelayProxy {

  private record Piece(long due, byte[] bytes) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due, ((Piece) other).due);
    }
  }

  public static void main(String[] arguments) throws Exception {
    long half = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2])) / 2;
    try (var socket = new Socket(arguments[0], Integer.parseInt(arguments[1]))) {
      socket.setTcpNoDelay(true);
      var there = copy(System.in, socket.getOutputStream(), half);
      var back = copy(socket.getInputStream(), System.out, half);
      back.join();
      there.interrupt();
      System.exit(0);
    }
  }

  private static Thread copy(InputStream in, OutputStream out, long delay) {
    var queue = new DelayQueue<Piece>();
    Thread.ofVirtual()
        .start(() -> {
          byte[] buffer = new byte[1 << 16];
          try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              queue.add(new Piece(System.nanoTime() + delay, java.util.Arrays.copyOf(buffer, n)));
            }
          } catch (IOException e) {
            // The other end has gone.
          }
          queue.add(new Piece(System.nanoTime() + delay, new byte[0]));
        });
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            for (var piece = queue.take(); piece.bytes.length > 0; piece = queue.take()) {
              out.write(piece.bytes);
              out.flush();
            }
            out.close();
          } catch (IOException | InterruptedException e) {
            // The other end has gone.
          }
        });
  }
}
