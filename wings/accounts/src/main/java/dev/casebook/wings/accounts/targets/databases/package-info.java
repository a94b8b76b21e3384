/// What servers of databases have in common: which accounts and grants the folder wants of one, and
/// what one has as rows of the folder. How a server calls and keeps them is in its own package.
@NullMarked
package dev.casebook.wings.accounts.targets.databases;

import org.jspecify.annotations.NullMarked;
