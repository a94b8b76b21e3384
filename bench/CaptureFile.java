import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// Writes a capture of Ethernet to standard output, the same bytes each time: connections of TCP
/// that begin, carry some segments both ways, and end; a few exchanges of UDP between them.
///
/// `java bench/CaptureFile.java PACKETS FLOWS`
final class CaptureFile {

  private static final int SYN = 2;
  private static final int ACK = 16;

  private final BufferedOutputStream out = new BufferedOutputStream(System.out, 1 << 20);
  private final Random random = new Random(7);
  private long micros = 1_700_000_000_000_000L;

  public static void main(String[] arguments) throws IOException {
    new CaptureFile().write(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
  }

  private void write(int packets, int flows) throws IOException {
    var header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(262_144).putInt(1);
    out.write(header.array());
    int[] sent = new int[flows];
    int[] answered = new int[flows];
    for (int i = 0; i < packets; i++) {
      int flow = random.nextInt(flows);
      boolean back = answered[flow] < sent[flow] && random.nextBoolean();
      int payload = random.nextInt(10) < 4 ? 0 : random.nextInt(300);
      if (flow % 10 == 0) {
        packet(flow, back, 17, 8 + payload, 0, 0, 0);
      } else {
        int step = back ? answered[flow]++ : sent[flow]++;
        int flags = step == 0 ? (back ? SYN | ACK : SYN) : ACK;
        packet(flow, back, 6, 20 + (step == 0 ? 0 : payload), step * 300, 1, flags);
      }
    }
    out.flush();
  }

  private void packet(int flow, boolean back, int protocol, int carried, int sequence, int ack, int flags)
      throws IOException {
    micros += random.nextInt(50);
    int length = 14 + 20 + carried;
    var record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
    record.putInt(length).putInt(length);
    out.write(record.array());
    var frame = ByteBuffer.allocate(length);
    frame.putLong(0x0200_0000_0001_0200L).putInt(2).putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + carried)).putInt(0);
    frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
    int client = 0x0A00_0000 | flow / 50;
    int server = 0x0A80_0000 | flow % 50;
    frame.putInt(back ? server : client).putInt(back ? client : server);
    short clientPort = (short) (20_000 + flow % 40_000);
    short serverPort = (short) (protocol == 17 ? 5000 : 443);
    frame.putShort(back ? serverPort : clientPort).putShort(back ? clientPort : serverPort);
    if (protocol == 17) {
      frame.putShort((short) carried).putShort((short) 0);
    } else {
      frame.putInt(1000 + sequence).putInt(ack).put((byte) 0x50).put((byte) flags);
      frame.putShort((short) 500).putInt(0);
    }
    out.write(frame.array());
  }
}
