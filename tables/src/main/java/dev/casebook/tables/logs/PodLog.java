package dev.casebook.tables.logs;

import dev.casebook.evidence.ArtifactName;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whose log a file is by the path that kubelet gives it:
/// `/var/log/pods/NAMESPACE_POD_UID/CONTAINER` and, for links to these,
/// `/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log`. Names of Kubernetes have no `_`.
record PodLog(String pod, String container) {

  private static final Pattern IN_FOLDER =
      Pattern.compile("/var/log/pods/[^/_]+_([^/_]+)(?:_[^/]*)?/([^/]+)/.+");

  private static final Pattern LINK =
      Pattern.compile("/var/log/containers/([^/_]+)_[^/_]+_([^/_]+)-[0-9a-f]{12,64}\\.log");

  static Optional<PodLog> of(ArtifactName name) {
    for (var form : new Pattern[] {IN_FOLDER, LINK}) {
      var path = form.matcher(name.text());
      if (path.matches()) {
        return Optional.of(new PodLog(path.group(1), path.group(2)));
      }
    }
    return Optional.empty();
  }
}
