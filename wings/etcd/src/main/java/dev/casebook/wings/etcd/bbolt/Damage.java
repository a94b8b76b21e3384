package dev.casebook.wings.etcd.bbolt;

/// One thing wrong with a file: where, what, and what is lost by it.
///
/// @param page the page's number, or [#WHOLE_FILE]
/// @param what what was found there, one sentence without a full stop
/// @param lost what cannot be read because of it; empty when nothing is lost
public record Damage(Fault fault, long page, String what, String lost) {

  /// The page number of damage that belongs to no page.
  public static final long WHOLE_FILE = -1;

  @Override
  public String toString() {
    var place = page == WHOLE_FILE ? "file" : "page " + page;
    var loss = lost.isEmpty() ? "" : "; lost: " + lost;
    return place + ": " + fault.title() + ": " + what + loss;
  }
}
