package dev.thimble.search;

/** How continuations are chosen: {@link Beam} or {@link Sampling}. */
public sealed interface Strategy permits Beam, Sampling {}
