/// Redis as a target: its users and their rights, by `ACL SETUSER` and `ACL DELUSER`, read by `ACL
/// GETUSER`.
@NullMarked
package dev.casebook.wings.accounts.targets.redis;

import org.jspecify.annotations.NullMarked;
