package dev.casebook.wings.accounts.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.AbandonRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.casebook.wings.accounts.Mutations;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken messages over the port: no thread ends by an exception, no connection hangs, and who
/// comes after them is answered.
@SuppressWarnings("NullAway.Init") // made before each test
class LdapFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String BASE = "dc=example,dc=com";
  private static final String ANN = "uid=ann,ou=people," + BASE;
  private static final String PASSWORD = "correct horse battery";
  private static final int CONNECTIONS = 400;
  private static final int MESSAGES = 12;

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, production: {uid: 2000}}
        bob: {mail: bob@example.com}
      groups:
        ops: {gid: 3000, members: [ann]}
      """;

  @TempDir private Path folder = Path.of("");
  private final Queue<Throwable> escaped = new ConcurrentLinkedQueue<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private Credentials credentials;
  private DirectoryServer server;

  @BeforeEach
  void begin() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> escaped.add(thrown));
    credentials = Credentials.in(folder);
    credentials.setPassword(NOW, "test", "ann", PASSWORD.toCharArray());
    var snapshot = Snapshot.of(FolderReader.read("a.yaml", COMPANY).company());
    server =
        new DirectoryServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            BASE,
            Optional.empty(),
            new SignIns(snapshot, credentials, InstantSource.fixed(NOW)),
            log::add);
  }

  @AfterEach
  void end() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(null);
    server.close();
    credentials.close();
  }

  private static byte[] message(ProtocolOp operation, Control... controls) {
    return new LDAPMessage(7, operation, controls).encode().encode();
  }

  private static byte[] search(SearchScope scope, String base, String filter, Control... controls)
      throws Exception {
    return message(
        new SearchRequestProtocolOp(
            base,
            scope,
            DereferencePolicy.NEVER,
            0,
            0,
            false,
            Filter.create(filter),
            List.of("uid", "memberOf", "+")),
        controls);
  }

  private static byte[] bind() {
    return message(new BindRequestProtocolOp(ANN, PASSWORD));
  }

  private static List<byte[]> corpus() throws Exception {
    return List.of(
        search(SearchScope.SUB, BASE, "(&(uid=ann)(|(mail=*)(!(cn=a*b*c))))"),
        search(SearchScope.ONE, "ou=groups," + BASE, "(member:caseIgnoreMatch:=" + ANN + ")"),
        search(
            SearchScope.SUB,
            BASE,
            "(uidNumber>=1000)",
            new SimplePagedResultsControl(1, new ASN1OctetString("1"), true)),
        search(SearchScope.BASE, "", "(objectClass=*)"),
        message(new ExtendedRequestProtocolOp("1.3.6.1.4.1.4203.1.11.3", null)),
        message(new ExtendedRequestProtocolOp("1.3.6.1.4.1.1466.20037", null)),
        message(new CompareRequestProtocolOp(ANN, "uid", new ASN1OctetString("ann"))),
        message(new DeleteRequestProtocolOp(ANN)),
        message(new AbandonRequestProtocolOp(7)));
  }

  /// All that is answered to some bytes until the server hangs up.
  private byte[] asked(List<byte[]> messages) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout(20_000);
      var answers = new ByteArrayOutputStream();
      try {
        for (var message : messages) {
          socket.getOutputStream().write(message);
        }
        socket.shutdownOutput();
        socket.getInputStream().transferTo(answers);
      } catch (SocketException e) {
        // it hung up first, on what is no message
      }
      return answers.toByteArray();
    }
  }

  private void isWell() throws Exception {
    try (var connection = new LDAPConnection("127.0.0.1", server.address().getPort())) {
      connection.bind(ANN, PASSWORD);
      assertThat(connection.search(BASE, SearchScope.SUB, "(uid=bob)").getEntryCount())
          .isEqualTo(1);
    }
    assertThat(escaped).isEmpty();
  }

  @Test
  void theServerAnswersAfterBrokenMessages() throws Exception {
    var mutations = new Mutations(9, corpus());
    int answered = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      var messages = new ArrayList<byte[]>();
      messages.add(bind());
      for (int j = 0; j < MESSAGES; j++) {
        messages.add(mutations.next());
      }
      var answer = new String(asked(messages), StandardCharsets.ISO_8859_1);
      answered += answer.isEmpty() ? 0 : 1;
      assertThat(answer).doesNotContain("Exception", "at dev.casebook");
    }
    assertThat(answered).isGreaterThan(CONNECTIONS / 10);
    isWell();
  }

  /// 150,000 filters in each other are under a mebibyte.
  @Test
  void filtersInFiltersHaveAnEnd() throws Exception {
    for (int depth : List.of(100, 10_000, 150_000)) {
      asked(List.of(bind(), nested(depth)));
      isWell();
    }
    assertThat(log).contains("ldap: a connection was ended by StackOverflowError");
  }

  /// A search whose filter is `(!(!(…(uid=ann)…)))`.
  private static byte[] nested(int depth) {
    var filter = Filter.createEqualityFilter("uid", "ann").encode().encode();
    var inner = new ArrayDeque<byte[]>();
    int length = filter.length;
    for (int i = 0; i < depth; i++) {
      var head = head(0xa2, length);
      inner.push(head);
      length += head.length;
    }
    var whole = new ByteArrayOutputStream();
    inner.forEach(whole::writeBytes);
    whole.writeBytes(filter);
    var before = new ByteArrayOutputStream();
    before.writeBytes(new byte[] {4, (byte) BASE.length()});
    before.writeBytes(BASE.getBytes(StandardCharsets.US_ASCII));
    before.writeBytes(new byte[] {10, 1, 2, 10, 1, 0, 2, 1, 0, 2, 1, 0, 1, 1, 0});
    before.writeBytes(whole.toByteArray());
    before.writeBytes(new byte[] {0x30, 0});
    var operation = new ByteArrayOutputStream();
    operation.writeBytes(new byte[] {2, 1, 7});
    operation.writeBytes(head(0x63, before.size()));
    operation.writeBytes(before.toByteArray());
    var message = new ByteArrayOutputStream();
    message.writeBytes(head(0x30, operation.size()));
    message.writeBytes(operation.toByteArray());
    return message.toByteArray();
  }

  private static byte[] head(int type, int length) {
    if (length < 128) {
      return new byte[] {(byte) type, (byte) length};
    }
    return length < 1 << 16
        ? new byte[] {(byte) type, (byte) 0x82, (byte) (length >> 8), (byte) length}
        : new byte[] {
          (byte) type, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length
        };
  }

  /// A message that says it is long and never comes holds nobody else up.
  @Test
  void messagesThatNeverComeHoldNobodyUp() throws Exception {
    var open = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 200; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        open.add(socket);
        socket.getOutputStream().write(head(0x30, 1 << 19));
      }
      isWell();
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
    assertThat(asked(List.of(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1})))
        .hasSizeLessThan(500);
    isWell();
  }
}
