package dev.casebook.evidence.archive;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A form of bytes that is known by what stands in it and that nobody here reads: archives, images
/// of disks, what is encrypted. Such a file is a problem with a name, never text.
///
/// Sources: file(1)'s magic; cpio(5); RFC 9580, sections 4.2 and 5.
///
/// @param kind what sort of problem it is
/// @param title with its article: `a cpio archive`
/// @param at where its magic number stands
/// @param magic a byte a character
record UnreadForm(Problem.Kind kind, String title, int at, String magic) {

  /// How many first bytes tell every form: an image of a CD has its name behind 16 empty blocks.
  static final int HEAD_BYTES = 32_774;

  /// The shortest header of a cpio archive in digits.
  private static final int CPIO_BYTES = 76;

  /// How many first bytes tell all but images, which begin with a zero.
  static final int SHORT_HEAD_BYTES = CPIO_BYTES;

  private static final List<UnreadForm> ALL =
      List.of(
          form("a 7z archive", 0, "7z\u00BC\u00AF'\u001C"),
          form("a rar archive", 0, "Rar!\u001A\u0007"),
          form("a cpio archive", 0, "070701"),
          form("a cpio archive", 0, "070702"),
          form("a cpio archive", 0, "070707"),
          form("an ar archive", 0, "!<arch>\n"),
          form("an RPM package", 0, "\u00ED\u00AB\u00EE\u00DB"),
          form("a cabinet", 0, "MSCF\0\0\0\0"),
          form("a xar archive", 0, "xar!\0\u001C"),
          form("a squashfs image", 0, "hsqs"),
          form("a qcow2 image", 0, "QFI\u00FB"),
          form("a CD image", 32_769, "CD001"),
          form("a part of a split zip archive", 0, "PK\u0007\u0008"),
          encrypted("encrypted with PGP", 0, "-----BEGIN PGP MESSAGE-----"),
          encrypted("encrypted with age", 0, "age-encryption.org/v1"),
          encrypted("encrypted with openssl", 0, "Salted__"),
          encrypted("an encrypted disk (LUKS)", 0, "LUKS\u00BA\u00BE"),
          encrypted("encrypted with ansible-vault", 0, "$ANSIBLE_VAULT;"),
          // Packets of a session key: tag and length, then a version.
          encrypted("encrypted with PGP", 1, "\r\u0004"),
          encrypted("encrypted with PGP", 3, "\u0003"));

  private static UnreadForm form(String title, int at, String magic) {
    return new UnreadForm(Problem.Kind.UNSUPPORTED, title, at, magic);
  }

  private static UnreadForm encrypted(String title, int at, String magic) {
    return new UnreadForm(Problem.Kind.ENCRYPTED, title, at, magic);
  }

  /// Tells by the first bytes, [#HEAD_BYTES] of them if there are that many.
  static Optional<UnreadForm> of(byte[] head) {
    for (var form : ALL) {
      if (form.isAt(head)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  private boolean isAt(byte[] head) {
    return startsWith(head, at, magic)
        && (at == 0 || at > 3 || isPgp(head))
        && (!magic.startsWith("0707") || isCpio(head));
  }

  /// Whether a magic number, a byte a character, stands there.
  static boolean startsWith(byte[] head, int at, String magic) {
    if (head.length - at < magic.length()) {
      return false;
    }
    int i = 0;
    while (i < magic.length() && head[at + i] == (byte) magic.charAt(i)) {
      i++;
    }
    return i == magic.length();
  }

  /// Old logs begin with a date of that form, 1 July 2007; a header is digits throughout.
  private static boolean isCpio(byte[] head) {
    return head.length >= CPIO_BYTES
        && IntStream.range(0, CPIO_BYTES).allMatch(i -> Character.digit(head[i], 16) >= 0);
  }

  /// A version alone says little: it follows a tag of RFC 9580 and a length of two bytes or one.
  private boolean isPgp(byte[] head) {
    int tag = Byte.toUnsignedInt(head[0]);
    return at == 1 ? tag == 0x8C || tag == 0xC3 : tag == 0x85;
  }

  /// `a cpio archive, which is not read; unpack it first`.
  String reason() {
    return title
        + (kind == Problem.Kind.ENCRYPTED
            ? "; decrypt it first"
            : ", which is not read; unpack it first");
  }
}
