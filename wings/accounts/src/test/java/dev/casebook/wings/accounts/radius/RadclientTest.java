package dev.casebook.wings.accounts.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.OneTimeCode;
import dev.casebook.wings.accounts.credentials.Token;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// FreeRADIUS' own client asks.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class RadclientTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String SECRET = "testing123testing123";
  private static final String PASSWORD = "correct horse battery";

  private static final String COMPANY =
      """
      people:
        ann:
          mail: ann@example.com
          vpn: {addresses: [10.99.0.7/24], acls: ["permit tcp any any eq 22"]}
        bob: {mail: bob@example.com}
      groups:
        ops: {members: [ann]}
      tokens:
        vpn: {services: [vpn]}
      passwords: {failures_max: 50}
      radius_clients:
        strict: {networks: [127.0.0.1], service: vpn}
      """;

  @TempDir private Path folder = Path.of("");
  private Credentials credentials;
  private RadiusServer server;
  private byte[] seed = {};

  @BeforeEach
  void begin() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("company")).resolve("a.yaml"), COMPANY);
    credentials = Credentials.in(folder.resolve("state"));
    credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
    credentials.setPassword(NOW, "test", "bob", PASSWORD.toCharArray());
    seed = credentials.addToken(NOW, "test", "ann", Token.Kind.HOTP).seed();
    credentials.addToken(NOW, "test", "bob", Token.Kind.HOTP);
    server = serving(false);
  }

  private RadiusServer serving(boolean legacy) throws IOException {
    var snapshot = Snapshot.of(FolderReader.read(folder.resolve("company")).company());
    var row = snapshot.company().radiusClients().firstEntry().getValue();
    var client =
        new RadiusClient(
            row.name(), row.place(), row.networks(), row.service(), row.host(), legacy);
    return new RadiusServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        List.of(new ClientSecret(client, SECRET.getBytes(StandardCharsets.UTF_8))),
        new SignIns(snapshot, credentials, InstantSource.fixed(NOW)),
        _ -> {});
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    credentials.close();
  }

  private String asked(String attributes) throws Exception {
    return asked(attributes + ",Message-Authenticator=0x00", "auth", SECRET);
  }

  private String asked(String attributes, String kind, String secret) throws Exception {
    var address = "127.0.0.1:" + server.address().getPort();
    var process =
        new ProcessBuilder("radclient", "-x", "-r", "1", "-t", "1", address, kind, secret)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(attributes.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static String as(String name, String password) {
    return "User-Name=%s,User-Password=\"%s\"".formatted(name, password);
  }

  @Test
  void aPasswordWithItsCodeComesInAndGetsWhatItsRowSays() throws Exception {
    assertThat(asked(as("ann", PASSWORD + OneTimeCode.at(seed, 0))))
        .contains("Received Access-Accept")
        .contains("Framed-IP-Address = 10.99.0.7")
        .contains("Framed-IP-Netmask = 255.255.255.0")
        .contains("Cisco-AVPair = \"ip:inacl#1=permit tcp any any eq 22\"")
        .contains("Class = 0x6f7073");
    assertThat(asked(as("ann", PASSWORD + OneTimeCode.at(seed, 0))))
        .contains("Received Access-Reject");
  }

  @Test
  void aCodeIsAskedForAndItsStateIsGoodOnce() throws Exception {
    var challenge = asked(as("ann", PASSWORD));
    assertThat(challenge)
        .contains("Received Access-Challenge")
        .contains("Reply-Message = \"Code: \"");
    var matcher = Pattern.compile("State = (0x[0-9a-f]+)").matcher(challenge);
    assertThat(matcher.find()).isTrue();
    var state = ",State=" + matcher.group(1);
    assertThat(asked(as("bob", OneTimeCode.at(seed, 0)) + state)).contains("Access-Reject");
    assertThat(asked(as("ann", OneTimeCode.at(seed, 0)) + state)).contains("Access-Reject");
    var again = Pattern.compile("State = (0x[0-9a-f]+)").matcher(asked(as("ann", PASSWORD)));
    assertThat(again.find()).isTrue();
    assertThat(asked(as("ann", OneTimeCode.at(seed, 0)) + ",State=" + again.group(1)))
        .contains("Received Access-Accept");
  }

  @Test
  void whoMayNotComeInLearnsNoMoreThanWithAWrongPassword() throws Exception {
    assertThat(asked(as("bob", PASSWORD)))
        .contains("Received Access-Reject")
        .doesNotContain("Reply-Message");
    assertThat(asked(as("ann", "wrong")))
        .contains("Received Access-Reject")
        .doesNotContain("Reply-Message");
    assertThat(asked(as("eve", "wrong")))
        .contains("Received Access-Reject")
        .doesNotContain("Reply-Message");
  }

  @Test
  void aRequestWithoutAMessageAuthenticatorGetsNoAnswerUnlessTheClientIsLegacy() throws Exception {
    var bare = as("ann", "wrong");
    assertThat(asked(bare, "auth", SECRET)).contains("No reply from server");
    server.close();
    server = serving(true);
    assertThat(asked(bare, "auth", SECRET)).contains("Received Access-Reject");
  }

  @Test
  void aRequestWithAnotherSecretGetsNoAnswer() throws Exception {
    assertThat(asked(as("ann", "x") + ",Message-Authenticator=0x00", "auth", "other"))
        .contains("No reply from server");
  }

  @Test
  void aProbeIsAnswered() throws Exception {
    assertThat(asked("Message-Authenticator=0x00", "status", SECRET))
        .contains("Received Access-Accept");
  }

  /// The same datagram twice is one sign-in with one answer.
  @Test
  void aRepeatedRequestGetsTheSameAnswer() throws Exception {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(5000);
      var request = request("ann", PASSWORD + OneTimeCode.at(seed, 0));
      var first = sent(socket, request);
      assertThat(first[0]).isEqualTo((byte) Packet.ACCESS_ACCEPT);
      assertThat(sent(socket, request)).isEqualTo(first);
    }
  }

  @Test
  void noiseGetsNoAnswerAndHarmsNothing() throws Exception {
    var random = new Random(1);
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(200);
      for (int i = 0; i < 2000; i++) {
        var noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        if (noise.length > 3 && random.nextBoolean()) {
          noise[0] = 1;
          noise[2] = 0;
          noise[3] = (byte) noise.length;
        }
        socket.send(
            new DatagramPacket(
                noise, noise.length, InetAddress.getLoopbackAddress(), server.address().getPort()));
      }
      var answer = new DatagramPacket(new byte[4096], 4096);
      assertThat(catchTimeout(socket, answer)).isTrue();
    }
    assertThat(asked(as("ann", PASSWORD))).contains("Received Access-Challenge");
  }

  private static boolean catchTimeout(DatagramSocket socket, DatagramPacket answer)
      throws IOException {
    try {
      socket.receive(answer);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  private byte[] sent(DatagramSocket socket, byte[] request) throws IOException {
    socket.send(
        new DatagramPacket(
            request, request.length, InetAddress.getLoopbackAddress(), server.address().getPort()));
    var answer = new DatagramPacket(new byte[4096], 4096);
    socket.receive(answer);
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }

  /// A request as RFC 2865 and RFC 3579 write it, made here.
  private static byte[] request(String name, String password) throws Exception {
    var secret = SECRET.getBytes(StandardCharsets.UTF_8);
    var authenticator = new byte[16];
    new Random(7).nextBytes(authenticator);
    byte[] clear = password.getBytes(StandardCharsets.UTF_8);
    var hidden = Arrays.copyOf(clear, (clear.length + 15) / 16 * 16);
    byte[] before = authenticator;
    for (int at = 0; at < hidden.length; at += 16) {
      var md5 = MessageDigest.getInstance("MD5");
      md5.update(secret);
      byte[] mask = md5.digest(before);
      for (int i = 0; i < 16; i++) {
        hidden[at + i] ^= mask[i];
      }
      before = Arrays.copyOfRange(hidden, at, at + 16);
    }
    int length = 20 + 18 + 2 + name.length() + 2 + hidden.length;
    var bytes = new byte[length];
    var out = ByteBuffer.wrap(bytes);
    out.put((byte) 1).put((byte) 9).putShort((short) length).put(authenticator);
    out.put((byte) 80).put((byte) 18).put(new byte[16]);
    out.put((byte) 1).put((byte) (name.length() + 2)).put(name.getBytes(StandardCharsets.UTF_8));
    out.put((byte) 2).put((byte) (hidden.length + 2)).put(hidden);
    var mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(secret, "RAW"));
    System.arraycopy(mac.doFinal(bytes), 0, bytes, 22, 16);
    return bytes;
  }
}
