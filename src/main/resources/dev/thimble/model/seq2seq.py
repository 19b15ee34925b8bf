# TorchScript source of the model: serialized TorchScript, the subset of Python that libtorch compiles at load.
# T source length, U target length, B batch, E embedding, H hidden, C context vector, V target vocabulary.
# Sequences are time-major; the rows of a batch stand in order of falling source length.
class Seq2Seq(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  gates : int
  encoder_layers : int
  decoder_layers : int
  directions : int
  encoder_size : int
  copy_bridge : bool
  context_every_step : bool
  readout : bool
  shared_embedding : bool
  tied_output : bool
  sizes : List[int]
  columns : List[int]
  arithmetic : int
  matrices : List[Tensor]
  biases : List[Tensor]
  packed : List[__torch__.torch.classes.quantized.LinearPackedParamsBase]
  limits : List[Tensor]

  # The flat buffer cut into one view a parameter, in the order of ParameterLayout.
  def cut(self, flat: Tensor) -> List[Tensor]:
    pieces = torch.split_with_sizes(flat, self.sizes)
    w = annotate(List[Tensor], [])
    for i in range(len(pieces)):
      if self.columns[i] > 0:
        w.append(pieces[i].view([-1, self.columns[i]]))
      else:
        w.append(pieces[i])
    return w

  # One layer in one direction over x (T, B, F) of equal lengths: outputs (T, B, H), last h and c (B, H).
  def recur(self, x: Tensor, h: Tensor, c: Tensor, w: List[Tensor], train: bool) -> Tuple[Tensor, Tensor, Tensor]:
    if self.gates == 4:
      y, hn, cn = torch.lstm(x, [h.unsqueeze(0), c.unsqueeze(0)], w, True, 1, 0.0, train, False, False)
      return (y, hn.squeeze(0), cn.squeeze(0))
    if self.gates == 3:
      y1, h1 = torch.gru(x, h.unsqueeze(0), w, True, 1, 0.0, train, False, False)
      return (y1, h1.squeeze(0), c)
    y2, h2 = torch.rnn_tanh(x, h.unsqueeze(0), w, True, 1, 0.0, train, False, False)
    return (y2, h2.squeeze(0), c)

  # The same by prepared products, from the i-th on.
  def recur_prepared(self, x: Tensor, h0: Tensor, c0: Tensor, i: int) -> Tuple[Tensor, Tensor, Tensor]:
    steps = x.size(0)
    rows = x.size(1)
    from_input = self.product(i, x.reshape([steps * rows, -1])).view([steps, rows, -1])
    h = h0
    c = c0
    outputs = annotate(List[Tensor], [])
    for t in range(steps):
      h, c = self.cell(from_input[t], self.product(i + 1, h), h, c)
      outputs.append(h)
    return (torch.stack(outputs), h, c)

  # A layer over rows of unequal lengths: a row leaves the recurrence at its own end, so padding is never read.
  # By prepared products from the i-th on, or, if i < 0, by the weights.
  def recur_ragged(self, x: Tensor, lengths: List[int], w: List[Tensor], i: int, train: bool) -> Tuple[Tensor, Tensor, Tensor]:
    rows = len(lengths)
    h = torch.zeros([rows, self.encoder_size], dtype=x.dtype)
    c = h
    outputs = annotate(List[Tensor], [])
    ended_h = annotate(List[Tensor], [])
    ended_c = annotate(List[Tensor], [])
    start = 0
    active = rows
    while active > 0:
      end = lengths[active - 1]
      part = x.narrow(0, start, end - start).narrow(1, 0, active)
      if i < 0:
        y, hn, cn = self.recur(part, h, c, w, train)
      else:
        y, hn, cn = self.recur_prepared(part, h, c, i)
      if active < rows:
        y = torch.constant_pad_nd(y, [0, 0, 0, rows - active], 0)
      outputs.append(y)
      left = active
      while left > 0 and lengths[left - 1] == end:
        left = left - 1
      ended_h.append(hn.narrow(0, left, active - left))
      ended_c.append(cn.narrow(0, left, active - left))
      h = hn.narrow(0, 0, left)
      c = cn.narrow(0, 0, left)
      active = left
      start = end
    if len(outputs) == 1:
      return (outputs[0], ended_h[0], ended_c[0])
    ended_h.reverse()
    ended_c.reverse()
    return (torch.cat(outputs, 0), torch.cat(ended_h, 0), torch.cat(ended_c, 0))

  # Positions (T * B) that turn every row round within its own length; padding stays where it is.
  def turning(self, lengths: List[int], steps: int) -> Tensor:
    rows = len(lengths)
    n = torch.tensor(lengths).unsqueeze(0)
    t = torch.arange(steps).unsqueeze(1)
    turned = torch.where(t < n, n - 1 - t, t)
    return (turned * rows + torch.arange(rows).unsqueeze(0)).view([-1])

  # Context vector (B, C), and each encoder layer's last states, directions joined: h and c (B, directions * H).
  # `prepared`: by the products of `prepare`, not the weights.
  def run_encoder(self, w: List[Tensor], x0: Tensor, lengths: List[int], prepared: bool, dropout: float, train: bool) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
    x = x0
    steps = x.size(0)
    rows = x.size(1)
    last_h = annotate(List[Tensor], [])
    last_c = annotate(List[Tensor], [])
    turn = self.turning(lengths, steps)
    at = 1
    i = -2
    if prepared:
      i = 0
    for layer in range(self.encoder_layers):
      y, h, c = self.recur_ragged(x, lengths, w[at:at + 4], i, train)
      at = at + 4
      if prepared:
        i = i + 2
      if self.directions == 2:
        back = x.reshape([steps * rows, -1]).index_select(0, turn).view([steps, rows, -1])
        yb, hb, cb = self.recur_ragged(back, lengths, w[at:at + 4], i, train)
        at = at + 4
        if prepared:
          i = i + 2
        h = torch.cat([h, hb], 1)
        c = torch.cat([c, cb], 1)
        if layer + 1 < self.encoder_layers:
          yb = yb.reshape([steps * rows, -1]).index_select(0, turn).view([steps, rows, -1])
          y = torch.cat([y, yb], 2)
      last_h.append(h)
      last_c.append(c)
      if layer + 1 < self.encoder_layers:
        x = torch.dropout(y, dropout, train)
    return (last_h[-1], last_h, last_c)

  # The decoder's first states h and c, each (decoder layers, B, H).
  def bridge(self, w: List[Tensor], at0: int, last_h: List[Tensor], last_c: List[Tensor]) -> Tuple[Tensor, Tensor]:
    if self.copy_bridge:
      return (torch.stack(last_h), torch.stack(last_c))
    at = at0
    hs = annotate(List[Tensor], [])
    cs = annotate(List[Tensor], [])
    for layer in range(self.decoder_layers):
      below = min(layer, self.encoder_layers - 1)
      h = torch.tanh(torch.linear(last_h[below], w[at], w[at + 1]))
      at = at + 2
      c = h
      if self.gates == 4:
        c = torch.tanh(torch.linear(last_c[below], w[at], w[at + 1]))
        at = at + 2
      hs.append(h)
      cs.append(c)
    return (torch.stack(hs), torch.stack(cs))

  # Index of the first parameter of each part: target embedding, bridge, decoder, output.
  def starts(self) -> List[int]:
    target = 1 + 4 * self.encoder_layers * self.directions
    bridge = target + 1
    if self.shared_embedding:
      bridge = target
    decoder = bridge
    if not self.copy_bridge:
      per_layer = 2
      if self.gates == 4:
        per_layer = 4
      decoder = bridge + per_layer * self.decoder_layers
    output = decoder + 4 * self.decoder_layers
    return [target, bridge, decoder, output]

  def target_embedding(self, w: List[Tensor]) -> Tensor:
    if self.shared_embedding:
      return w[0]
    return w[self.starts()[0]]

  # What the output layer sees (N, D): decoder outputs y (N, H) with their context vectors (N, C), through the readout.
  def readout_of(self, w: List[Tensor], y: Tensor, context: Tensor, dropout: float, train: bool) -> Tensor:
    at = self.starts()[3]
    x = y
    if self.context_every_step:
      x = torch.cat([y, context], 1)
    if self.readout:
      x = torch.tanh(torch.linear(x, w[at], w[at + 1]))
    return torch.dropout(x, dropout, train)

  # Numbers of the output layer's matrix (V, D) and bias (V) among the parameters.
  def output_layer(self) -> List[int]:
    at = self.starts()[3]
    if self.readout:
      at = at + 2
    if not self.tied_output:
      return [at, at + 1]
    if self.shared_embedding:
      return [0, at]
    return [self.starts()[0], at]

  # Scores before the softmax (N, V) of readouts x (N, D).
  def score(self, w: List[Tensor], x: Tensor) -> Tensor:
    out = self.output_layer()
    return torch.linear(x, w[out[0]], w[out[1]])

  # Teacher forcing: readouts (N, D) at the positions `real` of the embedded inputs x (U, B, E).
  def run_decoder(self, w: List[Tensor], x0: Tensor, context: Tensor, h0: Tensor, c0: Tensor, real: Tensor, dropout: float, train: bool) -> Tensor:
    x = x0
    steps = x.size(0)
    rows = x.size(1)
    every = context.unsqueeze(0).expand([steps, rows, -1])
    if self.context_every_step:
      x = torch.cat([x, every], 2)
    at = self.starts()[2]
    for layer in range(self.decoder_layers):
      if layer > 0:
        x = torch.dropout(x, dropout, train)
      x, h, c = self.recur(x, h0[layer], c0[layer], w[at:at + 4], train)
      at = at + 4
    y = x.reshape([steps * rows, -1]).index_select(0, real)
    return self.readout_of(w, y, context.index_select(0, real % rows), dropout, train)

  # Readouts (N, D) of a batch under teacher forcing; one weight set, float32 or its bfloat16 copy.
  def run(self, w: List[Tensor], exact: List[Tensor], source: Tensor, lengths: List[int], previous: Tensor, real: Tensor, embedding_dropout: float, dropout: float, train: bool) -> Tensor:
    xs = torch.dropout(torch.embedding(exact[0], source), embedding_dropout, train).to(w[0].dtype)
    context, last_h, last_c = self.run_encoder(w, xs, lengths, False, dropout, train)
    h, c = self.bridge(w, self.starts()[1], last_h, last_c)
    xt = torch.dropout(torch.embedding(self.target_embedding(exact), previous), embedding_dropout, train).to(w[0].dtype)
    return self.run_decoder(w, xt, torch.dropout(context, dropout, train), h, c, real, dropout, train)

  def weights(self, exact: List[Tensor], bfloat16: bool) -> List[Tensor]:
    if not bfloat16:
      return exact
    w = annotate(List[Tensor], [])
    for i in range(len(exact)):
      w.append(exact[i].to(15))
    return w

  # Sum of the label-smoothed cross-entropy over the real target tokens, and the gradient of the mean (flat).
  # `rates`: embedding dropout, dropout, label smoothing, scheduled sampling; `settings`: whether in bfloat16, seed, then the source lengths.
  def gradient(self, flat: Tensor, source: Tensor, previous: Tensor, gold: Tensor, real: Tensor, rates: Tensor, settings: Tensor) -> List[Tensor]:
    bfloat16 = int(settings[0]) != 0
    torch.manual_seed(int(settings[1]))
    lengths = annotate(List[int], [])
    for i in range(2, settings.size(0)):
      lengths.append(int(settings[i]))
    torch.set_grad_enabled(False)
    exact = self.cut(flat)
    embedding_dropout = float(rates[0])
    dropout = float(rates[1])
    sampling = float(rates[3])
    inputs = previous
    if sampling > 0.0:
      half = self.weights(exact, bfloat16)
      best = self.guess(half, self.run(half, exact, source, lengths, previous, real, embedding_dropout, dropout, False))
      guesses = torch.index_copy(torch.zeros([previous.numel()], dtype=4), 0, real, best).view(previous.size())
      own = torch.cat([previous.narrow(0, 0, 1), guesses.narrow(0, 0, previous.size(0) - 1)], 0)
      take = torch.rand(previous.size()) < sampling
      take[0] = False
      inputs = torch.where(take, own, previous)
    for i in range(len(exact)):
      exact[i] = exact[i].detach().requires_grad_(True)
    torch.set_grad_enabled(True)
    w = self.weights(exact, bfloat16)
    x = self.run(w, exact, source, lengths, inputs, real, embedding_dropout, dropout, True)
    torch.set_grad_enabled(False)
    loss, dx, dmatrix, dbias = self.output_gradient(w, x.detach(), gold, float(rates[2]))
    torch.set_grad_enabled(True)
    grads = torch.autograd.grad([x], exact, annotate(List[Optional[Tensor]], [dx]), None, False, True)
    torch.set_grad_enabled(False)
    out = self.output_layer()
    parts = annotate(List[Tensor], [])
    for i in range(len(exact)):
      g = grads[i]
      if g is None:
        part = torch.zeros_like(exact[i])
      else:
        part = g
      if i == out[0]:
        part = part + dmatrix
      if i == out[1]:
        part = part + dbias
      parts.append(part.reshape([-1]))
    return [loss, torch.cat(parts)]

  # The output layer's part of the gradient, written out so that scores never stand in memory but a chunk at a time:
  # the summed loss, and of its mean the gradients by the readouts (N, D), the matrix (V, D) and the bias (V).
  # With q the smoothed target distribution, d loss / d scores = softmax(scores) - q.
  def output_gradient(self, w: List[Tensor], x: Tensor, gold: Tensor, smoothing: float) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    out = self.output_layer()
    matrix = w[out[0]]
    n = x.size(0)
    v = matrix.size(0)
    loss = torch.zeros([1])
    dmatrix = torch.zeros(matrix.size())
    dbias = torch.zeros([v])
    dx = annotate(List[Tensor], [])
    start = 0
    while start < n:
      rows = min(self.chunk(v), n - start)
      part = x.narrow(0, start, rows)
      answer = gold.narrow(0, start, rows).unsqueeze(1)
      log_probs = torch.log_softmax(torch.linear(part, matrix, w[out[1]]), 1, 6)
      right = torch.gather(log_probs, 1, answer)
      loss = loss - right.sum() * (1.0 - smoothing)
      if smoothing > 0.0:
        loss = loss - log_probs.sum() * (smoothing / float(v))
      d = log_probs.exp_()
      if smoothing > 0.0:
        d.sub_(smoothing / float(v))
      d.scatter_add_(1, answer, torch.full([rows, 1], smoothing - 1.0))
      dbias.add_(d.sum(0))
      dn = d.to(x.dtype)
      dx.append(torch.mm(dn, matrix))
      dmatrix.add_(torch.mm(dn.t(), part))
      start = start + rows
    return (loss, torch.cat(dx).mul_(1.0 / float(n)), dmatrix.mul_(1.0 / float(n)), dbias.mul_(1.0 / float(n)))

  # Rows of scores that make about 4 million: larger blocks cost the allocator fresh pages every time.
  def chunk(self, v: int) -> int:
    return max(1, 4000000 // v)

  # The likeliest piece (N) of each readout.
  def guess(self, w: List[Tensor], x: Tensor) -> Tensor:
    best = annotate(List[Tensor], [])
    for part in torch.split(x, self.chunk(self.target_vocabulary()), 0):
      best.append(self.score(w, part).argmax(1))
    return torch.cat(best)

  def target_vocabulary(self) -> int:
    return self.sizes[self.output_layer()[1]]

  # Sum of the cross-entropy over the real target tokens, without dropout or smoothing.
  def loss(self, flat: Tensor, source: Tensor, lengths: List[int], previous: Tensor, gold: Tensor, real: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    exact = self.cut(flat)
    x = self.run(exact, exact, source, lengths, previous, real, 0.0, 0.0, False)
    loss = torch.zeros([1])
    start = 0
    for part in torch.split(x, self.chunk(self.target_vocabulary()), 0):
      log_probs = torch.log_softmax(self.score(exact, part), 1)
      loss = loss - torch.gather(log_probs, 1, gold.narrow(0, start, part.size(0)).unsqueeze(1)).sum()
      start = start + part.size(0)
    return loss

  # Context vectors (B, C), rows taken in the given order.
  def context(self, flat: Tensor, source: Tensor, lengths: List[int], order: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    w = self.cut(flat)
    context, last_h, last_c = self.run_encoder(w, torch.embedding(w[0], source), lengths, self.arithmetic != 0, 0.0, False)
    return context.index_select(0, order)

  # A decoder's first state, rows taken in the given order: feed (B, F), h and c (layers, B, H).
  def encode(self, flat: Tensor, source: Tensor, lengths: List[int], order: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(False)
    w = self.cut(flat)
    context, last_h, last_c = self.run_encoder(w, torch.embedding(w[0], source), lengths, self.arithmetic != 0, 0.0, False)
    h, c = self.bridge(w, self.starts()[1], last_h, last_c)
    return self.select(self.feed(context), h, c, order)

  # What the context vector adds to the first layer's gates and to the readout, the same at every step: (B, gates * H + D), or (B, 0).
  def feed(self, context: Tensor) -> Tensor:
    if not self.context_every_step:
      return torch.zeros([context.size(0), 0])
    i = self.first_product() - 2
    return torch.cat([self.product(i, context), self.product(i + 1, context)], 1)

  # The given rows of a decoder state, repeats allowed.
  def select(self, feed: Tensor, h: Tensor, c: Tensor, rows: Tensor) -> List[Tensor]:
    return [feed.index_select(0, rows), h.index_select(1, rows), c.index_select(1, rows)]

  # Lays out every matrix product of serving in its arithmetic: 0 float32 (views, which follow the weights), 1 bfloat16, 2 int8 (copies).
  # In this order: two for each layer and direction of the encoder; what the context vector feeds, two; two for each layer of the decoder;
  # the readout; the output layer.
  def prepare(self, flat: Tensor, arithmetic: int) -> Tensor:
    torch.set_grad_enabled(False)
    self.arithmetic = arithmetic
    self.matrices = annotate(List[Tensor], [])
    self.biases = annotate(List[Tensor], [])
    self.packed = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
    self.limits = annotate(List[Tensor], [])
    w = self.cut(flat)
    at = 1
    for layer in range(self.encoder_layers):
      for direction in range(self.directions):
        self.lay_out(w[at], w[at + 2], self.largest(w[0], layer))
        self.lay_out(w[at + 1], w[at + 3], 1.0)
        at = at + 4
    at = self.starts()[2]
    readout = self.starts()[3]
    width = 0
    if self.context_every_step:
      width = self.directions * self.encoder_size
      self.lay_out(self.for_context(w[at], width), w[at + 2], 1.0)
      self.lay_out(self.for_context(w[readout], width), w[readout + 1], 1.0)
    for layer in range(self.decoder_layers):
      if layer == 0 and width > 0:
        self.lay_out(self.not_for_context(w[at], width), torch.zeros_like(w[at + 2]), self.largest(self.target_embedding(w), layer))
      else:
        self.lay_out(w[at], w[at + 2], self.largest(self.target_embedding(w), layer))
      self.lay_out(w[at + 1], w[at + 3], 1.0)
      at = at + 4
    if self.readout:
      if width > 0:
        self.lay_out(self.not_for_context(w[at], width), torch.zeros_like(w[at + 1]), 1.0)
      else:
        self.lay_out(w[at], w[at + 1], 1.0)
    out = self.output_layer()
    self.lay_out(w[out[0]], w[out[1]], 1.0)
    self.matrices.append(self.target_embedding(w))
    return flat

  # The number of the decoder's first product.
  def first_product(self) -> int:
    encoder = 2 * self.encoder_layers * self.directions
    if self.context_every_step:
      return encoder + 2
    return encoder

  # The columns of a matrix that meet the context vector, and those that do not.
  def for_context(self, matrix: Tensor, width: int) -> Tensor:
    return matrix.narrow(1, matrix.size(1) - width, width)

  def not_for_context(self, matrix: Tensor, width: int) -> Tensor:
    return matrix.narrow(1, 0, matrix.size(1) - width)

  # The largest value that a layer can be given: an embedding's, or a hidden state's.
  def largest(self, embedding: Tensor, layer: int) -> float:
    if layer > 0:
      return 1.0
    return float(torch.max(torch.abs(embedding)))

  # One more product by a matrix, of rows whose values are at most `bound`.
  def lay_out(self, matrix: Tensor, bias: Tensor, bound: float) -> None:
    if self.arithmetic == 2:
      self.packed.append(self.pack(matrix, bias))
      self.limits.append(self.limit(matrix.size(1), bound))
    elif self.arithmetic == 1:
      self.matrices.append(matrix.to(15))
      self.biases.append(bias)
    else:
      self.matrices.append(matrix)
      self.biases.append(bias)

  # int8 weights, one scale an output.
  def pack(self, matrix: Tensor, bias: Tensor) -> __torch__.torch.classes.quantized.LinearPackedParamsBase:
    scales = (torch.amax(torch.abs(matrix), [1]) / 127.0).clamp_min_(1e-12).to(7)
    zeros = torch.zeros([matrix.size(0)], dtype=4)
    return ops.quantized.linear_prepack(torch.quantize_per_channel(matrix.contiguous(), scales, zeros, 0, 12), bias)

  # A row that holds the bounds of all others. Quantized together with it, a row's values do not depend on its neighbours.
  def limit(self, width: int, bound: float) -> Tensor:
    row = torch.zeros([1, width])
    row[0][0] = bound
    row[0][width - 1] = -bound
    return row

  # The i-th product of rows x (B, N), bias included.
  def product(self, i: int, x: Tensor) -> Tensor:
    if self.arithmetic == 2:
      bounded = torch.cat([x, self.limits[i]])
      return ops.quantized.linear_dynamic(bounded, self.packed[i], True).narrow(0, 0, x.size(0))
    if self.arithmetic == 1:
      return torch.linear(x.to(15), self.matrices[i]).to(6) + self.biases[i]
    return torch.linear(x, self.matrices[i], self.biases[i])

  # One decoding step of rows (B): log-probabilities (B, V), then the state: feed, and the next h and c (layers, B, H).
  def step(self, previous: Tensor, feed: Tensor, h0: Tensor, c0: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(False)
    x = torch.embedding(self.matrices[-1], previous)
    hs = annotate(List[Tensor], [])
    cs = annotate(List[Tensor], [])
    stacked = h0.size(2) * self.gates
    i = self.first_product()
    for layer in range(self.decoder_layers):
      from_input = self.product(i, x)
      if layer == 0 and self.context_every_step:
        from_input = from_input + feed.narrow(1, 0, stacked)
      x, c = self.cell(from_input, self.product(i + 1, h0[layer]), h0[layer], c0[layer])
      hs.append(x)
      cs.append(c)
      i = i + 2
    if self.readout:
      x = self.product(i, x)
      if self.context_every_step:
        x = x + feed.narrow(1, stacked, feed.size(1) - stacked)
      x = torch.tanh(x)
      i = i + 1
    return [torch.log_softmax(self.product(i, x), 1), feed, torch.stack(hs), torch.stack(cs)]

  # One step of a cell, from what input and last hidden state give its gates (B, gates * H): h and c.
  def cell(self, from_input: Tensor, from_hidden: Tensor, h: Tensor, c: Tensor) -> Tuple[Tensor, Tensor]:
    if self.gates == 4:
      i, f, g, o = torch.chunk(from_input + from_hidden, 4, 1)
      next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
      return (torch.sigmoid(o) * torch.tanh(next), next)
    if self.gates == 3:
      xr, xz, xn = torch.chunk(from_input, 3, 1)
      hr, hz, hn = torch.chunk(from_hidden, 3, 1)
      n = torch.tanh(xn + torch.sigmoid(xr + hr) * hn)
      return (n + torch.sigmoid(xz + hz) * (h - n), c)
    return (torch.tanh(from_input + from_hidden), c)

  # The best k of each row of log-probabilities (B, V) with some ids forbidden: ids and values (B, k), best first.
  def best(self, log_probs: Tensor, k: int, banned: Tensor) -> List[Tensor]:
    values, ids = torch.topk(log_probs.index_fill(1, banned, float("-inf")), k)
    return [ids, values]

