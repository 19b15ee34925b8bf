package dev.thimble.model;

/** The recurrent cell of encoder and decoder. */
public enum CellType {
  /** h' = tanh(W x + b + U h + d) (Elman 1990); the baseline for the gated cells. */
  RNN(1),
  /** Gated recurrent unit (Cho et al. 2014), gates in the order reset, update, new. */
  GRU(3),
  /** Long short-term memory (Hochreiter and Schmidhuber 1997), gates in the order i, f, g, o. */
  LSTM(4);

  private final int gates;

  CellType(int gates) {
    this.gates = gates;
  }

  /** Number of gate blocks stacked in the cell's weights: (gates · hidden, input). */
  int gates() {
    return gates;
  }
}
