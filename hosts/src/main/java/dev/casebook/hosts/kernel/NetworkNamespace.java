package dev.casebook.hosts.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A network namespace that something is to be done in: a socket belongs to the namespace that its
/// thread was in when it was made, whoever uses it later.
///
/// Source: setns(2), ip-netns(8).
public final class NetworkNamespace {

  private static final int O_RDONLY_CLOEXEC = 02000000;
  private static final int CLONE_NEWNET = 0x40000000;

  private static final MethodHandle OPEN =
      CLibrary.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SETNS =
      CLibrary.function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final String name;
  private final String file;

  private NetworkNamespace(String name, String file) {
    this.name = name;
    this.file = file;
  }

  /// That a namespace can't be entered, in words of the name that it was asked for by.
  public static final class NotEntered extends Refused {

    private static final long serialVersionUID = 1;

    private NotEntered(NetworkNamespace namespace, Refused reason) {
      super(reason.errno(), words(namespace, reason));
    }

    private static String words(NetworkNamespace namespace, Refused reason) {
      var name = namespace.name;
      if (reason.isGone()) {
        return name.matches("\\d+")
            ? "there is no process " + name
            : "there is no network namespace " + name + "; ip netns list names them";
      }
      if (reason.isDenied()) {
        return reason.getMessage() + "; it takes CAP_SYS_ADMIN";
      }
      return reason.errno() == EINVAL
          ? name + " is no network namespace"
          : String.valueOf(reason.getMessage());
    }
  }

  /// @param name a name that `ip netns` lists, the id of a process that is in it, or the absolute
  ///   path of its file
  /// @throws IllegalArgumentException for a name that `ip netns` would not give
  public static NetworkNamespace named(String name) {
    if (name.startsWith("/")) {
      return new NetworkNamespace(name, name);
    }
    if (name.matches("[1-9][0-9]{0,9}")) {
      return new NetworkNamespace(name, "/proc/" + name + "/ns/net");
    }
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "a network namespace is a name of ip netns, a process id or a path, not " + name);
    }
    return new NetworkNamespace(name, Path.of("/run/netns", name).toString());
  }

  /// Does something on a thread of its own that is in this namespace and ends with it.
  ///
  /// @throws NotEntered where there is no such namespace, or CAP_SYS_ADMIN is lacking
  /// @throws IOException what the work threw
  public <T> T call(Callable<T> work) throws IOException, InterruptedException {
    var task =
        new FutureTask<>(() -> {
          enter();
          return work.call();
        });
    Thread.ofPlatform().daemon().name("in " + file).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (Objects.requireNonNull(e.getCause())) {
        case IOException reason -> throw reason;
        case RuntimeException reason -> throw reason;
        case Error reason -> throw reason;
        case InterruptedException reason -> throw reason;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private void enter() throws NotEntered {
    try {
      enterByFile();
    } catch (Refused e) {
      throw new NotEntered(this, e);
    }
  }

  private void enterByFile() throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = CLibrary.state(arena);
      var path = arena.allocateFrom(file);
      int descriptor =
          (int)
              CLibrary.checked(
                  "the network namespace " + file,
                  state,
                  () -> (int) OPEN.invokeExact(state, path, O_RDONLY_CLOEXEC));
      try {
        CLibrary.checked(
            "entering the network namespace " + file,
            state,
            () -> (int) SETNS.invokeExact(state, descriptor, CLONE_NEWNET));
      } finally {
        CLibrary.checked("close", state, () -> (int) CLOSE.invokeExact(state, descriptor));
      }
    }
  }

  @Override
  public String toString() {
    return file;
  }
}
