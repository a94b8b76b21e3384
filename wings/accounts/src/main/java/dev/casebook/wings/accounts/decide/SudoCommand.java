package dev.casebook.wings.accounts.decide;

/// A command as sudoers(5) writes it, against one that is to be run. Without arguments it stands
/// for any; `""` stands for none; a path that ends in `/` for all programs in that folder;
/// wildcards are those of glob(7) in the path, where `*` matches no `/`, and of fnmatch(3) in
/// arguments, where it does.
final class SudoCommand {

  private SudoCommand() {}

  static boolean matches(String written, String asked) {
    var program = word(written);
    var arguments = rest(written);
    var askedProgram = word(asked);
    if (!isProgram(program, askedProgram)) {
      return false;
    }
    if (arguments.isEmpty()) {
      return true;
    }
    if (arguments.equals("\"\"")) {
      return rest(asked).isEmpty();
    }
    return Wildcard.TEXT.matches(arguments, rest(asked));
  }

  private static boolean isProgram(String written, String asked) {
    if (written.endsWith("/")) {
      int slash = asked.lastIndexOf('/');
      return slash >= 0 && asked.substring(0, slash + 1).equals(written);
    }
    return Wildcard.PATH.matches(written, asked);
  }

  private static String word(String command) {
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space);
  }

  private static String rest(String command) {
    int space = command.indexOf(' ');
    return space < 0 ? "" : command.substring(space + 1).strip();
  }
}
