package dev.casebook.wings.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of the real easy-rsa and openssl ca, changed by both sides in turn.
@Tag("integration")
class PkiFoldersTest {

  private static final String EASY_RSA =
      """
      easyrsa() { (cd easy && EASYRSA_BATCH=1 ./easyrsa "$@"); }
      """;

  @TempDir private Path folder = Path.of("");
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void begin() throws Exception {
    shell = new Shell(folder);
    shell.sh("cp -r /usr/share/easy-rsa easy");
  }

  private Launch done(Path pki, String... arguments) {
    var launch = Launch.of(pki, arguments);
    assertThat(launch.status()).as(launch.output() + launch.errors()).isZero();
    return launch;
  }

  private int verified(String pki, String file) throws Exception {
    return shell
        .run(
            "openssl verify -crl_check -CAfile %1$s/ca.crt -CRLfile %1$s/crl.pem %2$s"
                .formatted(pki, file))
        .status();
  }

  @Test
  void easyRsa3GoesOnWithAFolderOfItsOwn() throws Exception {
    shell.sh(
        EASY_RSA
            + """
            easyrsa init-pki
            EASYRSA_REQ_CN='Lab CA' easyrsa build-ca nopass
            easyrsa build-client-full btc nopass
            easyrsa build-client-full alice nopass
            easyrsa gen-crl
            """);
    var pki = folder.resolve("easy/pki");
    done(pki, "issue", "carol", "--type", "server", "--other-name", "DNS:carol.example");
    assertThat(verified("easy/pki", "easy/pki/issued/carol.crt")).isZero();
    assertThat(shell.sh("openssl x509 -in easy/pki/issued/carol.crt -noout -text"))
        .contains("DNS:carol.example", "TLS Web Server Authentication");

    shell.sh("cp easy/pki/issued/btc.crt btc.crt");
    var revoked = done(pki, "revoke", "btc", "--reason", "keyCompromise");
    assertThat(verified("easy/pki", "btc.crt")).isNotZero();
    assertThat(Files.exists(pki.resolve("issued/btc.crt"))).isFalse();

    // easy-rsa revokes another one, and knows ours.
    shell.sh(EASY_RSA + "cp easy/pki/issued/alice.crt .; easyrsa revoke alice; easyrsa gen-crl");
    assertThat(verified("easy/pki", "alice.crt")).isNotZero();
    assertThat(verified("easy/pki", "btc.crt")).isNotZero();
    shell.sh(EASY_RSA + "easyrsa build-client-full btc nopass; easyrsa update-db");
    assertThat(shell.sh("openssl crl -in easy/pki/crl.pem -noout -text"))
        .contains("Key Compromise");

    // Two of one name: which one is asked.
    var two = Launch.of(pki, "show", "btc");
    assertThat(two.status()).isEqualTo(2);
    assertThat(two.errors()).contains("2 certificates", "revoked until", "valid until");
    var serial = shell.sh("openssl x509 -in btc.crt -noout -serial").strip().replace("serial=", "");
    var back = done(pki, "unrevoke", new BigInteger(serial, 16).toString());
    assertThat(back.errors()).contains("keyCompromise");
    assertThat(verified("easy/pki", "btc.crt")).isZero();
    assertThat(pki.resolve("issued/btc-" + serial + ".crt")).exists();
    assertThat(Launch.of(pki, "undo", revoked.change()).errors()).contains("was changed since");

    done(pki, "renew", "carol");
    shell.sh(EASY_RSA + "easyrsa revoke-renewed carol; easyrsa gen-crl");
    assertThat(verified("easy/pki", "easy/pki/issued/carol.crt")).isZero();
    assertThat(Launch.of(pki, "check", "--no-server").output()).doesNotContain("high");
  }

  @Test
  void easyRsa3TakesOnAFolderThatCasebookMade() throws Exception {
    var pki = folder.resolve("easy/pki");
    done(pki, "init", "--name", "Made CA", "--encrypt", "--ca-pass-env", "CA_PASS");
    Files.writeString(folder.resolve("pass"), "correct horse\n");
    var refused = Launch.of(pki, "issue", "btc");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.errors()).contains("a passphrase is needed");
    done(pki, "issue", "btc", "--ca-pass-file", folder.resolve("pass").toString());
    var easy = EASY_RSA + "export EASYRSA_PASSIN=file:" + folder.resolve("pass") + "\n";
    shell.sh(easy + "easyrsa build-client-full alice nopass; easyrsa revoke btc; easyrsa gen-crl");
    assertThat(verified("easy/pki", "easy/pki/issued/alice.crt")).isZero();
    assertThat(verified("easy/pki", "easy/pki/revoked/certs_by_serial/*.crt")).isNotZero();
    assertThat(done(pki, "list").output()).contains("btc    revoked").contains("alice  valid");
    assertThat(shell.sh("stat -c %a easy/pki/private/ca.key easy/pki/private/alice.key"))
        .isEqualTo("600\n600\n");
  }

  @Test
  void opensslCaGoesOnWithItsIndexSerialAndNumbers() throws Exception {
    shell.sh(
        """
        mkdir ca ca/new && cd ca
        touch index.txt; echo 0F > serial; echo 03 > crlnumber
        echo 'unique_subject = yes' > index.txt.attr
        cat > openssl.cnf <<'end'
        [ ca ]
        default_ca = office
        [ office ]
        dir = .
        database = $dir/index.txt
        new_certs_dir = ${dir}/new
        serial = $dir/serial
        crlnumber = $dir/crlnumber
        certificate = $dir/ca.crt
        private_key = $dir/ca.key
        crl = $dir/crl.pem
        default_md = sha256
        default_days = 30
        default_crl_days = 10
        policy = match
        [ match ]
        countryName = match
        organizationName = match
        commonName = supplied
        end
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/C=DE/O=Büro/CN=Office CA' -utf8 \\
          -keyout ca.key -out ca.crt
        openssl rsa -traditional -aes256 -passout 'pass:correct horse' -in ca.key -out enc.key
        mv enc.key ca.key
        openssl req -newkey rsa:2048 -nodes -subj '/C=DE/O=Büro/CN=one' -utf8 -keyout one.key -out one.csr
        openssl ca -batch -config openssl.cnf -in one.csr -out one.crt -passin 'pass:correct horse'
        """);
    var ca = folder.resolve("ca");
    assertThat(Files.readString(ca.resolve("ca.key"))).contains("DEK-Info");
    done(ca, "issue", "two", "--ca-pass-env", "CA_PASS", "--days", "3000");
    assertThat(Files.readString(ca.resolve("serial"))).isEqualTo("11\n");
    assertThat(Files.readString(ca.resolve("serial.old"))).isEqualTo("10\n");
    var subject = shell.sh("cut -f6 ca/index.txt | sed 's/CN=.*//' | sort -u");
    assertThat(subject).isEqualTo("/C=DE/O=B\\xC3\\xBCro/\n");
    done(ca, "crl", "--ca-pass-env", "CA_PASS");
    assertThat(Files.readString(ca.resolve("crlnumber"))).isEqualTo("04\n");
    assertThat(verified("ca", "ca/two.crt ca/one.crt")).isZero();

    var again =
        Launch.of(
            ca, "issue", "three", "--subject", "/C=DE/O=Büro/CN=two", "--ca-pass-env", "CA_PASS");
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.errors()).contains("demands unique_subject");

    done(ca, "revoke", "15", "--ca-pass-env", "CA_PASS", "--reason", "superseded");
    shell.sh(
        """
        cd ca
        openssl ca -batch -config openssl.cnf -revoke two.crt -passin 'pass:correct horse'
        openssl ca -batch -config openssl.cnf -gencrl -out crl.pem -passin 'pass:correct horse'
        openssl ca -config openssl.cnf -updatedb -passin 'pass:correct horse'
        openssl req -newkey rsa:2048 -nodes -subj '/C=DE/O=Büro/CN=four' -utf8 -keyout four.key -out four.csr
        openssl ca -batch -config openssl.cnf -in four.csr -out four.crt -passin 'pass:correct horse'
        """);
    assertThat(verified("ca", "ca/two.crt")).isNotZero();
    assertThat(verified("ca", "ca/one.crt")).isNotZero();
    assertThat(verified("ca", "ca/four.crt")).isZero();
    done(ca, "unrevoke", "0f", "--ca-pass-env", "CA_PASS");
    assertThat(verified("ca", "ca/one.crt")).isZero();
    assertThat(shell.sh("openssl crl -in ca/crl.pem -noout -crlnumber")).contains("0x06");
  }

  /// easy-rsa 2 is to be had nowhere any more; its folder is made by the steps of its scripts.
  @Test
  void aFolderOfEasyRsa2IsKnownByItsKeys() throws Exception {
    shell.sh(
        """
        mkdir -p two/keys && cd two/keys
        touch index.txt; echo 01 > serial
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -keyout ca.key -out ca.crt \\
          -subj '/C=US/ST=CA/L=SanFrancisco/O=Fort-Funston/CN=Fort-Funston CA/emailAddress=me@myhost.mydomain'
        """);
    var two = folder.resolve("two");
    done(two, "issue", "test_1");
    assertThat(two.resolve("keys/test_1.csr")).exists();
    assertThat(two.resolve("keys/01.pem")).exists();
    assertThat(Files.readString(two.resolve("keys/index.txt")))
        .endsWith("\t01\tunknown\t/C=US/ST=CA/L=SanFrancisco/O=Fort-Funston/CN=test_1\n");
    done(two, "revoke", "test_1");
    assertThat(verified("two/keys", "two/keys/test_1.crt")).isNotZero();
    done(two, "unrevoke", "1");
    assertThat(verified("two/keys", "two/keys/test_1.crt")).isZero();
  }
}
