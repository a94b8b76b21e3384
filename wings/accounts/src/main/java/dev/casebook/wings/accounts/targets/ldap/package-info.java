/// A directory (OpenLDAP, 389 Directory Server) as a target: its entries of people and groups as
/// items, and changes to items as LDAP writes. The directory that we serve ourselves is another
/// package.
@NullMarked
package dev.casebook.wings.accounts.targets.ldap;

import org.jspecify.annotations.NullMarked;
