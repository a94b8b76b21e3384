package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about a vendor's knowledge base that is reached through a throw-away RHEL in Vagrant:
/// its terminal as it stands there.
class VendorKnowledgePostTest {

  private static final String PAUSED = "vagrant-machine-paused-at-boot";
  private static final String RUNBOOK = "reach-vendor-knowledge-base";

  private static final String UP =
      """
      # 启动redhat8系统
      $ vagrant up
      Bringing machine 'default' up with 'virtualbox' provider...
      ==> default: Box 'generic/rhel8' could not be found. Attempting to find and install...
      default: Box Provider: virtualbox
      default: Box Version: >= 0
      ==> default: Adding box 'generic/rhel8' (v4.3.12) for provider: virtualbox
      ==> default: Successfully added box 'generic/rhel8' (v4.3.12) for 'virtualbox'!
      ==> default: Setting the name of the VM: Redhat8_default_1715673627487_1933
      ==> default: Vagrant has detected a configuration issue which exposes a
      ==> default: vulnerability with the installed version of VirtualBox. The
      ==> default: current guest is configured to use an E1000 NIC type for a
      ==> default: network adapter which is vulnerable in this version of VirtualBox.
      ==> default: Booting VM...
      ==> default: Waiting for machine to boot. This may take a few minutes...
      default: SSH auth method: private key
      The guest machine entered an invalid state while waiting for it
      to boot. Valid states are 'starting, running'. The machine is in the
      'paused' state. Please verify everything is configured
      properly and try again.
      """;

  private static final String AGAIN =
      """

      # 上面的命令执行后系统处于paused状态,再启动一下
      $ vagrant up
      Bringing machine 'default' up with 'virtualbox' provider...
      ==> default: Checking if box 'generic/rhel8' version '4.3.12' is up to date...
      ==> default: Unpausing the VM...
      """;

  private static final String REGISTERED =
      """

      # 在redhat系统中执行注册
      [root@rhel8 ~]# subscription-manager register --auto-attach --username ******** --password ********
      Registering to: subscription.rhsm.redhat.com:443/subscription
      The system has been registered with ID: xxxx-xxxx-xxxx-xxxx-xxxx
      The registered system name is: rhel8.localdomain
      """;

  private static final String HALTED =
      """

      # 系统使用完,关机即可
      $ vagrant halt
      ==> default: Attempting graceful shutdown of VM...
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence terminal(String... parts) {
    return new PostedEvidence(folder).with("terminal.txt", String.join("", parts));
  }

  @Test
  void theMachineThatPausedIsFoundAndTheWarningIsNotBlamed() {
    var post = terminal(UP);

    assertThat(post.found()).containsExactly(PAUSED);
    assertThat(post.said(PAUSED))
        .contains("also warns of an E1000 network adapter, which is not the cause")
        .contains("supported The machine was paused while Vagrant waited for it");
  }

  @Test
  void onceItWasStartedAgainNothingIsFound() {
    assertThat(terminal(UP, AGAIN).found()).isEmpty();
  }

  @Test
  void theRunbookGoesThePostsWay() {
    assertThat(terminal(UP).walked(RUNBOOK))
        .contains("done 1. Have a RHEL at hand")
        .contains("left to do 2. Have it boot")
        .contains("Next: 2. Have it boot");
    assertThat(terminal(UP, AGAIN).walked(RUNBOOK)).contains("done 2. Have it boot");
    assertThat(terminal(UP, AGAIN, REGISTERED, HALTED).walked(RUNBOOK))
        .contains("done 3. Register it with a developer's account")
        .contains("can't tell 4. See that the subscription is valid")
        .contains("done 5. Shut the machine down");
  }

  @Test
  void anotherMachineOfAnotherBoxIsFound() {
    var other = UP.replace("default", "node-b").replace("rhel8", "rhel9").replace("4.3.12", "4.1");

    assertThat(terminal(other).found()).containsExactly(PAUSED);
    assertThat(terminal(other).walked(RUNBOOK)).contains("done 1. Have a RHEL at hand");
  }

  @Test
  void aMachineThatPoweredOffIsNotPaused() {
    assertThat(terminal(UP.replace("'paused' state", "'poweroff' state")).found()).isEmpty();
  }

  @Test
  void aSystemThatIsNotRegisteredIsAnotherThing() {
    var post =
        terminal(
            """
            [root@rhel8 ~]# subscription-manager status
            This system is not yet registered. Try 'subscription-manager register --help' for more information.
            """);

    assertThat(post.found()).containsExactly("rhel-not-subscribed");
    assertThat(post.walked(RUNBOOK))
        .contains("left to do 3. Register it with a developer's account");
  }
}
