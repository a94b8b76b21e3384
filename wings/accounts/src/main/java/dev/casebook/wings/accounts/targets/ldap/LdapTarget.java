package dev.casebook.wings.accounts.targets.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Sort;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.plan.Wanted;
import dev.casebook.wings.accounts.targets.Destination;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A directory that we keep people and groups in.
public final class LdapTarget implements Target {

  private static final List<Sort> SORTS =
      List.of(
          new Sort(Names.UNIT),
          new Sort(Names.ACCOUNT_KIND),
          new Sort(
              Names.GROUP_KIND, Names.MEMBER, Names.UNIQUE_MEMBER, Names.MEMBER_UID, Names.CLASS));

  private final Destination destination;
  private final LDAPConnection connection;
  private final DN base;
  private final Forms forms;
  private Optional<Tree> tree = Optional.empty();

  private LdapTarget(Destination destination, LDAPConnection connection, DN base, Forms forms) {
    this.destination = destination;
    this.connection = connection;
    this.base = base;
    this.forms = forms;
  }

  public static LdapTarget open(Destination destination) throws IOException, Refusal {
    var settings = destination.settings();
    var text = settings.base().isEmpty() ? destination.base() : settings.base();
    if (text.isEmpty()) {
      throw new Refusal(
          settings.place() + ": no base: neither the target nor the folder (directory) has one");
    }
    try {
      var base = new DN(text);
      var connection = Connecting.to(destination);
      try {
        return new LdapTarget(destination, connection, base, Forms.of(connection));
      } catch (LDAPException e) {
        connection.close();
        throw e;
      }
    } catch (LDAPException e) {
      throw failure(e);
    }
  }

  @Override
  public List<Sort> sorts() {
    return SORTS;
  }

  @Override
  public Observed read() throws IOException, Refusal {
    try {
      var read = Tree.read(connection, base, forms);
      tree = Optional.of(read);
      var all = new ArrayList<Item>();
      var items = new Items(read);
      read.accounts().forEach((name, entry) -> all.add(items.account(name, entry)));
      read.groups().forEach((name, entry) -> all.add(items.group(name, entry)));
      for (var unit : Set.copyOf(List.of(read.accountsUnit(), read.groupsUnit()))) {
        if (Tree.entry(connection, unit, forms).isPresent()) {
          all.add(Items.unit(unit.toString()));
        }
      }
      return Observed.of(all, read.remarks());
    } catch (LDAPException e) {
      throw failure(e);
    }
  }

  private Tree tree() {
    return tree.orElseThrow(() -> new IllegalStateException("not read yet"));
  }

  @Override
  public Wanted wanted(Snapshot snapshot, Observed observed, LocalDate today) {
    var at = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Wishes(snapshot, destination.settings().who(), tree(), observed, at).all();
  }

  @Override
  public void make(Change change) throws IOException, Refusal {
    try {
      new Writes(connection, tree()).make(change);
    } catch (LDAPException e) {
      throw failure(e);
    }
  }

  /// @return a [Refusal] where the server said no, else what broke
  private static IOException failure(LDAPException e) throws Refusal {
    var code = e.getResultCode();
    if (code.isConnectionUsable() && !code.isClientSideResultCode()) {
      throw new Refusal(said(e));
    }
    return new IOException(said(e), e);
  }

  private static String said(LDAPException e) {
    var diagnostic = Objects.requireNonNullElse(e.getDiagnosticMessage(), "");
    var name = e.getResultCode().getName();
    if (!diagnostic.isBlank()) {
      return name + ": " + diagnostic;
    }
    return e.getResultCode().isClientSideResultCode() ? cause(e) : name;
  }

  /// What went wrong beneath the protocol, without what the library wraps it in.
  private static String cause(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  @Override
  public Optional<Key> self() {
    return tree()
        .member(destination.settings().user())
        .filter(name -> !name.startsWith(Names.GROUP_PREFIX))
        .map(Items::account);
  }

  @Override
  public Optional<String> accountOf(Key key) {
    return key.kind().equals(Names.ACCOUNT_KIND) ? Optional.of(key.name()) : Optional.empty();
  }

  @Override
  public Optional<String> groupOf(Key key) {
    return key.kind().equals(Names.GROUP_KIND) ? Optional.of(key.name()) : Optional.empty();
  }

  @Override
  public Adopted adopt(Snapshot snapshot, Observed observed) {
    return new Adoption(snapshot, observed).all();
  }

  @Override
  public void close() {
    connection.close();
  }
}
