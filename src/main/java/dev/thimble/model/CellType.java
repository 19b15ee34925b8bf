package dev.thimble.model;

/** The recurrent cell of encoder and decoder. */
public enum CellType {
  /** h' = tanh(W x + b + U h + d) (Elman 1990); the baseline for the gated cells. */
  RNN(0, 1),
  /**
   * Gated recurrent unit as in {@code torch.nn.GRU}: the reset gate acts after the product, n =
   * tanh(W x + b + r · (U h + d)). Gates in the order reset, update, new.
   */
  GRU(1, 3),
  /**
   * Gated recurrent unit of Cho et al. (2014), equation 8: the reset gate acts before the product,
   * n = tanh(W x + b + U (r · h) + d). Gates in the order reset, update, new.
   */
  GRU_RESET_BEFORE(2, 3),
  /** Long short-term memory (Hochreiter and Schmidhuber 1997), gates in the order i, f, g, o. */
  LSTM(3, 4),
  /**
   * Long short-term memory with peephole connections, diagonal weights from the cell state to the
   * gates (Gers and Schmidhuber 2000): i and f see the last cell state, o the next one. Gates as
   * for {@link #LSTM}.
   */
  LSTM_PEEPHOLE(4, 4);

  private final int code;
  private final int gates;

  CellType(int code, int gates) {
    this.code = code;
    this.gates = gates;
  }

  /**
   * {@return whether {@code torch.nn} has a module with the same equations} Weights of other cells
   * cannot be exchanged by torch names.
   */
  public boolean inTorch() {
    return this != GRU_RESET_BEFORE && !hasPeepholes();
  }

  /** The cell's number in {@code types.torchscript}. */
  int code() {
    return code;
  }

  /** Number of gate blocks stacked in the cell's weights: (gates · hidden, input). */
  int gates() {
    return gates;
  }

  /** Whether the cell has a cell state c besides its hidden state. */
  boolean hasCellState() {
    return this == LSTM || hasPeepholes();
  }

  /** Whether the cell has a vector (3 · hidden) from the cell state to the gates i, f and o. */
  boolean hasPeepholes() {
    return this == LSTM_PEEPHOLE;
  }
}
