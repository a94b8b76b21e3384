/// The snapshot as an LDAP directory that applications sign in to. The only package that knows
/// UnboundID.
@NullMarked
package dev.casebook.wings.accounts.directory;

import org.jspecify.annotations.NullMarked;
