package dev.casebook.wings.pki.folder;

import dev.casebook.console.UserError;
import dev.casebook.tables.pki.Asn1Time;
import dev.casebook.tables.pki.IndexLine;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The database of an authority, line by line: what is not changed is written as it was read. Bytes
/// stand for themselves (ISO 8859-1), since subjects may be in any encoding.
///
/// @param unique whether no two valid certificates may have one subject, as `openssl ca` has it
///   where nothing is said
/// @param rejected numbers of lines that are no entry
public record CaIndex(List<String> lines, boolean unique, List<Integer> rejected) {

  private static final Pattern UNIQUE = Pattern.compile("(?m)^\\s*unique_subject\\s*=\\s*(\\w+)");

  public CaIndex {
    lines = List.copyOf(lines);
    rejected = List.copyOf(rejected);
  }

  /// An entry and what its fields mean.
  public record Entry(IndexLine line, BigInteger number, Instant expires) {

    public boolean isRevoked() {
      return line.status().equals("R");
    }

    public boolean isValidAt(Instant time) {
      return line.status().equals("V") && expires.isAfter(time);
    }

    /// valid, revoked or expired.
    public String status(Instant now) {
      return isRevoked() ? "revoked" : isValidAt(now) ? "valid" : "expired";
    }

    public Optional<Instant> revokedAt() {
      return isRevoked()
          ? Optional.ofNullable(Asn1Time.of(line.revocation().split(",", 2)[0]))
          : Optional.empty();
    }

    /// As `index.txt` writes it; empty if none was told.
    public String reason() {
      var parts = line.revocation().split(",", 2);
      return parts.length > 1 ? parts[1] : "";
    }

    public String name() {
      var name = line.commonName();
      return name == null
          ? ""
          : new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Optional<Entry> of(String text) {
      var line = IndexLine.of(text);
      if (line.isEmpty() || !line.get().serial().matches("[0-9A-Fa-f]{1,128}")) {
        return Optional.empty();
      }
      var expires = Asn1Time.of(line.get().expires());
      return expires == null
          ? Optional.empty()
          : Optional.of(new Entry(line.get(), new BigInteger(line.get().serial(), 16), expires));
    }
  }

  public static CaIndex read(PkiFolder folder) throws IOException, UserError {
    if (Files.size(folder.index()) > PkiFolder.BYTES_MAX) {
      throw new UserError(folder.index() + " is too large");
    }
    var text = Files.readString(folder.index(), StandardCharsets.ISO_8859_1);
    var lines = text.lines().toList();
    var rejected = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      if (isEntry(lines.get(i)) && Entry.of(lines.get(i)).isEmpty()) {
        rejected.add(i + 1);
      }
    }
    return new CaIndex(lines, unique(folder), rejected);
  }

  private static boolean isEntry(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static boolean unique(PkiFolder folder) throws IOException {
    var file = attributes(folder);
    if (!Files.isRegularFile(file)) {
      return folder.kind() != PkiFolder.Kind.EASY_RSA_3;
    }
    var said = UNIQUE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    return !said.find() || said.group(1).matches("(?i)[yt1].*");
  }

  public static Path attributes(PkiFolder folder) {
    return folder.index().resolveSibling(folder.index().getFileName() + ".attr");
  }

  public List<Entry> entries() {
    return lines.stream().flatMap(line -> Entry.of(line).stream()).toList();
  }

  public CaIndex with(IndexLine added) {
    var more = new ArrayList<>(lines);
    more.add(added.text());
    return new CaIndex(more, unique, rejected);
  }

  /// The same with another line for one certificate.
  public CaIndex with(BigInteger serial, UnaryOperator<IndexLine> change) {
    var changed =
        lines.stream()
            .map(line ->
                Entry.of(line)
                    .filter(entry -> entry.number().equals(serial))
                    .map(entry -> change.apply(entry.line()).text())
                    .orElse(line))
            .toList();
    return new CaIndex(changed, unique, rejected);
  }

  public byte[] bytes() {
    return lines.stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The one certificate that a word names: by its serial number, hexadecimal or decimal, or by its
  /// common name.
  ///
  /// @param status what it has to be, so that of two with one name the one that is meant is known;
  ///   empty for any
  public Entry find(String word, String status, Instant now) throws UserError {
    var all = entries();
    var bySerial = all.stream().filter(entry -> isSerial(entry, word)).toList();
    var byName = all.stream().filter(entry -> entry.name().equals(word)).toList();
    var found = byName.isEmpty() ? bySerial : byName;
    if (!byName.isEmpty() && !bySerial.isEmpty() && !byName.equals(bySerial)) {
      found = new ArrayList<>(bySerial);
      byName.stream().filter(entry -> !bySerial.contains(entry)).forEach(found::add);
    }
    if (found.size() > 1 && !status.isEmpty()) {
      var fitting = found.stream().filter(each -> each.status(now).equals(status)).toList();
      found = fitting.isEmpty() ? found : fitting;
    }
    if (found.isEmpty()) {
      throw new UserError(
          "no certificate has the name or serial number " + word + "; casebook pki list shows all");
    }
    if (found.size() > 1) {
      throw new UserError(
          word
              + " is "
              + found.size()
              + " certificates; say which by its serial number:\n"
              + found.stream()
                  .map(entry ->
                      "  %s  %s until %s  %s"
                          .formatted(
                              entry.line().serial(),
                              entry.status(now),
                              entry.expires(),
                              entry.line().subject()))
                  .collect(Collectors.joining("\n")));
    }
    return found.getFirst();
  }

  private static boolean isSerial(Entry entry, String word) {
    var digits = word.replaceFirst("^0[xX]", "").replace(":", "");
    if (digits.matches("[0-9A-Fa-f]{1,128}") && new BigInteger(digits, 16).equals(entry.number())) {
      return true;
    }
    return word.matches("[0-9]{1,155}") && new BigInteger(word).equals(entry.number());
  }
}
