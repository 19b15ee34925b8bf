/**
 * The network: recurrent encoder, one context vector, attention-free decoder, written in torch's
 * parameter layout.
 *
 * <p>Entry: {@code Seq2SeqModel}, built from a {@code ModelConfig}; cells, encoder, decoder and
 * scorer are package-private.
 *
 * <p>May import: {@code vocabulary}, {@code corpus}, {@code search}, {@code natives}, and {@code
 * ai.djl}.
 *
 * <p>May not import: {@code checkpoint}, {@code training}, {@code translation}, {@code
 * sentencepiece}, {@code report}, {@code metric}, {@code cli}.
 *
 * <p>Threads: a model whose parameters are frozen may be read by many threads; while it is trained
 * it belongs to one thread.
 */
@NullMarked
package dev.thimble.model;

import org.jspecify.annotations.NullMarked;
