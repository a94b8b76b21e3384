package dev.casebook.wings.accounts.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.model.Place;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A member of a group, as a folder of accounts declares it: an account, or a group in it.
@Row("one member of a group that a folder of accounts declares")
@Compared(
    key = {"group_name", "member", "kind"},
    tells = Compared.Tells.SETTING)
public record DeclaredMember(
    @Column(value = "name of the group", name = "group_name", means = Meaning.USER) String group,
    @Column("number of the group; NULL if it has none, or gets one") @Nullable Long gid,
    @Column(value = "name of the member", means = Meaning.USER) String member,
    @Column("account or group") String kind) {

  public static final Table<DeclaredMember> TABLE =
      Declared.table("declared_members", DeclaredMember.class, DeclaredMember::rows)
          .example(
              "who is in a group, groups in it resolved",
              "with recursive of_group as (select member, kind from declared_members where group_name = 'staff' union select m.member, m.kind from declared_members m join of_group g on g.kind = 'group' and m.group_name = g.member) select member from of_group where kind = 'account'");

  private static void rows(Declared declared, BiConsumer<Place, DeclaredMember> into) {
    for (var group : declared.company().groups().values()) {
      Long gid = group.gid().isPresent() ? group.gid().getAsLong() : null;
      for (var member : group.members()) {
        into.accept(group.place(), new DeclaredMember(group.name(), gid, member, "account"));
      }
      for (var member : group.groups()) {
        into.accept(group.place(), new DeclaredMember(group.name(), gid, member, "group"));
      }
    }
  }
}
