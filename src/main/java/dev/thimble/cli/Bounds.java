package dev.thimble.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The range of a numeric option. It is checked before the command starts, and shown in its help;
 * see {@link OptionRange}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Bounds {
  /** The least value. */
  double min();

  /** The greatest value. */
  double max();

  /** Whether {@link #min} itself is out of range. */
  boolean minExcluded() default false;

  /** Whether {@link #max} itself is out of range. */
  boolean maxExcluded() default false;
}
