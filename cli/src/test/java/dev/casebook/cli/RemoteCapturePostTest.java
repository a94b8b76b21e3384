package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about a remote capture into Wireshark: rpcapd is built on an old host, and then does
/// not come about. Its terminals are word by word, with gcc's messages in Chinese.
class RemoteCapturePostTest {

  private static final String SESSION = "rpcap-session-fails";

  private static final String CONFIGURE =
      """
      [root@node1 ~]# CFLAGS=-static ./configure
      ...
      checking for flex... no
      checking for bison... no
      checking for capable lex... insufficient
      configure: error: Your operating system's lex is insufficient to compile
      libpcap. flex is a lex replacement that has many advantages, including
      being able to compile libpcap. For more information, see
      http://www.gnu.org/software/flex/flex.html .
      """;

  private static final String MAKE =
      """
      [root@node1 libpcap]# make
      gcc -O2 -static -I. -DHAVE_CONFIG_H -D_U_="__attribute__((unused))" @V_HAVE_REMOTE@ -c ./pcap-linux.c
      gcc: 错误:@V_HAVE_REMOTE@:没有那个文件或目录
      make: *** [pcap-linux.o] 错误 1
      """;

  private static final String FIRST =
      """
      [root@node1 rpcapd]#  ./rpcapd -4 -n -p 2002
      Press CTRL + C to stop the server...
      Not enough space in the temporary send buffer
      """;

  private static final String SECOND =
      """
      [root@node1 rpcapd]#  ./rpcapd -n -p 2002
      Press CTRL + C to stop the server...
      Not enough space in the temporary send buffer.
      The RPCAP runtime timeout has expired
      I'm exiting from the child loop
      Child terminated
      """;

  private static final String LISTENS =
      """
      [root@node1 ~]# netstat -anp|grep -w 2002
      tcp 0 0 0.0.0.0:2002 0.0.0.0:* LISTEN 28399/./rpcapd
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence terminal(String text) {
    return new PostedEvidence(folder).with("terminal.txt", text);
  }

  @Test
  void theBuildsTwoFaultsAreTold() {
    var configure = terminal(CONFIGURE);
    assertThat(configure.found()).containsExactly("build-needs-flex-and-bison flex");
    assertThat(configure.said("build-needs-flex-and-bison"))
        .contains("supported configure found no flex")
        .contains("supported configure found no bison")
        .contains("yum install flex bison");

    var make = terminal(MAKE);
    assertThat(make.found())
        .containsExactly("configure-placeholder-left-in-makefile @V_HAVE_REMOTE@");
    assertThat(make.said("configure-placeholder-left-in-makefile"))
        .contains("supported The compiler was handed the placeholder gcc: 错误")
        .contains("in the post, 4.1.1 instead of 4.0.1");
  }

  @Test
  void bothSessionsAreToldAsTheyWerePasted() {
    assertThat(terminal(FIRST).found()).containsExactly(SESSION + " buffer");
    var second = terminal(SECOND);
    assertThat(second.found()).containsExactly(SESSION + " buffer");
    assertThat(second.said(SESSION))
        .contains("ruled out rival: rpcapd was not started")
        .contains("supported The reply with the list of interfaces does not fit")
        .contains("supported Nothing came from the client in time");
  }

  @Test
  void whatWiresharkSaidIsTheClientsFault() {
    assertThat(terminal("PCAP没有发现\n").found()).containsExactly(SESSION + " Npcap");
  }

  @Test
  void aServerThatListensIsNoFinding() {
    assertThat(terminal(LISTENS).found()).isEmpty();
    assertThat(terminal("Press CTRL + C to stop the server...\n").found()).isEmpty();
  }

  @Test
  void otherProgramsAndAnotherLanguageAreTold() {
    assertThat(terminal("cc: error: @LIBFOO_CFLAGS@: No such file or directory\n").found())
        .containsExactly("configure-placeholder-left-in-makefile @LIBFOO_CFLAGS@");
    assertThat(terminal("/bin/sh: 1: bison: not found\nmake: *** [y.tab.c] Error 127\n").found())
        .containsExactly("build-needs-flex-and-bison bison");
    assertThat(
            terminal(
                    "Press CTRL + C to stop the server...\nThe RPCAP initial timeout has expired\n")
                .found())
        .containsExactly(SESSION + " timeout");
  }

  @Test
  void aFileThatIsMissingIsNoPlaceholder() {
    assertThat(terminal("gcc: 错误:pcap-linux.c:没有那个文件或目录\n").found()).isEmpty();
    assertThat(terminal("checking for flex... flex\nchecking for bison... bison\n").found())
        .isEmpty();
  }
}
