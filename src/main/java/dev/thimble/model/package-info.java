/**
 * The network: recurrent encoder, one context vector, attention-free decoder, with parameters in
 * torch's layout.
 *
 * <p>Entry: {@code Seq2SeqModel}, made from a {@code ModelConfig}. The network itself is the
 * TorchScript code in {@code dev/thimble/network}, which {@code NetworkSource} lists in the order
 * in which to read it; {@code NetworkProgram} has a method for each of its entry points.
 *
 * <p>Internal: {@code DecoderState}, {@code Gradient}, {@code MachineLimits}, {@code
 * NativeRuntime}, {@code OptimizerProgram}, {@code ShortlistScorer}.
 *
 * <p>May import: {@code vocabulary}, {@code corpus}, {@code search}, {@code natives}, and {@code
 * ai.djl}.
 *
 * <p>May not import: {@code checkpoint}, {@code training}, {@code translation}, {@code
 * sentencepiece}, {@code report}, {@code metric}, {@code cli}.
 *
 * <p>Threads: many threads may encode and decode with one model; during training only one thread
 * may use it.
 */
@NullMarked
package dev.thimble.model;

import org.jspecify.annotations.NullMarked;
