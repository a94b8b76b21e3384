package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.targets.databases.Items;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// The grants of a server's accounts as rows of the folder: of those whose names the folder has,
/// from all networks that it lets in. All other accounts are somebody else's.
final class Adoption {

  private final Snapshot snapshot;
  private final TargetSettings settings;
  private final Observed observed;
  private final SequencedMap<String, Map<String, Object>> rows = new LinkedHashMap<>();
  private final Set<Key> keys = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  Adoption(Snapshot snapshot, TargetSettings settings, Observed observed) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.observed = observed;
  }

  Adopted all() {
    var foreign = new TreeSet<String>();
    for (var item : observed.items().values()) {
      var user = UserName.of(Items.accountWithClients(item.key()));
      if (!snapshot.company().accounts().containsKey(user.user())) {
        foreign.add(user.toString());
        continue;
      }
      keys.add(item.key());
      if (item.key().kind().equals(Items.GRANT)) {
        grant(user, item);
      }
    }
    foreign.forEach(user -> remarks.add(user + " is nobody of the folder: it is left alone"));
    var byKind = new LinkedHashMap<Kind, SequencedMap<String, Map<String, Object>>>();
    if (!rows.isEmpty()) {
      byKind.put(Kind.GRANT, rows);
    }
    return new Adopted(byKind, keys, remarks);
  }

  private void grant(UserName user, Item item) {
    var object = Items.object(item.key());
    if (isThere(user.user(), object)) {
      return;
    }
    if (item.values(Items.PRIVILEGE).contains(Catalogue.GRANT_OPTION)) {
      keys.remove(item.key());
      remarks.add(
          item.key()
              + " may be passed on (GRANT OPTION), which the folder has no word for: it is left alone");
      return;
    }
    var row = new LinkedHashMap<String, Object>();
    row.put("database", settings.database());
    row.put("people", List.of(user.user()));
    row.put("on", object);
    row.put("privileges", List.copyOf(item.values(Items.PRIVILEGE)));
    rows.put(
        "%s on %s"
            .formatted(
                user.user(), object.replace("*", "all").replaceAll("[^\\p{L}\\p{N}_.-]", "_")),
        row);
  }

  /// Whether the folder has a grant of this account on this object, whatever it gives.
  private boolean isThere(String account, String object) {
    return snapshot.company().grants().values().stream()
        .anyMatch(grant ->
            grant.database().equals(settings.database())
                && grant.on().equals(object)
                && snapshot.isFor(grant.who(), account));
  }
}
