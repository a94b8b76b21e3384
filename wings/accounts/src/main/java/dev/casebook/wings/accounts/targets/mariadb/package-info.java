/// A MariaDB or MySQL server as a target: accounts and what is granted to them, read from the
/// server's own catalogue and written by CREATE USER, ALTER USER, GRANT and REVOKE alone.
@NullMarked
package dev.casebook.wings.accounts.targets.mariadb;

import org.jspecify.annotations.NullMarked;
