package dev.casebook.tables.containers;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A container in the words of the Container Runtime Interface, as crictl prints them. Source:
/// cri-api's `runtime.v1.ContainerStatus` and `runtime.v1.Container`; `info` is containerd's own.
final class CriContainer {

  private static final String LABEL = "io.kubernetes.";

  private CriContainer() {}

  static @Nullable Container ofInspect(Json value) {
    return of(value.get("status"), value.get("info"));
  }

  static @Nullable Container ofList(Json value) {
    return of(value, value.get("info"));
  }

  private static @Nullable Container of(Json status, Json info) {
    var id = status.text("id");
    if (id == null || id.isEmpty()) {
      return null;
    }
    var labels = status.get("labels");
    var metadata = status.get("metadata");
    var state = state(status.text("state"));
    boolean ended = "exited".equals(state);
    var reason = status.text("reason");
    var image = status.get("image");
    return new Container(
        id,
        Objects.requireNonNullElse(metadata.text("name"), id),
        Container.known(
            image.has("userSpecifiedImage") && !"".equals(image.text("userSpecifiedImage"))
                ? image.text("userSpecifiedImage")
                : image.text("image")),
        Container.known(info.text("runtimeType")),
        state,
        Container.pid(info, "pid"),
        ended ? Digits.small(status.whole("exitCode")) : null,
        (ended && reason != null) ? reason.equals("OOMKilled") : null,
        error(reason, status.text("message")),
        Container.known(info.get("runtimeSpec").get("linux").text("cgroupsPath")),
        Digits.small(metadata.whole("attempt")),
        labels.text(LABEL + "pod.namespace"),
        labels.text(LABEL + "pod.name"),
        time(status.text("createdAt")),
        time(status.text("startedAt")),
        time(status.text("finishedAt")));
  }

  private static @Nullable String state(@Nullable String state) {
    return state == null ? null : state.replaceFirst("^CONTAINER_", "").toLowerCase(Locale.ROOT);
  }

  private static @Nullable String error(@Nullable String reason, @Nullable String message) {
    var why = Container.known(reason);
    var what = Container.known(message);
    if (why == null || why.equals("Completed")) {
      return what;
    }
    return what == null ? why : why + ": " + what;
  }

  /// RFC 3339 of `inspect`, nanoseconds since 1970 of `ps`.
  private static @Nullable Instant time(@Nullable String time) {
    var nanoseconds = time == null ? null : Digits.decimal(time);
    if (nanoseconds == null) {
      return EngineTime.of(time);
    }
    return nanoseconds <= 0 ? null : Instant.ofEpochSecond(0, nanoseconds);
  }
}
