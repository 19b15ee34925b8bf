package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * An output layer.
 *
 * @param pieces number of pieces it gives scores
 * @param among its matrix (pieces, readout) and bias (pieces); empty for the model's own
 */
record OutputLayer(int pieces, List<NDArray> among) {}
