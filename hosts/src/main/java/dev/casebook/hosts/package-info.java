/// How to reach a machine.
@NullMarked
package dev.casebook.hosts;

import org.jspecify.annotations.NullMarked;
