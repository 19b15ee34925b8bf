/**
 * Native code: the folder that native libraries are unpacked into and loaded from, and the Java
 * heap that native code needs.
 *
 * <p>Entry: {@code NativeLibrary}, through which every first call of DJL goes.
 *
 * <p>May import: nothing.
 *
 * <p>May not import: any other package of Thimble, nor {@code ai.djl}: what is decided here must be
 * decided before DJL's classes are initialized.
 *
 * <p>Threads: every class is thread-safe.
 */
@NullMarked
package dev.thimble.natives;

import org.jspecify.annotations.NullMarked;
