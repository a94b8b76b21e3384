package dev.casebook.wings.pki.folder;

import dev.casebook.console.UserError;
import dev.casebook.tables.pki.SerialNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file with the next number, in OpenSSL's form: hexadecimal, upper case, two digits an octet.
public final class SerialFile {

  private static final int BYTES_MAX = 1024;

  private SerialFile() {}

  public static BigInteger read(Path file) throws IOException, UserError {
    if (!Files.isRegularFile(file)) {
      return BigInteger.ONE;
    }
    var text =
        Files.size(file) > BYTES_MAX
            ? ""
            : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("[0-9A-Fa-f]{1,128}")) {
      throw new UserError(file + " holds no number in hexadecimal");
    }
    return new BigInteger(text, 16);
  }

  public static byte[] bytes(BigInteger next) {
    return (new SerialNumber(next).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
