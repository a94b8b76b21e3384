package dev.casebook.wings.captures.rpcap;

import dev.casebook.wings.captures.format.FrameReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What went over the two connections of a session, out of a capture of it on the loopback
/// interface, in which no segment was lost or came twice.
///
/// @param questions of the client, payload by type
/// @param answers of rpcapd, whole messages by the type that they answer
/// @param packets what came over the second connection
record RecordedSession(
    Map<Integer, byte[]> questions, Map<Integer, byte[]> answers, byte[] packets) {

  private static final int RPCAPD = 2002;
  private static final int CLIENT = 40_308;
  private static final int DATA = 40_629;

  static RecordedSession read() throws IOException {
    var streams = new HashMap<Integer, ByteArrayOutputStream>();
    try (var in = RecordedSession.class.getResourceAsStream("/rpcap/session.pcap")) {
      var frames = FrameReader.open(Objects.requireNonNull(in)::read);
      while (frames.next()) {
        var frame = ByteBuffer.wrap(frames.data(), frames.dataAt(), frames.captured()).slice();
        int tcp = 14 + (frame.get(14) & 0x0F) * 4;
        int from = tcp + ((frame.get(tcp + 12) & 0xF0) >> 2);
        int end = 14 + (frame.getShort(16) & 0xFFFF);
        int source = frame.getShort(tcp) & 0xFFFF;
        int destination = frame.getShort(tcp + 2) & 0xFFFF;
        // The first session, which only lists interfaces, has another port.
        int stream = source == RPCAPD ? destination + 1_000_000 : source;
        byte[] payload = new byte[end - from];
        frame.get(from, payload);
        streams.computeIfAbsent(stream, _ -> new ByteArrayOutputStream()).writeBytes(payload);
      }
    }
    var questions = new LinkedHashMap<Integer, byte[]>();
    messages(stream(streams, CLIENT))
        .forEach(
            (type, message) -> questions.put(type, Arrays.copyOfRange(message, 8, message.length)));
    var answers = new LinkedHashMap<Integer, byte[]>();
    messages(stream(streams, CLIENT + 1_000_000))
        .forEach((type, message) -> answers.put(type & 0x7F, message));
    return new RecordedSession(questions, answers, stream(streams, DATA));
  }

  private static byte[] stream(Map<Integer, ByteArrayOutputStream> streams, int number) {
    return Objects.requireNonNull(streams.get(number)).toByteArray();
  }

  private static Map<Integer, byte[]> messages(byte[] stream) {
    var messages = new LinkedHashMap<Integer, byte[]>();
    var bytes = ByteBuffer.wrap(stream);
    while (bytes.remaining() >= 8) {
      byte[] message = new byte[8 + bytes.getInt(bytes.position() + 4)];
      bytes.get(message);
      messages.put(message[1] & 0xFF, message);
    }
    return messages;
  }

  byte[] asked(int type) {
    return Objects.requireNonNull(questions.get(type));
  }

  /// The same with something else on the second connection.
  RecordedSession sending(byte[] other) {
    return new RecordedSession(questions, answers, other);
  }
}
