package dev.casebook.wings.lines.ping;

import java.util.List;

/// Who may know why a request has no reply.
interface Reasons {

  /// Nobody.
  Reasons NONE =
      new Reasons() {
        @Override
        public List<String> ofMissing(Request request) {
          return List.of();
        }

        @Override
        public void answered(Request request) {
          // nothing is learned
        }
      };

  /// @return sentences, none that were said of this target before
  List<String> ofMissing(Request request);

  /// What an answered request shows helps to tell what an unanswered one lacks.
  void answered(Request request);
}
