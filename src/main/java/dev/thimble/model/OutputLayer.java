package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * An output layer.
 *
 * @param pieces number of pieces it gives scores
 * @param among its matrix (pieces, readout), bias (pieces) and the pieces' ids (pieces); empty for
 *     the model's own, with all ids
 */
record OutputLayer(int pieces, List<NDArray> among) {}
