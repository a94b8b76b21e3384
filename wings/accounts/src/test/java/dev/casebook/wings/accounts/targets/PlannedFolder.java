package dev.casebook.wings.accounts.targets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.accounts.Launch;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.plan.Applying;
import dev.casebook.wings.accounts.plan.Ownership;
import dev.casebook.wings.accounts.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A folder of accounts and a state folder beside it, for one target, and the commands over them.
public final class PlannedFolder {

  private final String target;
  private final Path accounts;
  private final Path state;
  private List<String> ssh = List.of("ssh");

  /// @param password of the user that signs in to the target
  public PlannedFolder(Path folder, String target, String password) throws IOException {
    this.target = target;
    accounts = Files.createDirectories(folder.resolve("accounts"));
    state = Files.createDirectories(folder.resolve("state"));
    Files.createDirectories(state.resolve("targets"));
    Files.writeString(state.resolve("targets").resolve(target), password + "\n");
  }

  /// A file of the folder of accounts.
  public Path file(String name) {
    return accounts.resolve(name);
  }

  public Path state() {
    return state;
  }

  /// Has hosts reached by this.
  public void reachBy(List<String> command) {
    ssh = List.copyOf(command);
  }

  /// Writes the target's row.
  public void target(List<String> settings) throws IOException {
    Files.writeString(
        accounts.resolve("target.yaml"),
        "targets:\n  %s:\n    %s\n".formatted(target, String.join("\n    ", settings)));
  }

  public void company(String yaml) throws IOException {
    Files.writeString(accounts.resolve("company.yaml"), yaml);
  }

  /// Keeps a password for an account of the target.
  public void password(String account, String password) throws IOException {
    var folder = Files.createDirectories(state.resolve("targets").resolve(target + ".accounts"));
    Files.writeString(folder.resolve(account), password + "\n");
  }

  private Launch casebook(String word, String... more) {
    var all = new ArrayList<>(List.of(word, target, "--state", state.toString()));
    all.addAll(List.of(more));
    return Launch.overSsh(ssh, accounts, all.toArray(String[]::new));
  }

  /// What it says, errors last, after it ended as it should.
  public String done(int status, String word, String... more) {
    var launch = casebook(word, more);
    assertThat(launch.status()).as(launch.output() + launch.errors()).isEqualTo(status);
    return launch.output() + launch.errors();
  }

  /// Plans, which finds something to do, and does it.
  public String applied(String... more) {
    done(1, "plan");
    var words = new ArrayList<>(List.of("--yes"));
    words.addAll(List.of(more));
    return done(0, "apply", words.toArray(String[]::new));
  }

  /// Applies the plan until so many changes are made, and then as if the power were cut.
  public void brokenOff(int changes) throws Exception {
    var company = FolderReader.read(accounts).company();
    var destination =
        new Destination(requireNonNull(company.targets().get(target)), "", accounts, state, ssh);
    var plan = PlanFile.read(destination.kept(".plan"));
    try (var ownership = Ownership.open(destination.kept(".owned"));
        var opened = Targets.open(destination, Snapshot.of(company))) {
      var applying = new Applying(plan, opened, ownership, () -> Instant.EPOCH);
      applying.check();
      var made = new ArrayList<String>();
      assertThatThrownBy(() ->
              applying.apply(change -> {
                if (made.size() == changes) {
                  throw new IllegalStateException("power cut");
                }
                made.add(change.toString());
              }))
          .hasMessage("power cut");
    }
  }
}
