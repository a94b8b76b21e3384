package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Database;
import dev.casebook.wings.etcd.kubernetes.protobuf.Varint;
import java.util.ArrayList;
import java.util.List;

/// An alarm that is raised: it stands in bucket `alarm` of every member until somebody disarms it.
///
/// @param member the id of the member that raised it; 0 if etcd did not tell
/// @param name NOSPACE, CORRUPT, or `unknown`
public record Alarm(long member, String name) {

  /// A member has one alarm of each kind.
  private static final int ALARMS_MAX = 1_000;

  private static final int MEMBER_TAG = 0x08;
  private static final int KIND_TAG = 0x10;

  /// Those of a database. Each is a key: an `AlarmMember` message of member id (1) and alarm (2).
  public static List<Alarm> of(Database database, DamageLog damages) {
    var alarms = new ArrayList<Alarm>();
    database
        .bucket("alarm", damages)
        .ifPresent(bucket -> {
          var cursor = bucket.cursor(damages);
          while (alarms.size() < ALARMS_MAX && cursor.next()) {
            alarms.add(of(cursor.element().keyBytes().toArray(JAVA_BYTE)));
          }
        });
    return alarms;
  }

  private static Alarm of(byte[] message) {
    var number = new Varint();
    var member = 0L;
    var kind = 0L;
    for (var at = 0; at + 1 < message.length; ) {
      var tag = message[at];
      if (!number.read(message, at + 1, message.length)) {
        break;
      }
      member = tag == MEMBER_TAG ? number.value() : member;
      kind = tag == KIND_TAG ? number.value() : kind;
      at += 1 + number.length();
    }
    return new Alarm(
        member,
        switch ((int) kind) {
          case 1 -> "NOSPACE";
          case 2 -> "CORRUPT";
          default -> "unknown";
        });
  }
}
