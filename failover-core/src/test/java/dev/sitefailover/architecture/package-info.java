/**
 * The floor plan, checked: which room may use which, what nobody may call, how things are named. Every rule is also run
 * against {@code planted}, classes that break it on purpose, so that a rule that can no longer fail is noticed.
 */
@NullMarked
package dev.sitefailover.architecture;

import org.jspecify.annotations.NullMarked;
