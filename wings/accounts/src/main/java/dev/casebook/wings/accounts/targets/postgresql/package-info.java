/// A PostgreSQL server as a target: roles and what is granted to them in each of its databases,
/// read from the catalogues' access control lists and written by CREATE ROLE, ALTER ROLE, GRANT,
/// REVOKE and ALTER DEFAULT PRIVILEGES alone.
@NullMarked
package dev.casebook.wings.accounts.targets.postgresql;

import org.jspecify.annotations.NullMarked;
