package dev.casebook.wings.accounts.targets.databases;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Database;
import dev.casebook.wings.accounts.plan.Item;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;

/// What a server calls accounts, objects and rights, and what it keeps of an account.
public interface Rights {

  /// What follows an account's name there, once for each network of clients: `@10.20.%`. Just one
  /// empty text where accounts have names alone.
  ///
  /// @throws Refusal where the server has no word for a network
  List<String> clients(Database database) throws Refusal;

  /// What a grant is for, in the form in which it is read there.
  ///
  /// @throws Refusal where it is nothing that rights can be had on
  String object(String on) throws Refusal;

  /// Rights by the names under which they are read there, with `ALL` as all that this server has
  /// for the object.
  ///
  /// @throws Refusal where the server has no such right for it
  SortedSet<String> privileges(String object, List<String> names) throws Refusal;

  /// Why there can be no account of this name; empty if there can.
  default Optional<String> objection(String account) {
    return Optional.empty();
  }

  /// What an account's rights come to there: with those that others are of no use without, and
  /// without those that others give already.
  ///
  /// @param byObject rights as [#privileges] has them, by [#object]
  default SortedMap<String, SortedSet<String>> effective(
      String account, SortedMap<String, SortedSet<String>> byObject) {
    return byObject;
  }

  /// An account as it is wanted there, by what the server keeps beside its rights.
  ///
  /// @param name with its clients
  /// @param enabled whether the folder lets it in
  /// @param there the account as it is
  /// @param remarks told what can't be had
  Item account(
      Account account,
      String name,
      boolean enabled,
      Optional<Item> there,
      Consumer<String> remarks);
}
