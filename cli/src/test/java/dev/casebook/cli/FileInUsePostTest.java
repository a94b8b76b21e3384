package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A post about files that Windows will not delete: its message as it stands there, what `handle`
/// prints when its advice is taken, the same on a host with another system, and what looks alike.
class FileInUsePostTest {

  private static final String NOTE = "file-held-by-process";

  /// Word by word; the post shows no output of the tool that it recommends.
  private static final String MESSAGE = "操作无法完成,因为其中的文件夹或文件已在另一个程序中打开,请关闭该文件夹或文件,然后重试。\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void theMessageAloneIsKnownAndTheToolIsNamed() throws IOException {
    write("message.txt", MESSAGE);

    var report = Launch.of("diagnose", "--note", NOTE, folder.toString());

    assertThat(report.status()).isEqualTo(1);
    assertThat(oneLine(report.output()))
        .contains("Another program has a file or folder open")
        .contains("handle C:\\path\\to\\your\\file.txt")
        .contains("taskkill /PID <process_id>")
        .contains("Stop-Process -Id <process_id>")
        .contains("unknown A process holds something there");
  }

  @Test
  void theToolsOutputNamesTheProcess() throws IOException {
    write("message.txt", MESSAGE);
    write(
        "handle.txt",
        """
        Nthandle v4.22 - Handle viewer
        Copyright (C) 1997-2019 Mark Russinovich
        Sysinternals - www.sysinternals.com

        Order Desk.exe     pid: 3016   type: File           1E8: C:\\path\\to\\your\\file.txt
        """);

    assertThat(oneLine(diagnosed()))
        .contains("lets nobody change it meanwhile (1 message): Order Desk.exe (process 3016).")
        .contains("supported A process holds something there");
  }

  @Test
  void ofSeveralFilesTheOneIsNamedThatTheMessageNames() throws IOException {
    write(
        "build.log",
        "ERROR: The process cannot access the file 'D:\\data\\a.db' because it is being used by"
            + " another process.\n");
    write(
        "handle.txt",
        """
        Nthandle v5.0 - Handle viewer

        java.exe           pid: 77     type: File           1E8: D:\\Data\\A.db
        backup.exe         pid: 78     type: File           1EC: D:\\data\\a.db.old
        """);

    assertThat(oneLine(diagnosed()))
        .contains("Another program has D:\\data\\a.db open")
        .contains(": java.exe (process 77).")
        .doesNotContain("backup.exe (process 78)");
  }

  @Test
  void aFileThatIsHeldAndThatNobodyMissesIsNoFinding() throws IOException {
    write(
        "handle.txt",
        """
        Nthandle v5.0 - Handle viewer

        java.exe           pid: 77     type: File           1E8: D:\\data\\a.db
        """);

    assertThat(diagnosed()).contains("No finding");
  }

  private String diagnosed() {
    return Launch.of("diagnose", "--note", NOTE, folder.toString()).output();
  }

  private static String oneLine(String report) {
    return report.replaceAll("\\s+", " ");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
