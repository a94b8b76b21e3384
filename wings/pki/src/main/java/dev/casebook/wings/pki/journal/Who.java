package dev.casebook.wings.pki.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who makes a change, and why.
///
/// @param why as told; may be empty
public record Who(String name, String why) {

  private static final String NOBODY = "4294967295";

  /// The user of this process, and who logged in where that is another one, as with sudo (the
  /// kernel's login uid, audit).
  public static Who of(String why) {
    var user = ProcessHandle.current().info().user().orElse("unknown");
    try {
      var login = Files.readString(Path.of("/proc/self/loginuid")).strip();
      if (!login.equals(NOBODY) && !login.isEmpty()) {
        var name = named(login);
        return new Who(name.equals(user) ? user : user + " (login of " + name + ")", why);
      }
    } catch (IOException e) {
      // a kernel without audit
    }
    return new Who(user, why);
  }

  private static String named(String uid) throws IOException {
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .map(line -> line.split(":"))
          .filter(fields -> fields.length > 2 && fields[2].equals(uid))
          .map(fields -> fields[0])
          .findFirst()
          .orElse(uid);
    }
  }
}
