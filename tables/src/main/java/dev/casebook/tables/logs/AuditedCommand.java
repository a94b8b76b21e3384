package dev.casebook.tables.logs;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Streaming;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The page of the table `audited_commands`: programs that were started, as snoopy tells the log
/// and as auditd keeps them. Its rows are made while a query runs.
///
/// ```
/// Nov 28 11:23:26 vm snoopy[5833]: [login:lihua ssh:(…) sid:30774 tty:(none) ((none)/(none))
///   uid:root(0)/root(0) cwd:/]: /bin/ls -l /etc/passwd
/// type=SYSCALL msg=audit(1364481363.243:24287): … auid=1000 uid=0 tty=pts0 exe="/bin/cat" …
/// type=EXECVE msg=audit(1364481363.243:24287): argc=2 a0="cat" a1=2F6574632F6120622E747874
/// type=CWD msg=audit(1364481363.243:24287):  cwd="/root"
/// ```
///
/// auditd keeps a command only if a rule for `execve` asks for it. Source: snoopy(8) and its
/// `message_format`, audit.rules(7), audit_log_execve_info of the kernel.
@Row("one program that was started, as snoopy or auditd kept it")
@Compared(never = "it tells what was done, and when")
public record AuditedCommand(
    @Column("when, UTC; NULL if the line has no time") @Nullable Instant time,
    @Column(value = "the host that the line names", means = Meaning.HOST) @Nullable String hostname,
    @Column("snoopy or auditd") String recorder,
    @Column(
            value = "who had logged in, by name, or by number where auditd tells no name",
            means = Meaning.USER)
        @Nullable String login,
    @Column(value = "as whom it ran, the same way", means = Meaning.USER) @Nullable String account,
    @Column("terminal; NULL if it had none") @Nullable String terminal,
    @Column("folder that it was started in") @Nullable String folder,
    @Column("path of the program; auditd only") @Nullable String program,
    @Column("process id") @Nullable Long pid,
    @Column("program and arguments with blanks between; of a very long one the beginning")
        String command) {

  public static final Table<AuditedCommand> TABLE =
      Table.of("audited_commands", AuditedCommand.class)
          .streaming(
              Streaming.of(Logs.names(), CommandCursor::open)
                  .column("time", CommandCursor::time)
                  .column(
                      "hostname", (at, cell) -> CommandCursor.text(at.command().hostname(), cell))
                  .column(
                      "recorder", (at, cell) -> CommandCursor.text(at.command().recorder(), cell))
                  .column("login", (at, cell) -> CommandCursor.text(at.command().login(), cell))
                  .column("account", (at, cell) -> CommandCursor.text(at.command().account(), cell))
                  .column(
                      "terminal", (at, cell) -> CommandCursor.text(at.command().terminal(), cell))
                  .column("folder", (at, cell) -> CommandCursor.text(at.command().folder(), cell))
                  .column("program", (at, cell) -> CommandCursor.text(at.command().program(), cell))
                  .column("pid", CommandCursor::pid)
                  .column(
                      "command", (at, cell) -> CommandCursor.text(at.command().command(), cell)))
          .example(
              "what was run as root, and who had logged in for it",
              "select time, host, login, folder, command from audited_commands"
                  + " where account in ('root', '0') order by time")
          .example(
              "who read or changed sudoers",
              "select time, host, login, command from audited_commands"
                  + " where contains(command, 'sudoers')");
}
