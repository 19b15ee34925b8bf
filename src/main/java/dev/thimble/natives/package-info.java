/**
 * Native code: the folders that native libraries are unpacked into and loaded from, and the Java
 * heap that native code needs. Internal.
 *
 * <p>Entry: {@code NativeLibrary}, through which every first call of DJL goes.
 *
 * <p>May import: {@code integrity}.
 *
 * <p>May not import: any other package of Thimble, nor {@code ai.djl}, because the folders must be
 * set before DJL's classes are initialized.
 *
 * <p>Threads: every class is thread-safe.
 */
@NullMarked
package dev.thimble.natives;

import org.jspecify.annotations.NullMarked;
