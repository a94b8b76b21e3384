package dev.casebook.tables.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.evidence.UnreadableSource;
import dev.casebook.tables.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines of snoopy are those of snoopy 2.5.1 under rsyslog; the records of auditd are written
/// after the kernel's and the manual's.
class CommandCursorTest {

  private static final String RECORDS =
      """
      type=SYSCALL msg=audit(1364481363.243:24287): arch=c000003e syscall=59 success=yes exit=0 \
      a0=1a a1=2b items=2 ppid=2686 pid=3538 auid=1000 uid=0 gid=0 euid=0 tty=pts0 ses=1 \
      comm="cat" exe="/bin/cat" key="commands"
      type=SYSCALL msg=audit(1364481363.250:24288): arch=c000003e syscall=59 success=yes exit=0 \
      pid=3539 auid=4294967295 uid=33 tty=(none) comm="sh" exe="/bin/dash" key="commands"\u001dAUID="unset" UID="www-data"
      type=EXECVE msg=audit(1364481363.243:24287): argc=3 a0="cat" a1=2F6574632F6120622E747874 a2="/etc/shadow"
      type=EXECVE msg=audit(1364481363.250:24288): argc=2 a0="sh" a1_len=9 a1[0]="long" a1[1]="-word"
      type=CWD msg=audit(1364481363.243:24287): cwd="/root"
      type=PATH msg=audit(1364481363.243:24287): item=0 name="/bin/cat" inode=1
      type=PROCTITLE msg=audit(1364481363.243:24287): proctitle=636174
      type=SYSCALL msg=audit(1364481363.260:24289): syscall=2 pid=3540 auid=1000 uid=0 exe="/bin/cat"
      type=USER_LOGIN msg=audit(1364481363.270:24290): pid=12 uid=0 auid=1000 res=success
      """;

  @TempDir Path folder;

  @Test
  void recordsOfOneEventAreOneCommandAlsoAmongThoseOfOthers() throws Exception {
    assertThat(commands("var/log/audit/audit.log", RECORDS))
        .extracting(
            StartedProgram::recorder,
            StartedProgram::login,
            StartedProgram::account,
            StartedProgram::terminal,
            StartedProgram::folder,
            StartedProgram::program,
            StartedProgram::pid,
            StartedProgram::command)
        .containsExactly(
            tuple(
                "auditd",
                "1000",
                "0",
                "pts0",
                "/root",
                "/bin/cat",
                3538L,
                "cat /etc/a b.txt /etc/shadow"),
            tuple("auditd", null, "www-data", null, null, "/bin/dash", 3539L, "sh long-word"));
  }

  @Test
  void snoopysLinesTellWhoHadLoggedIn() throws Exception {
    assertThat(commands("var/log/auth.log", Sample.text("audited_commands/snoopy.log")))
        .extracting(
            StartedProgram::recorder,
            StartedProgram::hostname,
            StartedProgram::login,
            StartedProgram::account,
            StartedProgram::folder,
            StartedProgram::command)
        .startsWith(
            tuple("snoopy", "vm", null, "root", "/", "/bin/ls -l /etc/passwd"),
            tuple("snoopy", "vm", null, "root", "/", "/bin/cat /etc/shadow"))
        .contains(tuple("snoopy", "vm", "nobody", "nobody", "/", "sh -c id; echo \"a b\" | cat"))
        .hasSize(6);
  }

  @Test
  void whatIsNeitherIsNoCommand() throws Exception {
    assertThat(
            commands(
                "var/log/auth.log",
                """
                Nov 28 11:23:26 vm snoopy[1]: another format
                Nov 28 11:23:26 vm sshd[1]: [login:a ssh:(b) sid:1 tty:x (y) uid:root(0)/root(0) cwd:/]: ls
                type=EXECVE msg=audit(: argc=1 a0="x"
                """))
        .isEmpty();
  }

  private List<StartedProgram> commands(String path, String text)
      throws IOException, UnreadableSource {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(file, text);
    var commands = new ArrayList<StartedProgram>();
    try (var source = Sample.sources().open(folder.toString());
        var cursor = CommandCursor.open(source.snapshots().getFirst(), Set.of())) {
      while (cursor.next()) {
        commands.add(cursor.command());
      }
    }
    return commands;
  }
}
