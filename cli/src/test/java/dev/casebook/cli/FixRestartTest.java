package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that lost a real message bus and are restarted. systemctl, kubelet and systemd-logind
/// are stand-ins: the first starts and tells of three units as systemd does, the others keep one
/// connection to the bus and do not connect again, as old ones do.
@Tag("integration")
class FixRestartTest {

  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      cd /run/units
      active() { kill -0 "$(cat "$1/pid" 2>/dev/null)" 2>/dev/null; }
      state() { if active "$1"; then echo active; else echo failed; fi; }
      sub() { if active "$1"; then echo running; else echo failed; fi; }
      start() {
        setsid sh "$1/command" >/dev/null 2>&1 9>&- 8>&- &
        echo $! > "$1/pid"
        date '+%a %Y-%m-%d %T %Z' > "$1/since"
        awk '{ print int($1 * 1000000) }' /proc/uptime > "$1/monotonic"
        sleep 0.3
      }
      stop() { active "$1" && /bin/kill -KILL -- "-$(cat "$1/pid")"; sleep 0.1; }
      verb=$1
      shift
      case $verb in
        list-units)
          printf '  UNIT LOAD ACTIVE SUB DESCRIPTION\\n'
          for unit in *; do
            printf '  %s.service loaded %s %s %s\\n' "$unit" "$(state "$unit")" "$(sub "$unit")" "$unit"
          done ;;
        status)
          for unit in *; do
            printf '● %s.service - %s\\n     Loaded: loaded (/lib/systemd/system/%s.service; static)\\n' \\
              "$unit" "$unit" "$unit"
            printf '     Active: %s (%s) since %s; 1min ago\\n   Main PID: %s (x)\\n\\n' \\
              "$(state "$unit")" "$(sub "$unit")" "$(cat "$unit/since")" "$(cat "$unit/pid")"
          done ;;
        show)
          for unit in "$@"; do :; done
          unit=${unit%.service}
          [ -d "$unit" ] || exit 1
          printf 'ActiveState=%s\\nActiveEnterTimestampMonotonic=%s\\n' "$(state "$unit")" "$(cat "$unit/monotonic")" ;;
        restart | try-restart)
          for unit in "$@"; do
            unit=${unit%.service}
            case $unit in -*) continue ;; esac
            [ ! -e "$unit/stubborn" ] || exit 0
            active "$unit" || [ "$verb" = restart ] || continue
            stop "$unit"
            start "$unit"
          done ;;
        *) exit 1 ;;
      esac
      """;

  private static final String BROKEN_BUS =
      """
      mkdir -p /run/dbus /run/units/dbus /run/units/kubelet /run/units/systemd-logind
      printf '%s\\n' '<busconfig><limit name="service_start_timeout">2000</limit></busconfig>' \\
        > /etc/dbus-1/system-local.conf
      echo 'exec dbus-daemon --system --nofork --nopidfile --nosyslog --systemd-activation' \\
        > /run/units/dbus/command
      cat > /run/units/kubelet/command <<'end'
      dbus-monitor --system >/dev/null 2>&1
      while :; do
        echo "$(date '+%b %e %T') vpn1 kubelet[$$]: unable to ensure pod container exists: failed to create container for [kubepods besteffort poda3e18933] : dbus: connection closed by user" >> /var/log/messages
        sleep 0.2
      done
      end
      cat > /run/units/systemd-logind/command <<'end'
      exec /usr/bin/python3 -c 'import dbus, time; bus = dbus.SystemBus(); bus.request_name("org.freedesktop.login1"); time.sleep(9999)'
      end
      cat > /run/login <<'end'
      line() { echo "$(date '+%b %e %T') vpn1 sshd[$$]: $*" >> /var/log/auth.log; }
      line "Accepted password for admin from 203.0.113.2 port 40000 ssh2"
      if said=$(dbus-send --system --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \\
        org.freedesktop.DBus.StartServiceByName string:org.freedesktop.login1 uint32:0 2>&1); then
        line "pam_unix(sshd:session): session opened for user admin(uid=1000) by (uid=0)"
      else
        line "pam_systemd(sshd:session): Failed to create session: ${said#Error *: }"
      fi
      end
      echo "$(date '+%b %e %T') vpn1 kubelet[1]: Started kubelet" > /var/log/messages
      chmod +x /run/systemctl
      mount --bind /run/systemctl /usr/bin/systemctl
      systemctl restart dbus
      systemctl restart systemd-logind kubelet
      sleep 1
      sh /run/login
      """;

  private static final String RESTART_BUS =
      "sleep 1.1; systemctl restart dbus; sleep 1.1; sh /run/login; sleep 1.1";

  @TempDir private Path folder;
  private Sandbox host;

  @BeforeEach
  void begin() throws Exception {
    host = Sandbox.in(folder);
    host.sh("cat > /run/systemctl <<'program'\n" + SYSTEMCTL + "program\n");
    host.sh(BROKEN_BUS);
  }

  @AfterEach
  void end() throws Exception {
    host.close();
  }

  private void assertFound(String note) throws Exception {
    var diagnosis = host.casebook("diagnose", "--note", note);
    assertThat(diagnosis.status()).as(diagnosis.output() + diagnosis.errors()).isEqualTo(1);
  }

  private void assertClear(String note) throws Exception {
    var diagnosis = host.casebook("diagnose", "--note", note);
    assertThat(diagnosis.status()).as(diagnosis.output() + diagnosis.errors()).isZero();
  }

  private String started(String unit) throws Exception {
    return host.sh("cat /run/units/" + unit + "/pid");
  }

  @Test
  void aKubeletThatLostTheBusIsRestartedBehindWhoeverElseLostIt() throws Exception {
    var note = "kubelet-lost-dbus";
    assertClear(note);
    host.sh(RESTART_BUS);
    assertFound(note);
    var bus = started("dbus");
    var logind = started("systemd-logind");
    var kubelet = started("kubelet");

    var fix = host.casebook("fix", note, "--yes");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    assertThat(fix.output())
        .contains("systemctl restart -- 'kubelet.service'", "It leaves nothing to take back.");
    assertThat(started("kubelet")).isNotEqualTo(kubelet);
    assertThat(started("systemd-logind")).isNotEqualTo(logind);
    assertThat(started("dbus")).isEqualTo(bus);
    assertClear(note);
    assertThat(host.casebook("fix", note, "--yes").output()).contains("nothing to fix");

    kubelet = started("kubelet");
    var id = host.casebook("fix", "list").output().split(" +")[1];
    var undo = host.casebook("fix", "undo", id, "--yes");
    assertThat(undo.output()).contains("left nothing to take back: systemctl restart -- 'kubelet");
    assertThat(started("kubelet")).isEqualTo(kubelet);
    host.sh(RESTART_BUS);
    assertFound(note);
  }

  @Test
  void aLogindThatLostTheBusIsRestartedAndLoginsAreQuickAgain() throws Exception {
    var note = "ssh-logind-timeout";
    assertClear(note);
    host.sh(RESTART_BUS);
    assertThat(host.sh("tail -n 1 /var/log/auth.log")).contains("Failed to activate service");
    assertFound(note);
    var fix = host.casebook("fix", note, "--yes");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    host.sh("sh /run/login");
    assertThat(host.sh("tail -n 1 /var/log/auth.log")).contains("session opened");
    assertClear(note);
    var id = host.casebook("fix", "list").output().split(" +")[1];
    assertThat(host.casebook("fix", "undo", id, "--yes").status()).isZero();
    host.sh(RESTART_BUS);
    assertFound(note);
  }

  @Test
  void aRestartThatLeavesTheSameProcessRunningIsNone() throws Exception {
    host.sh(RESTART_BUS);
    host.sh("touch /run/units/kubelet/stubborn");
    var fix = host.casebook("fix", "kubelet-lost-dbus", "--yes");
    assertThat(fix.output()).contains("kubelet.service was not started anew", "Rolled back");
    assertThat(fix.status()).isEqualTo(1);
  }

  @Test
  void aProgramThatEndsSoonAfterItsRestartIsNoneEither() throws Exception {
    host.sh(RESTART_BUS);
    host.sh("echo 'sleep 4; exit 1' > /run/units/kubelet/command");
    var fix = host.casebook("fix", "kubelet-lost-dbus", "--yes");
    assertThat(fix.output()).contains("did not stay so: kubelet.service: failed");
    assertThat(fix.status()).as(fix.output()).isEqualTo(1);
  }
}
