package dev.casebook.wings.captures.rpcap;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One message of rpcapd's protocol: version, type, a value and a payload, big-endian.
///
/// Source: `rpcap-protocol.h` of libpcap.
///
/// @param value depends on the type; of an error, which one
record RpcapMessage(int type, int value, byte[] payload) {

  static final int ERROR = 1;
  static final int OPEN = 3;
  static final int START = 4;
  static final int FILTER = 5;
  static final int CLOSE = 6;
  static final int PACKET = 7;
  static final int AUTHENTICATE = 8;
  static final int STATISTICS = 9;
  static final int END = 10;

  /// A reply has the type of what it answers and this bit.
  static final int REPLY = 128;

  private static final int VERSION = 0;
  private static final int HEADER = 8;

  /// A frame as large as any, and what stands before it.
  private static final int PAYLOAD_MAX = (256 << 10) + 64;

  /// Whatever is said of an error beyond that is not read.
  private static final int ERROR_MAX = 1024;

  static RpcapMessage of(int type, byte[] payload) {
    return new RpcapMessage(type, 0, payload);
  }

  void write(OutputStream to) throws IOException {
    var bytes = ByteBuffer.allocate(HEADER + payload.length);
    bytes.put((byte) VERSION).put((byte) type).putShort((short) value).putInt(payload.length);
    to.write(bytes.put(payload).array());
    to.flush();
  }

  /// Reads the next one.
  ///
  /// @throws IOException at the end, at one that can't be, and with rpcapd's words if it is an
  ///   error
  static RpcapMessage read(DataInputStream in) throws IOException {
    int version = in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int value = in.readUnsignedShort();
    long length = in.readInt() & 0xFFFF_FFFFL;
    if (version != VERSION) {
      throw new IOException(
          "answers with version %d of the protocol; only 0 is spoken, and no TLS"
              .formatted(version));
    }
    if (length > PAYLOAD_MAX) {
      throw new IOException("a message says %d bytes, which can't be".formatted(length));
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    if (type == ERROR) {
      var words =
          new String(payload, 0, Math.min(payload.length, ERROR_MAX), StandardCharsets.UTF_8);
      throw new Refused("rpcapd refuses: " + words.strip());
    }
    return new RpcapMessage(type, value, payload);
  }

  /// The payload, to be read; what is not there is an error.
  ByteBuffer payload(int bytesMin) throws IOException {
    if (payload.length < bytesMin) {
      throw new IOException(
          "a message of type %d has %d bytes of %d".formatted(type, payload.length, bytesMin));
    }
    return ByteBuffer.wrap(payload);
  }

  /// rpcapd says why it does not do what was asked.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }
}
