package dev.casebook.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.hosts.ThisHost;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a file has besides its bytes: kept when it is replaced, or the step is refused. With the
/// real setfacl, setfattr and chattr.
@Tag("integration")
class KeptFactsTest {

  private static final String ID = "20261127-2240-note";

  @TempDir private Path folder;

  private Journal journal;
  private Path file;

  @BeforeEach
  void begin() throws Exception {
    journal = new Journal(new ThisHost(), folder.resolve("journal").toString());
    file = folder.resolve("settings");
    Files.writeString(file, "one\n");
  }

  /// A script with the file in `$f` that has to succeed.
  private String sh(String script) throws Exception {
    var output = new ByteArrayOutputStream();
    var end =
        new ThisHost()
            .script("set -e\nf='" + file + "'\n" + script, Duration.ofSeconds(20), 100_000, output);
    assertThat(end.shortcoming()).as(script + end.errors()).isEmpty();
    return output.toString(StandardCharsets.UTF_8);
  }

  private Journal.Ending edited(Journal of) throws Exception {
    var edit =
        new Planning(of)
            .edit(file.toString(), List.of(new EditLine.Append("two")), "")
            .orElseThrow();
    of.open(new Change(ID, "note", "", List.of(edit)));
    return of.apply(ID, 1, new ByteArrayOutputStream());
  }

  private void assertKept(String facts) throws Exception {
    var before = sh(facts);
    assertThat(edited(journal).isDone()).isTrue();
    assertThat(sh(facts)).isEqualTo(before);
    assertThat(file).hasContent("one\ntwo");
    journal.restore(ID, false, new ByteArrayOutputStream());
    assertThat(sh(facts)).isEqualTo(before);
    assertThat(file).hasContent("one");
  }

  @Test
  void anAccessListIsKept() throws Exception {
    sh("setfacl -m u:nobody:r,g:nogroup:rw \"$f\"");
    assertThat(sh("getfacl -cp \"$f\"")).contains("user:nobody:r--");
    assertKept("getfacl -cp \"$f\"; stat -c '%a %u %g' \"$f\"");
  }

  @Test
  void extendedAttributesAreKept() throws Exception {
    sh("setfattr -n user.origin -v ours \"$f\"; setfattr -n trusted.mark -v 1 \"$f\"");
    assertKept("getfattr -d -m - --absolute-names \"$f\"");
  }

  @Test
  void aFileThatCanOnlyBeAppendedToIsRefused() throws Exception {
    sh("chattr +a \"$f\"");
    try {
      assertThatThrownBy(() -> edited(journal)).hasMessageContaining("can only be appended to");
    } finally {
      sh("chattr -a \"$f\"");
    }
  }

  /// SELinux gives a label only where the kernel has it; its attribute can be written everywhere.
  @Test
  void aLabelOfSelinuxIsKept() throws Exception {
    sh("setfattr -n security.selinux -v system_u:object_r:etc_t:s0 \"$f\"");
    assertKept("getfattr -n security.selinux --absolute-names \"$f\"");
  }

  /// A cp that keeps mode and owner alone, as that of busybox does.
  @Test
  void aStepIsRefusedWhereTheHostsCpLosesThem() throws Exception {
    sh("setfattr -n user.origin -v ours \"$f\"");
    var tools = Files.createDirectory(folder.resolve("tools"));
    Files.writeString(
        tools.resolve("cp"),
        """
        #!/bin/sh
        case $1 in --preserve=*) exit 1 ;; esac
        exec busybox cp "$@"
        """);
    sh("chmod 755 '" + tools + "/cp'");
    var host = new HostWithTools(tools, List.of("sh"), tools + ":$PATH");
    var poor = new Journal(host, folder.resolve("journal").toString());
    var ending = edited(poor);
    assertThat(ending.isDone()).isFalse();
    assertThat(ending.reason()).contains("extended attributes can't be kept by this host's cp");
    assertThat(file).hasContent("one");
    assertThat(sh("ls -A '" + folder + "'")).doesNotContain(".casebook");
  }
}
