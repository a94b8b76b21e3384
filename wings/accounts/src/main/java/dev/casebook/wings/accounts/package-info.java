/// The wing of accounts: people, hosts, rights, from one folder of YAML that everything else is a
/// view of.
@NullMarked
package dev.casebook.wings.accounts;

import org.jspecify.annotations.NullMarked;
