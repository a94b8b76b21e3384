package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is rejected was held against Felix FileInstall 3.7.4 and java.util.Properties.
class SettingTest {

  private static final String CFG = "/opt/karaf/etc/xxx.cfg";
  private static final String CONFIG = "/opt/karaf/etc/xxx.config";

  private static List<Setting> read(String path, String content) {
    var outcome = Sample.root().file(path, content).read(Setting.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    return outcome.rows();
  }

  @Test
  void aPropertyHasItsFileKeyValueAndLine() {
    assertThat(read(CFG, "# live\n\nxxx.xxx.enabled = true\r\n"))
        .containsExactly(
            new Setting(CFG, "properties", "", "xxx.xxx.enabled", "true", "String", 3, "", false));
  }

  @Test
  void propertiesAreContinuedEscapedAndSeparatedInEveryWay() {
    assertThat(read(CFG, "a\\ b:1\nc d e\nf = x, \\\n   y\\u00e9\n! no\ng=C:\\\\data\n"))
        .extracting(Setting::key, Setting::value, Setting::line)
        .containsExactly(
            tuple("a b", "1", 1),
            tuple("c", "d e", 2),
            tuple("f", "x, yé", 3),
            tuple("g", "C:\\data", 6));
  }

  @Test
  void whatAStrictReaderRejectsIsARowWithTheReason() {
    assertThat(read(CFG, "xxx.xxx.enabled = \\u00zz\n=1\nport = 8080 \\"))
        .extracting(Setting::key, Setting::fault, Setting::unfinished)
        .containsExactly(
            tuple("xxx.xxx.enabled", "\\u without four hexadecimal digits", false),
            tuple("", "a value without a key", false),
            tuple("port", "the file ends where the value should go on", true));
  }

  @Test
  void aFileThatWasCutEndsWithinItsLastLine() {
    assertThat(read(CFG, "port = 8080\nxxx.xxx.enable"))
        .extracting(Setting::fault, Setting::unfinished)
        .containsExactly(tuple("", false), tuple("a key without = and value", true));
  }

  @Test
  void typedSettingsHaveTheirTypesAndLists() {
    assertThat(
            read(
                CONFIG,
                """
                # typed
                xxx.xxx.enabled=B"true"
                name="a \\"b\\""
                ports=I["8080", \\
                  "8443", \\
                  ]
                hosts=( "a", "b" )
                """))
        .extracting(Setting::key, Setting::value, Setting::type, Setting::fault, Setting::line)
        .containsExactly(
            tuple("xxx.xxx.enabled", "true", "Boolean", "", 2),
            tuple("name", "a \"b\"", "String", "", 3),
            tuple("ports", "8080,8443", "Integer[]", "", 4),
            tuple("hosts", "a,b", "String()", "", 7));
  }

  @Test
  void whatNoTypedReaderTakesIsToldWithTheReason() {
    assertThat(read(CONFIG, "a=false\nb=\"fal\nc=I\"12x\"\nd=B\"yes\"\ne=[\"x\"\nf=\"x\" y\ng\n"))
        .extracting(Setting::key, Setting::fault)
        .containsExactly(
            tuple("a", "a value without quotes"),
            tuple("b", "a quote that is not closed"),
            tuple("c", "not of type Integer"),
            tuple("d", "not of type Boolean"),
            tuple("e", "a list that is not closed"),
            tuple("f", "something behind the value"),
            tuple("g", "a key without = and value"));
  }

  @Test
  void sshdsKeywordsKnowNoCaseAndStandInTheirMatch() {
    assertThat(
            read(
                "/etc/ssh/sshd_config",
                "LogLevel=VERBOSE # why\nBanner \"/etc/my issue\"\nPermitRootLogin\nMatch User git\n  x11forwarding no\n"))
        .extracting(Setting::section, Setting::key, Setting::value, Setting::fault)
        .containsExactly(
            tuple("", "loglevel", "VERBOSE", ""),
            tuple("", "banner", "/etc/my issue", ""),
            tuple("", "permitrootlogin", "", "a keyword without a value"),
            tuple("Match User git", "match", "User git", ""),
            tuple("Match User git", "x11forwarding", "no", ""));
  }

  @Test
  void resolverAndNameServiceSwitchAreRead() {
    assertThat(
            read(
                "/etc/resolv.conf",
                "; by hand\nnameserver 192.0.2.53\nsearch a.example b.example\nnamesever 192.0.2.1\n"))
        .extracting(Setting::key, Setting::value, Setting::fault)
        .containsExactly(
            tuple("nameserver", "192.0.2.53", ""),
            tuple("search", "a.example b.example", ""),
            tuple("namesever", "192.0.2.1", "no keyword of resolv.conf"));
    assertThat(read("/etc/nsswitch.conf", "passwd:  files sss # users\nhosts files dns\n"))
        .extracting(Setting::key, Setting::value, Setting::fault)
        .containsExactly(
            tuple("passwd", "files sss", ""),
            tuple("hosts files dns", "", "no colon behind the database"));
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(read(CFG, "db.password = hunter2\n").getFirst().value()).isEqualTo("[not shown]");
    assertThat(read(CONFIG, "apiToken=\"abc\"\n").getFirst().value()).isEqualTo("[not shown]");
    assertThat(
            Sample.root()
                .file("/opt/karaf/etc/users.properties", "karaf = karaf,_g_:admingroup\n")
                .read(Setting.TABLE)
                .rows())
        .isEmpty();
  }

  @Test
  void manyLinesAndLongOnesAreReadInTime() {
    var long1 = "a\\".repeat(400_000) + "\n" + "=\\\n".repeat(200_000) + "\"".repeat(100_000);

    for (var path : List.of(CFG, CONFIG, "/etc/ssh/sshd_config", "/etc/resolv.conf")) {
      assertThat(Sample.root().file(path, long1).read(Setting.TABLE).coverage().isThere()).isTrue();
    }
  }

  @Test
  void aLineOfALogWithKeysIsNoTypedFile() {
    assertThat(Setting.TABLE.recognise("enabled=B\"true\"\nname=\"a b\"\n")).isPresent();
    assertThat(
            Setting.TABLE.recognise(
                "time=\"xxx\" level=error msg=\"collecting stats for xxx:no metrics reveived\"\n"))
        .isEmpty();
  }
}
