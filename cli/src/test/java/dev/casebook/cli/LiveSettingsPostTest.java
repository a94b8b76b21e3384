package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A post with a component of Karaf that takes its settings while it runs: the lines that its code
/// logs, word by word, for each way in which that goes wrong; the same of another component, and
/// what looks alike.
class LiveSettingsPostTest {

  private static final String ACTIVATED = "AutoConfig activated.";
  private static final String EMPTIED = "Configuration updated with null properties, use default.";
  private static final String OFF = "Configuration updated, flag=false";
  private static final String ON = "Configuration updated, flag=true";
  private static final String FAILED = "Error updating configuration, use default true.";

  @TempDir private Path folder = Path.of("");

  @Test
  void aDeletedFileLeavesTheOldValueInEffect() throws IOException {
    log("xxx", ACTIVATED, EMPTIED, OFF, EMPTIED);

    assertThat(diagnosed("setting-removed-but-in-effect"))
        .contains("xxx was given no settings at 2026-11-27 19:41:13")
        .contains("flag=false, which it was given at 2026-11-27 19:41:12")
        .contains("supported It was set before and then given nothing")
        .contains("ruled out rival: It was given nothing at its start");
  }

  @Test
  void atTheStartTheSameLineIsRight() throws IOException {
    log("xxx", ACTIVATED, EMPTIED);

    assertThat(diagnosed("setting-removed-but-in-effect"))
        .contains("No finding")
        .contains("1 clear");
  }

  @Test
  void aValueThatTheCodeDoesNotKnowIsNamedWithItsFileAndLine() throws IOException {
    log("xxx", OFF, "Invalid value flase from config file, use default true.", ON);
    write("opt/karaf/etc/xxx.cfg", "# business switch\nxxx.xxx.enabled = flase\n");

    assertThat(diagnosed("setting-value-rejected"))
        .contains(
            "xxx does not take the value flase, which /opt/karaf/etc/xxx.cfg has for"
                + " xxx.xxx.enabled in line 2, and uses its default true")
        .contains("supported The value still stands in a file");
  }

  @Test
  void anotherComponentsRejectionIsToldOfThatOne() throws IOException {
    log(
        "billing.limits",
        "Invalid value 10 % from config file, use default 10.",
        "Configuration updated, limit=10");
    write("opt/shop/etc/billing.cfg", "limit = 10 %\n");

    assertThat(diagnosed("setting-value-rejected"))
        .contains(
            "billing.limits does not take the value 10 %, which /opt/shop/etc/billing.cfg has for limit");
  }

  @Test
  void aTypedBooleanBreaksTheCastToString() throws IOException {
    log(
        "xxx",
        OFF,
        FAILED
            + "\njava.lang.ClassCastException: java.lang.Boolean cannot be cast to java.lang.String");
    write("opt/karaf/etc/xxx.config", "xxx.xxx.enabled=B\"true\"\n");

    assertThat(diagnosed("setting-type-breaks-reader"))
        .contains(
            "xxx gets a Boolean and takes only a String: /opt/karaf/etc/xxx.config has"
                + " xxx.xxx.enabled as Boolean in line 1.")
        .contains("ruled out rival: The value is text and the reader does not know it");
  }

  @Test
  void aFileThatEndsWithinItsKeyWasTornAndNotEmptied() throws IOException {
    log("xxx", OFF, EMPTIED);
    write("opt/karaf/etc/xxx.cfg", "xxx.xxx.enab");

    assertThat(diagnosed("settings-torn-write"))
        .contains("/opt/karaf/etc/xxx.cfg ends in line 1 within xxx.xxx.enab")
        .contains("ruled out rival: Somebody removed the setting");
  }

  @Test
  void aWholeFileThatSomebodyEmptiedIsNotTorn() throws IOException {
    log("xxx", OFF, EMPTIED);
    write("opt/karaf/etc/xxx.cfg", "# nothing any more\n");

    assertThat(diagnosed("settings-torn-write")).contains("No finding");
  }

  @Test
  void theHomeOfKarafAloneIsEnough() throws IOException {
    log("xxx", OFF, "Invalid value flase from config file, use default true.", ON);
    write("opt/karaf/etc/xxx.cfg", "xxx.xxx.enabled = flase\n");

    var home = folder.resolve("opt/karaf").toString();
    var report = Launch.of("diagnose", "--note", "setting-value-rejected", home);

    assertThat(report.output().replaceAll("\\s+", " "))
        .contains("which /etc/xxx.cfg has for xxx.xxx.enabled in line 1");
  }

  private String diagnosed(String note) {
    var report = Launch.of("diagnose", "--note", note, folder.toString());
    return report.output().replaceAll("\\s+", " ");
  }

  /// A second apart, in the form of Karaf's log.
  private void log(String reader, String... messages) throws IOException {
    var log = new StringBuilder();
    for (int at = 0; at < messages.length; at++) {
      log.append(
          "2026-11-27T19:41:1%d,687 | INFO  | CM Configuration Updater (Update: pid=xxx) | %-32s | 57 - app - 1.0.0 | %s%n"
              .formatted(at, reader, messages[at]));
    }
    write("etc/hostname", "app1\n");
    write("opt/karaf/data/log/karaf.log", log.toString());
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
