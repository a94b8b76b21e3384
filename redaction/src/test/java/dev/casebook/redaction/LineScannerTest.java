package dev.casebook.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {

  private final Knowledge knowledge = new Knowledge(Key.of("07".repeat(32)));

  private List<String> found(String line) {
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    var found = new ArrayList<String>();
    knowledge
        .scanner()
        .scan(
            bytes,
            0,
            bytes.length,
            null,
            hit -> found.add(Bytes.text(bytes, hit.start(), hit.end())));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from 10.1.2.3:22 to [2001:db8::1]:443 | 10.1.2.3,2001:db8::1",
        "IP 10.1.2.3.53 > 10.9.9.9.4711: x | 10.1.2.3,10.9.9.9",
        "tcp6 0 0 2001:db8::1:22 2001:db8::2:5555 ESTAB | 2001:db8::1,2001:db8::2",
        "x 1:2:3:4:5:6:7:8:443 y | 1:2:3:4:5:6:7:8",
        "::ffff:10.1.2.3 64:ff9b::10.1.2.3 | ::ffff:10.1.2.3,64:ff9b::10.1.2.3",
        "pool 10.8.0.10-10.8.0.20 and 10.8.0.1-9 | 10.8.0.10-10.8.0.20,10.8.0.1-9",
        "10.9.8.9-10.9.8.2 vm-192.168.3.4.log | 10.9.8.9,10.9.8.2,192.168.3.4",
        "ip-10-1-2-3 and 3.2.1.10.in-addr.arpa | 10-1-2-3,3.2.1.10",
        "010.008.000.001 | 010.008.000.001",
        "10.1.2.3/24, 10.1.2.3. | 10.1.2.3,10.1.2.3",
        "01:52:54:00:12:34:56 | 52:54:00:12:34:56",
        "52:54:00:12:34:56 52-54-00-12-34-57 5254.00ab.3458 | 52:54:00:12:34:56,52-54-00-12-34-57,5254.00ab.3458"
      })
  void addressesAreFoundByTheirForm(String line, String expected) {
    assertThat(found(line)).containsExactly(expected.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openssl-1.1.1.1-5.el8",
        "version 1.2.3.4",
        "Chrome/120.0.6099.109 Safari",
        "1.3.6.1.4.1.311",
        "v1.2.3.4",
        "12:34:56.789",
        "std::string a",
        "50:06:01:60:3b:a0:11:22",
        "300.1.2.3",
        "1.2.3.4rc1"
      })
  void versionsTimesAndNumbersAreNoAddresses(String line) {
    assertThat(found(line)).isEmpty();
  }

  @Test
  void aKnownNameIsFoundInEachCaseAndBehindEscapesAndNowhereInside() {
    knowledge.host("web1.corpname.com", "", false);
    assertThat(found("WEB1 web1x xweb1 a\\nweb1 %2Fweb1 \u001b[31mweb1\u001b[0m 主web1的 web1_old"))
        .containsExactly("WEB1", "web1", "web1", "web1", "web1", "web1");
    assertThat(found("db7.corpname.com x@web1.corpname.com"))
        .containsExactly("db7.corpname.com", "x@web1.corpname.com");
  }

  @Test
  void theLongestIsTaken() {
    knowledge.host("node1", "", false);
    knowledge.host("node1-backup", "", false);
    assertThat(found("node1-backup node1")).containsExactly("node1-backup", "node1");
  }

  @Test
  void commonAndShortNamesAreNoneElsewhere() {
    knowledge.host("log", "var/log/x", true);
    knowledge.host("a", "var/log/x", true);
    knowledge.user("admin", "etc/passwd");
    assertThat(found("a log of admin")).isEmpty();
    assertThat(knowledge.local("var/log/x")).isNotNull();
    assertThat(knowledge.local("etc/passwd")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db_password = hunter2x | hunter2x",
        "\"apiToken\": \"abc123def\" | abc123def",
        "mysqld --password=hunter2x -v | hunter2x",
        "run --db-password hunter2x | hunter2x",
        "postgres://jdoe:s3cr3t!@db/x | jdoe,s3cr3t!",
        "Authorization: Bearer abcdefghij | abcdefghij",
        "PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk= | yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
        "\"password\": \"correct horse 7\", \"a\": 1 | correct horse 7",
        "{\\\"password\\\": \\\"nested77\\\"} | nested77",
        "password = a;b&c%d | a;b&c%d",
        "sshpass -p hunter2x ssh x | hunter2x"
      })
  void secretsAreFoundByTheirKeys(String line, String expected) {
    assertThat(found(line)).containsExactly(expected.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password    requisite     pam_pwquality.so",
        "auth [success=1] pam_unix.so try_first_pass",
        "Failed password for root from here",
        "PasswordAuthentication no",
        "keyboard: password = required",
        "ssl_key_file = /etc/ssl/key.pem",
        "token_ttl = 100000",
        "vm.overcommit_memory = 1"
      })
  void whatIsOnlyNamedLikeASecretStays(String line) {
    assertThat(found(line)).isEmpty();
  }

  @Test
  void namesAreKnownByWhatStandsAroundThem() {
    assertThat(found("2026-11-22 14:00:36 us=1 btc/203.0.113.2:55769 MULTI: bad"))
        .containsExactly("btc", "203.0.113.2");
    assertThat(found("VERIFY OK: depth=0, C=DE, O=Acme Rockets, CN=floor two"))
        .containsExactly("Acme Rockets", "floor two");
    assertThat(found("sshd[1]: Accepted publickey for jdoe from here port 2"))
        .containsExactly("jdoe");
    assertThat(found("openvpn@office.service aes256-gcm@openssh.com")).isEmpty();
  }

  /// A line by somebody who means harm costs no more than its length.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass_",
        "eyJ-",
        "AAAA/",
        "mysql ",
        "-----BEGIN A-----",
        "a",
        "$6$",
        "CN=",
        "/1:1 ",
        "::",
        "1.",
        "password=\"",
        "key:\\\\",
        "--token",
        "x@",
        "10.1.2.3-",
        "52:",
        "user=",
        "\u001b[1;",
        "curl -u "
      })
  @Timeout(30)
  void noLineTakesLong(String part) {
    found(part.repeat(1_000_000 / part.length()) + "://x@y =: token=1");
  }
}
