package dev.casebook.wings.accounts.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.Mutations;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.model.RadiusClient;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken packets: none brings an exception, a hang, or an answer of more bytes than a packet has.
@SuppressWarnings("NullAway.Init") // made before each test
class RadiusFuzzTest {

  private static final byte[] SECRET = "testing123testing123".getBytes(StandardCharsets.UTF_8);
  private static final int PACKETS = 60_000;
  private static final int SEALED = 400;
  private static final int SENT = 4000;

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, vpn: {addresses: [10.99.0.7/24], acls: [permit ip any any]}}
      networks: {}
      radius_clients:
        strict: {networks: [127.0.0.1], service: vpn}
      """;

  @TempDir private Path folder = Path.of("");
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> escaped = new ConcurrentLinkedQueue<>();
  private Credentials credentials;
  private SignIns signIns;
  private RadiusClient row;

  @BeforeEach
  void begin() throws Exception {
    credentials = Credentials.in(folder);
    var snapshot = Snapshot.of(FolderReader.read("a.yaml", COMPANY).company());
    row = snapshot.company().radiusClients().firstEntry().getValue();
    signIns =
        new SignIns(
            snapshot, credentials, InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")));
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> escaped.add(thrown));
  }

  @AfterEach
  void end() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(null);
    credentials.close();
  }

  /// @param attributes type, length of the value, type, length …
  private static byte[] packet(int code, int... attributes) {
    var out = ByteBuffer.allocate(Packet.BYTES_MAX);
    out.put((byte) code).put((byte) 7).putShort((short) 0);
    var authenticator = new byte[Packet.AUTHENTICATOR_BYTES];
    new Random(code).nextBytes(authenticator);
    out.put(authenticator).put((byte) Attribute.MESSAGE_AUTHENTICATOR).put((byte) 18);
    out.put(new byte[16]);
    for (int i = 0; i < attributes.length; i += 2) {
      out.put((byte) attributes[i]).put((byte) (attributes[i + 1] + 2));
      out.put("ann".repeat(85).getBytes(StandardCharsets.US_ASCII), 0, attributes[i + 1]);
    }
    return sealed(Arrays.copyOf(out.array(), out.position()));
  }

  private static List<byte[]> corpus() {
    return List.of(
        packet(Packet.ACCESS_REQUEST, Attribute.USER_NAME, 3, Attribute.USER_PASSWORD, 32),
        packet(Packet.ACCESS_REQUEST, Attribute.USER_NAME, 3, Attribute.STATE, 32),
        packet(Packet.ACCESS_REQUEST, Attribute.USER_NAME, 3, Attribute.CHAP_PASSWORD, 17),
        packet(Packet.ACCESS_REQUEST, Attribute.USER_NAME, 253, Attribute.EAP_MESSAGE, 253),
        packet(Packet.STATUS_SERVER, Attribute.PROXY_STATE, 253, Attribute.PROXY_STATE, 0),
        packet(4, Attribute.USER_NAME, 3));
  }

  /// With its length and, where it has a place for one, its Message-Authenticator made right again.
  private static byte[] sealed(byte[] packet) {
    var bytes = packet.clone();
    if (bytes.length < Packet.HEADER_BYTES) {
      return bytes;
    }
    ByteBuffer.wrap(bytes).putShort(2, (short) bytes.length);
    var parsed = Packet.of(ByteBuffer.wrap(bytes));
    int at = parsed.map(one -> one.valueOffset(Attribute.MESSAGE_AUTHENTICATOR)).orElse(-1);
    if (at < 0 || at + 16 > bytes.length) {
      return bytes;
    }
    Arrays.fill(bytes, at, at + 16, (byte) 0);
    try {
      var mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(SECRET, "RAW"));
      System.arraycopy(mac.doFinal(bytes), 0, bytes, at, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return bytes;
  }

  @Test
  void whatIsParsedIsWholeAndHasNoMoreThanItsBytes() {
    var secret = new SharedSecret(SECRET);
    var mutations = new Mutations(1, corpus());
    int parsed = 0;
    for (int i = 0; i < PACKETS; i++) {
      var packet = Packet.of(ByteBuffer.wrap(mutations.next()));
      if (packet.isPresent()) {
        parsed++;
        var one = packet.get();
        int size =
            one.attributes().stream().mapToInt(attribute -> attribute.value().length + 2).sum();
        assertThat(size + Packet.HEADER_BYTES).isEqualTo(one.bytes().length);
        secret.authenticates(one);
        one.first(Attribute.USER_PASSWORD)
            .ifPresent(hidden -> secret.password(hidden.value(), one.authenticator()));
      }
    }
    assertThat(parsed).isBetween(PACKETS / 50, PACKETS);
  }

  /// Those of a client that knows the secret get further in.
  @Test
  void brokenPacketsWithARightSealGetAnAnswerOrNone() throws Exception {
    var desk = new RadiusDesk(signIns);
    var legacy = new RadiusClient(row.name(), row.place(), row.networks(), row.service(), "", true);
    // without passwords, each of which costs a hash
    var mutations = new Mutations(2, corpus().subList(1, 6));
    int answered = 0;
    for (int i = 0; i < SEALED; i++) {
      var packet = Packet.of(ByteBuffer.wrap(sealed(mutations.next())));
      if (packet.isPresent()) {
        for (var client : List.of(row, legacy)) {
          var reply = desk.answer(new Client(client, new SharedSecret(SECRET)), packet.get());
          if (reply instanceof RadiusDesk.Sent sent) {
            answered++;
            assertThat(sent.packet()).hasSizeLessThanOrEqualTo(Packet.BYTES_MAX);
            assertThat(sent.packet()[0]).isIn((byte) 2, (byte) 3);
          }
        }
      }
    }
    assertThat(answered).isGreaterThan(SEALED / 20);
  }

  @Test
  void theServerAnswersAfterThem() throws Exception {
    try (var server =
            new RadiusServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new ClientSecret(row, SECRET)),
                signIns,
                log::add);
        var socket = new DatagramSocket()) {
      socket.setSoTimeout(1000);
      var mutations = new Mutations(3, corpus());
      for (int i = 0; i < SENT; i++) {
        send(socket, server, mutations.next());
        if (i % 500 == 499) {
          var probe = packet(Packet.STATUS_SERVER, Attribute.PROXY_STATE, 1 + i / 500);
          probe[1] = (byte) (200 + i / 500);
          assertThat(isAnswered(socket, server, sealed(probe))).isTrue();
        }
      }
    }
    assertThat(escaped).isEmpty();
    assertThat(log)
        .contains(
            "radius: a request of client strict without a right Message-Authenticator got no answer");
  }

  @Test
  void aCodeThatIsNotSpokenIsToldAsThat() throws Exception {
    var accounting = Packet.of(ByteBuffer.wrap(packet(4, Attribute.USER_NAME, 3))).orElseThrow();
    assertThat(
            new RadiusDesk(signIns).answer(new Client(row, new SharedSecret(SECRET)), accounting))
        .isEqualTo(new RadiusDesk.Silence("of code 4, which is not spoken here"));
  }

  /// A datagram may be lost where many come at once, so it is sent again.
  private static boolean isAnswered(DatagramSocket socket, RadiusServer server, byte[] probe)
      throws IOException {
    var answer = new DatagramPacket(new byte[Packet.BYTES_MAX], Packet.BYTES_MAX);
    for (int i = 0; i < 20; i++) {
      send(socket, server, probe);
      try {
        // others are of broken packets that were left right
        do {
          socket.receive(answer);
        } while (answer.getData()[1] != probe[1]);
        return answer.getData()[0] == Packet.ACCESS_ACCEPT;
      } catch (SocketTimeoutException e) {
        // sent again
      }
    }
    return false;
  }

  private static void send(DatagramSocket socket, RadiusServer server, byte[] bytes)
      throws IOException {
    socket.send(
        new DatagramPacket(
            bytes, bytes.length, InetAddress.getLoopbackAddress(), server.address().getPort()));
  }
}
