package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// A form of files that are no text and hold addresses and names in their bytes, and how one is
/// written again with others. A wing that knows such a form hands it to the spine.
public interface Rewritable {

  /// What a file of this form is called, for people: `capture`.
  String name();

  /// As many bytes of a file's beginning as [#isHead] needs.
  int HEAD_BYTES = 32;

  /// Whether a file that begins so is of this form.
  boolean isHead(byte[] head);

  /// Writes a file again. Only what is understood goes along: every address and name of it as
  /// `standIns` has it, and of the rest nothing that could hold one.
  ///
  /// @return what is missing in the copy, or other than it was; each follows the file's name in a
  ///   sentence
  /// @throws IOException if the copy can't be written, or the source's stream breaks
  List<String> rewrite(InputStream in, OutputStream out, StandIns standIns) throws IOException;

  /// Hands over the bytes of a copy in which an original could have been left, by another way than
  /// that by which it was written: all but numbers by which protocols count and sum up, which may
  /// be the same as some address by chance.
  void stretches(InputStream in, Stretches to) throws IOException;

  /// Takes bytes that are looked at.
  interface Stretches {
    void take(byte[] bytes, int from, int to);
  }
}
