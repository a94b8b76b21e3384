package dev.casebook.wings.pki.folder;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The section of an `openssl.cnf` that `openssl ca` reads (config(5), openssl-ca(1)).
final class OpensslConfiguration {

  private static final long BYTES_MAX = 1024 * 1024;

  private static final Pattern SECTION = Pattern.compile("\\[\\s*([^\\]]*?)\\s*\\].*");

  private static final Pattern SETTING = Pattern.compile("([A-Za-z0-9_.]+)\\s*=\\s*(.*)");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([\\w.:]+)\\}|\\(([\\w.:]+)\\)|([\\w.:]+))");

  /// A value that names itself is given up.
  private static final int EXPANSIONS_MAX = 20;

  private final Path file;
  private final Map<String, Map<String, String>> sections;
  private final String section;

  private OpensslConfiguration(
      Path file, Map<String, Map<String, String>> sections, String section) {
    this.file = file;
    this.sections = sections;
    this.section = section;
  }

  static OpensslConfiguration read(Path file) throws IOException, UserError {
    var sections = sections(text(file));
    var section = sections.getOrDefault("ca", Map.of()).get("default_ca");
    if (section == null) {
      throw new UserError(file + " has no default_ca in its section [ca]");
    }
    return new OpensslConfiguration(file, sections, section);
  }

  /// Whether it says by itself where an authority lies: that of easy-rsa asks its environment.
  static boolean isOfAuthority(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      return false;
    }
    try {
      return read(file).optionalPath("database").isPresent();
    } catch (UserError e) {
      return false;
    }
  }

  private static String text(Path file) throws IOException, UserError {
    if (Files.size(file) > BYTES_MAX) {
      throw new UserError(file + " is too long for a configuration");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static Map<String, Map<String, String>> sections(String text) {
    var sections = new HashMap<String, Map<String, String>>();
    var name = "default";
    for (var line : text.replaceAll("\\\\\r?\n", "").lines().toList()) {
      var content = line.replaceFirst("(?<!\\\\)#.*", "").strip();
      var section = SECTION.matcher(content);
      var setting = SETTING.matcher(content);
      if (section.matches()) {
        name = section.group(1);
      } else if (setting.matches()) {
        sections
            .computeIfAbsent(name, _ -> new HashMap<>())
            .put(setting.group(1), unquoted(setting.group(2)));
      }
    }
    return sections;
  }

  private static String unquoted(String value) {
    return value.matches("\"[^\"]*\"|'[^']*'") ? value.substring(1, value.length() - 1) : value;
  }

  /// A setting of the authority, with its variables in place.
  Optional<String> value(String name) throws UserError {
    var own = sections.getOrDefault(section, Map.of()).get(name);
    var value = own != null ? own : sections.getOrDefault("default", Map.of()).get(name);
    return value == null ? Optional.empty() : Optional.of(expanded(value));
  }

  private String expanded(String value) throws UserError {
    var text = value;
    for (int i = 0; i < EXPANSIONS_MAX; i++) {
      var variable = VARIABLE.matcher(text);
      if (!variable.find()) {
        return text;
      }
      text = variable.replaceFirst(Matcher.quoteReplacement(of(variable)));
    }
    throw new UserError(file + ": a value refers to itself: " + value);
  }

  private String of(Matcher variable) throws UserError {
    var name =
        variable.group(1) != null
            ? variable.group(1)
            : variable.group(2) != null ? variable.group(2) : variable.group(3);
    int colons = name.indexOf("::");
    var in = colons < 0 ? section : name.substring(0, colons);
    var key = colons < 0 ? name : name.substring(colons + 2);
    if (in.equals("ENV")) {
      throw new UserError(
          file + " asks the environment for " + key + "; name the authority's folder by --pki");
    }
    var value = sections.getOrDefault(in, Map.of()).get(key);
    if (value == null) {
      value = sections.getOrDefault("default", Map.of()).get(key);
    }
    if (value == null) {
      throw new UserError(file + " has no value for $" + name);
    }
    return value;
  }

  /// OpenSSL takes a relative one from where it is started, which is mostly where this file lies.
  Optional<Path> optionalPath(String name) throws UserError {
    return value(name).map(text -> file.resolveSibling(text).normalize());
  }

  Path path(String name) throws UserError {
    return optionalPath(name)
        .orElseThrow(() -> new UserError(file + " does not say where the " + name + " lies"));
  }
}
