/**
 * Native code: the folders into which native libraries are unpacked and from which they are loaded,
 * and the Java heap that native calls need.
 *
 * <p>Entry: {@code NativeLibrary}, through which the first call of DJL must go.
 *
 * <p>Applications use {@code NativeLibraryException} alone. Internal: {@code HeapReserve}, {@code
 * HeapRetry}, {@code NativeLibrary}.
 *
 * <p>May import: nothing of Thimble but {@code integrity}.
 *
 * <p>May not import: any other package of Thimble, nor {@code ai.djl}, because the folders must be
 * set before DJL's classes are initialized.
 *
 * <p>Threads: every class is thread-safe.
 */
@NullMarked
package dev.thimble.natives;

import org.jspecify.annotations.NullMarked;
