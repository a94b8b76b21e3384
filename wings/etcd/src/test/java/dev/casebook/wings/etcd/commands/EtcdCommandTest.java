package dev.casebook.wings.etcd.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtcdCommandTest {

  private static final Path EXAMPLE = Launch.ROOT.resolve("examples/etcd-member.db");

  @TempDir private Path folder;

  private String db = "";

  @BeforeEach
  void copyTheExample() throws IOException {
    var file = folder.resolve("db");
    Files.copy(EXAMPLE, file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    db = file.toString();
  }

  @Test
  void keysAreListedAsATable() {
    var launch = Launch.of("etcd", "list", db, "-r", "po");
    assertThat(launch.status()).isZero();
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output())
        .isEqualTo(
            """
            mod_revision  version  value_size  key
            14            3        301         /registry/pods/default/web
            16            1        282         /registry/pods/kube-system/dns
            2 rows
            """);
  }

  @Test
  void fieldsAreChosen() {
    var launch =
        Launch.of(
            "etcd",
            "list",
            db,
            "--prefix",
            "/registry/lea",
            "--fields",
            "name,kind,lease,versions,size,value",
            "-o",
            "jsonl");
    assertThat(launch.output())
        .startsWith(
            "{\"name\":\"node-1\",\"kind\":\"Lease\",\"lease\":\"1da3\",\"versions\":1,\"size\":")
        .endsWith("\"holderIdentity\":\"node-1\",\"leaseDurationSeconds\":40}}}\n");
  }

  @Test
  void whatFillsTheScreenCannotCommandIt() {
    var terminal = Style.terminal(80, false);
    for (var form : new String[] {"table", "csv", "json"}) {
      var launch =
          Launch.with(terminal, "", "etcd", "list", db, "--fields", "key,value", "-o", form);
      assertThat(launch.output()).doesNotContain("\u001b").contains("/registry/pods");
    }
    var launch = Launch.with(terminal, "", "etcd", "extract", db);
    assertThat(launch.output()).doesNotContain("\u001b").contains("kind: Pod");
    assertThat(launch.errors()).doesNotContain("\u001b");
  }

  @Test
  void anObjectIsExtractedAsKubectlShowsIt() {
    var launch =
        Launch.of(
            "etcd", "extract", db, "-k", "/registry/configmaps/default/again", "--revision=9");
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .isEqualTo(
            """
            apiVersion: v1
            data:
              generation: one, changed
            kind: ConfigMap
            metadata:
              creationTimestamp: "2026-03-01T11:00:06Z"
              managedFields:
              - apiVersion: v1
                fieldsType: FieldsV1
                fieldsV1:
                  f:data: {}
                manager: kubectl
                operation: Update
                time: "2026-03-01T11:00:06Z"
              name: again
              namespace: default
              uid: 00000000-0000-4000-8000-000000000005
            """);
  }

  @Test
  void severalObjectsAreDocumentsOrAList() {
    assertThat(Launch.of("etcd", "extract", db, "-r", "cm").output())
        .contains("\n---\napiVersion: v1\n");
    assertThat(Launch.of("etcd", "extract", db, "-r", "cm", "-o", "json").output())
        .startsWith("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n")
        .endsWith("\n        }\n    ],\n    \"kind\": \"List\"\n}\n");
    assertThat(Launch.of("etcd", "extract", db, "-r", "none", "-o", "json").output())
        .endsWith("\n    ],\n    \"kind\": \"List\"\n}\n");
  }

  @Test
  void aValueThatCannotBeReadIsSaidAndTheOthersAreShown() {
    var launch = Launch.of("etcd", "extract", db, "-r", "secrets");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints())
        .containsExactly(
            "casebook: /registry/secrets/default/broken: the envelope is cut short",
            "casebook: /registry/secrets/default/sealed: encrypted: kms key plugin: version v2");
    assertThat(launch.output()).contains("key: /registry/secrets/default/sealed", "base64: azhz");
  }

  @Test
  void whatAFilterCannotLookIntoIsSaid() {
    var list = Launch.of("etcd", "list", db, "-r", "secrets", "--filter", ".data.a=b");
    assertThat(list.status()).isEqualTo(2);
    assertThat(list.complaints())
        .contains("casebook: /registry/secrets/default/broken: the envelope is cut short");
    var extract = Launch.of("etcd", "extract", db, "-r", "secrets", "--filter", ".data.a=b");
    assertThat(extract.status()).isEqualTo(2);
    assertThat(extract.complaints()).containsAll(list.complaints());
  }

  @Test
  void aValueThatCannotBeReadIsSaidInItsHistory() {
    var history = Launch.of("etcd", "history", db, "secrets/broken");
    assertThat(history.status()).isEqualTo(2);
    assertThat(history.output()).endsWith("\n    it can't be read: the envelope is cut short\n");
    assertThat(history.complaints())
        .hasSize(1)
        .first()
        .asString()
        .matches("casebook: /registry/secrets/default/broken at revision \\d+: the envelope is.*");
    assertThat(Launch.of("etcd", "history", db, "secrets/broken", "-o", "jsonl").output())
        .contains("\"problem\":\"the envelope is cut short\",\"changes\":[]");
  }

  @Test
  void allObjectsAreWrittenIntoAFolder() throws IOException {
    var tree = folder.resolve("tree");
    var launch = Launch.of("etcd", "extract", db, "--to", tree.toString());
    assertThat(launch.status()).as("two secrets can't be read").isEqualTo(2);
    assertThat(launch.errors()).contains("casebook: 19 files in " + tree);
    assertThat(tree.resolve("registry/pods/default/web.yaml")).content().contains("kind: Pod");
    assertThat(tree.resolve("%bare/compact_rev_key.yaml"))
        .hasContent("key: compact_rev_key\ntext: \"1\"\n");
    try (var files = Files.walk(tree)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(19);
    }
    assertThat(Launch.of("etcd", "extract", db, "--to", tree.toString()).complaints())
        .containsExactly("casebook: " + tree + ": is not empty; name a new folder");
  }

  @Test
  void aDamagedFileIsReadAsFarAsItGoesAndTheDamageIsSaid() throws IOException {
    var bytes = Files.readAllBytes(Path.of(db));
    bytes[40] ^= 1;
    bytes[4096 + 40] ^= 1;
    var torn = folder.resolve("torn");
    Files.write(torn, bytes);
    var launch = Launch.of("etcd", "list", torn.toString(), "--fields", "key");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).contains("/registry/pods/default/web\n");
    assertThat(launch.complaints())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("casebook: page 0: meta page not valid: its checksum does not match");
  }

  @Test
  void whatIsDecodedEncodesToTheSameBytes() throws IOException {
    var manifest =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: a
        data:
          mode: "0644"
        """;
    var hex = Launch.withInput(manifest, "etcd", "encode", "-o", "hex");
    assertThat(hex.output()).startsWith("6b3873000a");
    var file = folder.resolve("value");
    Files.write(file, HexFormat.of().parseHex(hex.output().strip()));
    var yaml = Launch.of("etcd", "decode", file.toString());
    assertThat(yaml.status()).isZero();
    assertThat(yaml.output()).startsWith("apiVersion: v1\ndata:\n  mode: \"0644\"\n");
    assertThat(Launch.withInput(yaml.output(), "etcd", "encode", "-o", "hex").output())
        .isEqualTo(hex.output());
    assertThat(Launch.of("etcd", "decode", "--meta-only", file.toString()).output())
        .contains("name: a")
        .doesNotContain("mode");
    var answer = Launch.withInput(hex.output(), "etcd", "decode", "--batch").output();
    assertThat(answer).startsWith("OK|{\"kind\":\"ConfigMap\"").hasLineCount(1);
    var lines = Files.writeString(folder.resolve("lines"), hex.output()).toString();
    assertThat(Launch.of("etcd", "decode", "--batch", lines).output()).isEqualTo(answer);
  }

  @Test
  void everyValueOfARangeIsDecodedAndWhatCannotBeToldIsSaid() {
    var json = "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Widget\"}\n\n";
    var launch =
        Launch.withInput(
            "/r/w/a\n" + json + "\u0001?\n/r/w/b\n" + json + "/r/x\nk8s\0\n\177\n",
            "etcd",
            "decode",
            "-o",
            "jsonl");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output().lines().limit(2)).allMatch(line -> line.contains("Widget"));
    assertThat(launch.complaints())
        .hasSize(2)
        .last()
        .isEqualTo(
            "casebook: 2 bytes can't be split into keys and values; use etcdctl get -w json");
    assertThat(Launch.withInput("/a\n\n/b\n\n", "etcd", "decode").complaints())
        .containsExactly("casebook: there is nothing to decode: only keys; leave out --keys-only");
  }

  @Test
  void aValueWithoutAKeyIsNamedByItsPlace() {
    var torn = "k8s\0\022\177";
    assertThat(Launch.withInput(torn, "etcd", "decode").complaints())
        .containsExactly("casebook: the value: the envelope is cut short");
    assertThat(Launch.withInput("{\"kind\":\"A\"}\n" + torn, "etcd", "decode").complaints())
        .containsExactly("casebook: value 2: the envelope is cut short");
  }

  @Test
  void eachLineOfABatchIsAnsweredBeforeTheNextIsRead() {
    var answers = new StringBuilder();
    var input =
        new ByteArrayInputStream("00\n01\n".getBytes(StandardCharsets.US_ASCII)) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            // One line at a time, as a pipe gives it.
            answers.append('<');
            return super.read(bytes, offset, Math.min(length, 3));
          }
        };
    var out =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) {
                answers.append((char) b);
              }
            },
            false,
            StandardCharsets.US_ASCII);
    var err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.US_ASCII);
    Launch.run(input, out, err, Style.plain(), "etcd", "decode", "--batch");
    var answer = "ERROR:no Kubernetes object|\n";
    assertThat(answers.toString()).isEqualTo("<" + answer + "<" + answer + "<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etcd list DB --revision 4",
        "etcd list DB --revision 29",
        "etcd list DB --revision -1",
        "etcd list DB --version 0",
        "etcd list DB --version 1 --fields versions",
        "etcd list DB --fields colour",
        "etcd list DB --filter spec",
        "etcd list DB --filter .*=x",
        "etcd list DB -r deploy/web",
        "etcd list DB --encryption-config /nonexistent",
        "etcd list /nonexistent",
        "etcd list /dev/null",
        "etcd list DB --copy DB",
        "etcd extract DB --to DB",
        "etcd extract DB --to DB -o json",
        "etcd decode /nonexistent",
        "etcd decode",
        "etcd encode"
      })
  void aMistakeIsOneClearLine(String line) {
    var launch = Launch.of(line.replace("DB", db).split(" "));
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).isEmpty();
    assertThat(launch.complaints()).hasSize(1);
    assertThat(launch.complaints().getFirst()).startsWith("casebook: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          decode /nonexistent | /nonexistent: no such file or folder
          decode FOLDER | FOLDER: Is a directory
          list DB --encryption-config /nonexistent | /nonexistent: no such file or folder
          list DB --encryption-config DB | DB: is not UTF-8 text
          list DB --copy /nonexistent/c | /nonexistent/c: there is no folder /nonexistent to keep a \
          copy in
          list DB --revision abc | Invalid value for option '--revision': 'abc' is not a whole number
          compare DB | name the files to compare, 2 to 16
          list DB pods -r cm | pods: the resource was named before; leave out --resource and --name
          list DB -A -n shop | --all-namespaces and --namespace exclude each other
          """)
  void whatIsWrongIsSaidInWords(String line, String complaint) {
    var launch = Launch.of(("etcd " + named(line)).split(" "));
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints()).first().isEqualTo("casebook: " + named(complaint));
  }

  private String named(String text) {
    return text.replace("DB", db).replace("FOLDER", folder.toString());
  }

  @Test
  void anEmptyPathIsRefused() {
    for (var line :
        List.of(
            new String[] {"etcd", "list", ""},
            new String[] {"etcd", "list", db, "--copy", ""},
            new String[] {"etcd", "extract", db, "--to", ""},
            new String[] {"etcd", "history", "", "pods/web"})) {
      var launch = Launch.of(line);
      assertThat(launch.status()).isEqualTo(2);
      assertThat(launch.complaints().getFirst()).endsWith("an empty path names no file");
    }
  }

  @Test
  void thatNothingMatchesIsSaidAndNoFolderIsMade() {
    var list = Launch.of("etcd", "list", db, "-r", "nosuch");
    assertThat(list.status()).isOne();
    assertThat(list.complaints())
        .containsExactly(
            "casebook: nothing matches: the file holds no nosuch, but configmaps, leases,"
                + " namespaces, nodes, pods, secrets, services, widgets.example.com");
    var target = folder.resolve("tree");
    var extract =
        Launch.of("etcd", "extract", db, "-r", "po", "--name=nope", "--to", target.toString());
    assertThat(extract.status()).isOne();
    assertThat(extract.complaints()).containsExactly("casebook: nothing matches");
    assertThat(target).doesNotExist();
  }

  @Test
  void whatIsNoObjectIsNotEncodedAndWhatIsNotKnownIsSaid() {
    var incomplete = Launch.withInput("{kind: Pod}", "etcd", "encode", "-o", "hex");
    assertThat(incomplete.status()).isEqualTo(2);
    assertThat(incomplete.complaints())
        .containsExactly(
            "casebook: that is not a Kubernetes object, which has an apiVersion and a kind");
    var unknown = Launch.withInput("{apiVersion: v1, kind: Podd}", "etcd", "encode", "-o", "hex");
    assertThat(unknown.status()).isZero();
    assertThat(unknown.complaints())
        .containsExactly(
            "casebook: no kind Podd of v1 is known: it is stored as JSON, as custom resources are");
    var custom =
        Launch.withInput("{apiVersion: a.example/v1, kind: B}", "etcd", "encode", "-o", "hex");
    assertThat(custom.errors()).isEmpty();
  }

  @Test
  void anEncryptedValueIsOpenedWithTheApiServersKeyAndUnderItsOwnNameOnly() throws Exception {
    var manifest = "{apiVersion: v1, kind: Secret, metadata: {name: token}, stringData: {a: b}}";
    var stored =
        HexFormat.of()
            .parseHex(Launch.withInput(manifest, "etcd", "encode", "-o", "hex").output().strip());
    var value =
        Files.write(folder.resolve("value.bin"), encrypted(stored, "/registry/secrets/x/token"));
    var config =
        Files.writeString(
            folder.resolve("encryption.yaml"),
            """
            apiVersion: apiserver.config.k8s.io/v1
            kind: EncryptionConfiguration
            resources:
              - resources: [secrets]
                providers:
                  - aesgcm: {keys: [{name: key1, secret: MDEyMzQ1Njc4OWFiY2RlZg==}]}
                  - identity: {}
            """);

    var opened = decode(config, value, "/registry/secrets/x/token");
    assertThat(opened.status()).isZero();
    assertThat(opened.output()).contains("kind: Secret\n", "  name: token\n");
    var elsewhere = decode(config, value, "/registry/secrets/x/other");
    assertThat(elsewhere.status()).isEqualTo(2);
    assertThat(elsewhere.errors()).contains("aesgcm key key1 does not open this value");
  }

  private static Launch decode(Path config, Path value, String key) {
    return Launch.of(
        "etcd", "decode", "--encryption-config", config.toString(), "-k", key, value.toString());
  }

  /// As the API server does it: the nonce before the text, and the key in etcd as what it is bound
  /// to.
  private static byte[] encrypted(byte[] plain, String etcdKey) throws GeneralSecurityException {
    var nonce = new byte[12];
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var key = new SecretKeySpec("0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(etcdKey.getBytes(StandardCharsets.UTF_8));
    var value = new ByteArrayOutputStream();
    value.writeBytes("k8s:enc:aesgcm:v1:key1:".getBytes(StandardCharsets.US_ASCII));
    value.writeBytes(nonce);
    value.writeBytes(cipher.doFinal(plain));
    return value.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list DB nosuch | nothing matches: the file holds no nosuch
          extract DB -k /nope | no key /nope at revision 28; casebook etcd history shows
          extract DB -k /registry/minions/node-1 -r pods | no key /registry/minions/node-1 that all
          history DB pods/nope | pods/nope: no such key
          history DB /nope | /nope: no revision of this key is retained
          diff DB /registry/pods/default/nope 27 28 | /registry/pods/default/nope: no revision of this key
          undelete DB /registry/pods/default/web | /registry/pods/default/web: is not deleted
          undelete DB --all -n nosuch | nothing matches
          """)
  void nothingMatchesIsStatusOneEverywhere(String line, String complaint) {
    var launch = Launch.of(("etcd " + named(line)).split(" "));
    assertThat(launch.complaints()).first().asString().startsWith("casebook: " + complaint);
    assertThat(launch.status()).isOne();
  }

  @Test
  void resourcesAreNamedAsForKubectl() {
    var usual = Launch.of("etcd", "list", db, "-r", "pods").output();
    assertThat(Launch.of("etcd", "list", db, "pods").output()).isEqualTo(usual);
    assertThat(Launch.of("etcd", "list", db, "po", "-A").output()).isEqualTo(usual);
    assertThat(Launch.of("etcd", "list", db, "pods/web", "-o", "name").output())
        .isEqualTo("pods/web\n")
        .isEqualTo(Launch.of("etcd", "list", db, "pods", "web", "-o", "name").output());
    assertThat(Launch.of("etcd", "list", db, "-r", "po,no", "-o", "name").output())
        .isEqualTo("nodes/node-1\npods/web\npods/dns\n");
    assertThat(Launch.of("etcd", "list", db, "pods", "--no-headers").output())
        .isEqualTo(
            """
            14  3  301  /registry/pods/default/web
            16  1  282  /registry/pods/kube-system/dns
            """);
    assertThat(Launch.of("etcd", "list", db, "pods", "--no-headers", "-o", "csv").output())
        .startsWith("14,3,301,/registry/pods/default/web\n");
    assertThat(Launch.of("etcd", "list", db, "pods", "-o", "wide").output())
        .contains("default", "web", "Pod", "v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "list", "check", "checksum", "salvage", "analyze --by resource"})
  void everyAnswerHasTheSameForms(String command) {
    for (var form : List.of("table", "json", "jsonl", "csv", "yaml")) {
      var words = ("etcd " + command + " -o " + form + " " + db).split(" ");
      var launch = Launch.of(words);
      assertThat(launch.errors()).isEmpty();
      assertThat(launch.status()).isZero();
      assertThat(launch.output()).isNotBlank();
    }
  }

  @Test
  void infoTellsOfMemberAndClusterOnOnePage() {
    var info = Launch.of("etcd", "info", folder.toString());
    assertThat(info.output())
        .contains("revision     28\n", "compacted    at 5\n", "raft         consistent index")
        .contains("members      1\n", "alarms       none\n");
  }

  @Test
  void allThatWasDeletedIsPrintedForKubectl() {
    var all = Launch.of("etcd", "undelete", db, "--all");
    assertThat(all.status()).isZero();
    assertThat(all.output()).contains("kind: ").doesNotContain("resourceVersion", "uid:");
    assertThat(Launch.of("etcd", "undelete", db, "--all", "--prefix", "/nope").status()).isOne();
  }

  @Test
  void keysThatAreNoUtf8CanBeToldApartAndChosen() throws IOException {
    var file = Files.readAllBytes(EXAMPLE);
    // Both keys have the same length as what they replace, so that no message changes its size.
    replace(file, "/registry/pods/default/web", 25, (byte) 0xFE);
    var odd = folder.resolve("odd.db");
    Files.write(odd, file);
    Files.setLastModifiedTime(odd, FileTime.from(Instant.EPOCH));
    var key = "/registry/pods/default/we\\xfe";
    assertThat(Launch.of("etcd", "list", odd.toString(), "pods").output()).contains(key);
    assertThat(Launch.of("etcd", "extract", odd.toString(), "-k", key).output()).contains("name: ");
    var history = Launch.of("etcd", "history", odd.toString(), key);
    assertThat(history.errors()).isEmpty();
    assertThat(history.output()).startsWith(key);
    // The object's own name is not that of its key.
    assertThat(Launch.of("etcd", "analyze", odd.toString()).output())
        .contains("not named as the key says", key + " holds default/web");
  }

  private static void replace(byte[] file, String key, int at, byte with) {
    var wanted = key.getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i + wanted.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
        file[i + at] = with;
      }
    }
  }

  @Test
  void ofThreeMembersTheOddOneIsNamedAndWhoIsBehind() throws IOException {
    var a = EtcdMembers.a(folder);
    var b = EtcdMembers.b(folder);
    var like = Files.copy(Path.of(a), folder.resolve("like.db")).toString();
    Files.setLastModifiedTime(Path.of(like), FileTime.from(Instant.EPOCH));
    var table = Launch.of("etcd", "compare", a, like, b);
    assertThat(table.status()).isOne();
    assertThat(table.output())
        .contains(b + " is the odd one: on each of these keys all the others agree.");
    assertThat(Launch.of("etcd", "compare", a, like, b, "-o", "csv").output())
        .startsWith("key,differs_in,odd_file,files,fields\n")
        .contains("," + b + ",");
    var alike = Launch.of("etcd", "compare", a, like, db);
    assertThat(alike.output())
        .containsPattern("is behind: it ends at revision \\d+, \\d+ revisions? before");
  }
}
