package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The output layer over all pieces of the target vocabulary, or over a shortlist.
 *
 * @param pieces number of pieces that it scores
 * @param among matrix (K, R), bias (K) and ids (K) of a shortlist; empty for all pieces
 */
record OutputLayer(int pieces, List<NDArray> among) {}
