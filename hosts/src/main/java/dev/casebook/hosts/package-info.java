/// How to reach a machine: run a command on it and read what it says, with deadlines and caps.
@NullMarked
package dev.casebook.hosts;

import org.jspecify.annotations.NullMarked;
