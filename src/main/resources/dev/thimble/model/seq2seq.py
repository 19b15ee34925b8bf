# TorchScript source of the model: serialized TorchScript, the subset of Python that libtorch compiles at load.
# T source length, U target length, B batch, E embedding, H hidden, C context vector, D readout, V target vocabulary.
# Sequences are time-major; the rows of a source batch stand in order of falling length, and only their real tokens are
# computed: N of them, one after the other, `active` rows at each step.
#
# Every matrix product has a number. In this order: input and hidden product of each layer and direction of the encoder;
# the bridge, hidden (and cell) for each layer of the decoder; what the context vector feeds, to gates and to readout;
# input and hidden product of each layer of the decoder; the readout; the output layer.
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
  embedding_scale : float
  readout : bool
  shared_embedding : bool
  tied_output : bool
  sizes : List[int]
  columns : List[int]
  arithmetic : int
  operands : List[Tensor]
  packed : List[__torch__.torch.classes.quantized.LinearPackedParamsBase]
  limits : List[Tensor]

  # ---- parameters ----

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

  # Matrix and bias of every product, as views: of the parameters, or of their gradient.
  def views(self, w: List[Tensor]) -> List[Tensor]:
    all = annotate(List[Tensor], [])
    at = 1
    for layer in range(self.encoder_layers * self.directions):
      all.extend([w[at], w[at + 2], w[at + 1], w[at + 3]])
      at = at + 4
    if not self.shared_embedding:
      at = at + 1
    for i in range(self.bridges()):
      all.extend([w[at], w[at + 1]])
      at = at + 2
    readout = at + 4 * self.decoder_layers
    width = 0
    if self.context_every_step:
      width = self.directions * self.encoder_size
      all.extend([self.right(w[at], width), w[at + 2], self.right(w[readout], width), w[readout + 1]])
    for layer in range(self.decoder_layers):
      if layer == 0 and width > 0:
        all.extend([self.left(w[at], width), torch.zeros_like(w[at + 2]), w[at + 1], w[at + 3]])
      else:
        all.extend([w[at], w[at + 2], w[at + 1], w[at + 3]])
      at = at + 4
    if self.readout:
      if width > 0:
        all.extend([self.left(w[at], width), torch.zeros_like(w[at + 1])])
      else:
        all.extend([w[at], w[at + 1]])
      at = at + 2
    if self.tied_output:
      all.extend([self.target_embedding(w), w[at]])
    else:
      all.extend([w[at], w[at + 1]])
    return all

  # The same, each matrix in one piece of memory: products by columns cut from a wider one are slow.
  def dense(self, w: List[Tensor]) -> List[Tensor]:
    for i in range(len(w)):
      w[i] = w[i].contiguous()
    return w

  def right(self, matrix: Tensor, width: int) -> Tensor:
    return matrix.narrow(1, matrix.size(1) - width, width)

  def left(self, matrix: Tensor, width: int) -> Tensor:
    return matrix.narrow(1, 0, matrix.size(1) - width)

  def target_embedding(self, w: List[Tensor]) -> Tensor:
    if self.shared_embedding:
      return w[0]
    return w[1 + 4 * self.encoder_layers * self.directions]

  # Number of products in the bridge.
  def bridges(self) -> int:
    if self.copy_bridge:
      return 0
    if self.gates == 4:
      return 2 * self.decoder_layers
    return self.decoder_layers

  # Numbers of the first product of the bridge, of the context vector's feed, and of the decoder.
  def starts(self) -> List[int]:
    bridge = 2 * self.encoder_layers * self.directions
    feed = bridge + self.bridges()
    if self.context_every_step:
      return [bridge, feed, feed + 2]
    return [bridge, feed, feed]

  # ---- products ----

  # Rows x (N, K) times the transpose of a matrix (M, K), plus a bias (M).
  def linear(self, x: Tensor, matrix: Tensor, bias: Optional[Tensor]) -> Tensor:
    if x.dtype == 6:
      return float32_linear(x, matrix, bias)
    return torch.linear(x, matrix, bias)

  # The i-th product of rows x: by the operands given or, if there are none, by those of `prepare`.
  def product(self, w: List[Tensor], i: int, x: Tensor) -> Tensor:
    if len(w) > 0:
      return self.linear(x, w[2 * i], w[2 * i + 1])
    if self.arithmetic == 0 or self.limits[i].size(0) == 0:
      return self.linear(x, self.operands[2 * i], self.operands[2 * i + 1])
    if self.arithmetic == 1:
      return torch.linear(x.to(15), self.operands[2 * i]).to(6).add_(self.operands[2 * i + 1])
    bounded = torch.cat([x, self.limits[i]])
    return ops.quantized.linear_dynamic(bounded, self.packed[i], True).narrow(0, 0, x.size(0))

  # The way back through it: from the gradient dy by its result to that by x, adding to the operands' own.
  def back_product(self, w: List[Tensor], grads: List[Tensor], i: int, x: Tensor, dy: Tensor) -> Tensor:
    self.back_operands(grads, i, x, dy)
    return self.linear(dy, w[2 * i].t(), None)

  def back_operands(self, grads: List[Tensor], i: int, x: Tensor, dy: Tensor) -> None:
    grads[2 * i].add_(self.linear(dy.t(), x.t(), None))
    grads[2 * i + 1].add_(dy.sum([0], dtype=6))

  # Lays out every product of inference, with the weights as they are now, in its arithmetic: 0 float32, 1 bfloat16, 2 int8.
  def prepare(self, flat: Tensor, arithmetic: int) -> Tensor:
    torch.set_grad_enabled(False)
    w = self.cut(flat)
    bridge, feed, decoder = self.starts()
    self.arithmetic = arithmetic
    self.operands = self.dense(self.views(w))
    self.packed = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
    self.limits = annotate(List[Tensor], [])
    if arithmetic != 0:
      for i in range(len(self.operands) // 2):
        bound = 1.0
        if i == decoder:
          bound = self.embedding_scale * float(torch.max(torch.abs(self.target_embedding(w))))
        elif i < 2 * self.directions and i % 2 == 0:
          bound = self.embedding_scale * float(torch.max(torch.abs(w[0])))
        cell = self.gates == 4 and i >= bridge and i < feed and (i - bridge) % 2 == 1
        self.lay_out(i, bound, cell)
    self.operands.append(self.target_embedding(w))
    return flat

  # One product whose rows' values are at most `bound`; if they have no bound, it stays in float32.
  def lay_out(self, i: int, bound: float, unbounded: bool) -> None:
    matrix = self.operands[2 * i]
    if unbounded:
      self.limits.append(torch.zeros([0]))
    else:
      self.limits.append(self.limit(matrix.size(1), bound))
    if self.arithmetic == 2:
      self.packed.append(self.pack(matrix, self.operands[2 * i + 1]))
      if not unbounded:
        self.operands[2 * i] = torch.zeros([0])
    elif not unbounded:
      self.operands[2 * i] = matrix.to(15)

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

  # ---- cells ----

  # In place; if it can be, as 2 sigmoid(2x) - 1: libtorch's sigmoid is its own, its tanh may be MKL's, several times slower on
  # processors that MKL was not made for. bfloat16 has not the digits for that; and only in rows that vectors fill evenly is a value
  # of libtorch's sigmoid the same wherever it stands.
  def tanh(self, x: Tensor) -> Tensor:
    if x.dtype == 6 and x.size(1) % 64 == 0:
      return x.mul_(2.0).sigmoid_().mul_(2.0).sub_(1.0)
    return x.tanh_()

  # One step of a cell, from what input and last hidden state give its gates (B, gates * H): h and c, then what the way back needs.
  def cell(self, from_input: Tensor, from_hidden: Tensor, h: Tensor, c: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    size = h.size(1)
    if self.gates == 4:
      gates = from_hidden.add_(from_input)
      i, f, g, o = torch.chunk(gates, 4, 1)
      gates.narrow(1, 0, 2 * size).sigmoid_()
      self.tanh(g)
      o.sigmoid_()
      next = torch.mul(f, c).addcmul_(i, g)
      inner = self.tanh(next.clone())
      return (torch.mul(o, inner), next, gates, inner)
    if self.gates == 3:
      from_hidden.narrow(1, 0, 2 * size).add_(from_input.narrow(1, 0, 2 * size)).sigmoid_()
      r, z, hn = torch.chunk(from_hidden, 3, 1)
      n = self.tanh(torch.addcmul(from_input.narrow(1, 2 * size, size), r, hn))
      return (torch.lerp(n, h, z), c, from_hidden, n)
    next = self.tanh(from_hidden.add_(from_input))
    return (next, c, next, next)

  # The way back: gradients by from_input and from_hidden, by h apart from the latter, and by c.
  def back_cell(self, dh: Tensor, dc: Tensor, h: Tensor, c: Tensor, gates: Tensor, inner: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    if self.gates == 4:
      i, f, g, o = torch.chunk(gates, 4, 1)
      d = torch.tanh_backward(dh * o, inner).add_(dc)
      parts = [torch.sigmoid_backward(d * g, i), torch.sigmoid_backward(d * c, f), torch.tanh_backward(d * i, g), torch.sigmoid_backward(dh * inner, o)]
      all = torch.cat(parts, 1)
      return (all, all, torch.zeros([0]), d.mul_(f))
    if self.gates == 3:
      r, z, hn = torch.chunk(gates, 3, 1)
      kept = dh * z
      dn = torch.tanh_backward(dh - kept, inner)
      dr = torch.sigmoid_backward(dn * hn, r)
      dz = torch.sigmoid_backward((h - inner).mul_(dh), z)
      return (torch.cat([dr, dz, dn], 1), torch.cat([dr, dz, dn * r], 1), kept, dc)
    d = torch.tanh_backward(dh, inner)
    return (d, d, torch.zeros([0]), dc)

  # A layer in one direction over packed rows x (N, F), by products i and i + 1: outputs (N, H), last h and c (B, H).
  # `also` (N, gates * H) is added to what the input gives, if it is not empty. A row leaves the recurrence at its own end.
  def layer(self, w: List[Tensor], i: int, x: Tensor, also: Tensor, active: List[int], h0: Tensor, c0: Tensor, tape: List[List[Tensor]], keep: bool) -> Tuple[Tensor, Tensor, Tensor]:
    from_input = self.product(w, i, x)
    if also.size(0) > 0:
      from_input.add_(also)
    h = h0
    c = c0
    hs = annotate(List[Tensor], [])
    cs = annotate(List[Tensor], [])
    gates = annotate(List[Tensor], [])
    inners = annotate(List[Tensor], [])
    outputs = annotate(List[Tensor], [])
    ended_h = annotate(List[Tensor], [])
    ended_c = annotate(List[Tensor], [])
    start = 0
    for t in range(len(active)):
      rows = active[t]
      if rows < h.size(0):
        ended_h.append(h.narrow(0, rows, h.size(0) - rows))
        ended_c.append(c.narrow(0, rows, c.size(0) - rows))
        h = h.narrow(0, 0, rows)
        c = c.narrow(0, 0, rows)
      hs.append(h)
      cs.append(c)
      h, c, gate, inner = self.cell(from_input.narrow(0, start, rows), self.product(w, i + 1, h), h, c)
      outputs.append(h)
      if keep:
        gates.append(gate)
        inners.append(inner)
      start = start + rows
    ended_h.append(h)
    ended_c.append(c)
    ended_h.reverse()
    ended_c.reverse()
    if keep:
      tape.extend([[x], hs, cs, gates, inners])
    return (torch.cat(outputs), torch.cat(ended_h), torch.cat(ended_c))

  # The way back, from gradients by outputs (or an empty tensor) and by last h and c: by x, by `also` (N, gates * H), by h0 and c0.
  def back_layer(self, w: List[Tensor], grads: List[Tensor], i: int, dy: Tensor, last_dh: Tensor, last_dc: Tensor, tape: List[List[Tensor]]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    inners = tape.pop()
    gates = tape.pop()
    cs = tape.pop()
    hs = tape.pop()
    x = tape.pop()[0]
    hidden = w[2 * i + 2].t()
    from_input = annotate(List[Tensor], [])
    from_hidden = annotate(List[Tensor], [])
    dh = last_dh.narrow(0, 0, 0)
    dc = last_dc.narrow(0, 0, 0)
    start = x.size(0)
    for back in range(len(hs)):
      t = len(hs) - 1 - back
      rows = hs[t].size(0)
      ended = rows - dh.size(0)
      start = start - rows
      if ended > 0:
        dh = torch.cat([dh, last_dh.narrow(0, rows - ended, ended)])
        dc = torch.cat([dc, last_dc.narrow(0, rows - ended, ended)])
      if dy.size(0) > 0:
        dh = dh + dy.narrow(0, start, rows)
      d_input, d_hidden, kept, dc = self.back_cell(dh, dc, hs[t], cs[t], gates[t], inners[t])
      dh = self.linear(d_hidden, hidden, None)
      if kept.size(0) > 0:
        dh.add_(kept)
      from_input.append(d_input)
      from_hidden.append(d_hidden)
    from_input.reverse()
    dx_gates = torch.cat(from_input)
    by_hidden = dx_gates
    if self.gates == 3:
      from_hidden.reverse()
      by_hidden = torch.cat(from_hidden)
    self.back_operands(grads, i + 1, torch.cat(hs), by_hidden)
    return (self.back_product(w, grads, i, x, dx_gates), dx_gates, dh, dc)

  # Rows with some entries set to zero and the rest scaled up.
  def drop(self, x: Tensor, rate: float, tape: List[List[Tensor]], keep: bool) -> Tensor:
    masks = annotate(List[Tensor], [])
    if rate > 0.0:
      masks.append(torch.empty_like(x).bernoulli_(1.0 - rate).div_(1.0 - rate))
      x = x * masks[0]
    if keep:
      tape.append(masks)
    return x

  def back_drop(self, dx: Tensor, tape: List[List[Tensor]]) -> Tensor:
    masks = tape.pop()
    if len(masks) == 0:
      return dx
    return dx * masks[0]

  # Rows of a table, scaled.
  def embed(self, table: Tensor, ids: Tensor) -> Tensor:
    return torch.embedding(table, ids).mul_(self.embedding_scale)

  # The way back: adds to the table's gradient.
  def back_embed(self, gradient: Tensor, ids: Tensor, dx: Tensor) -> None:
    gradient.index_add_(0, ids, dx, alpha=self.embedding_scale)

  # ---- encoder ----

  # Rows that are still open at each step.
  def active(self, lengths: List[int]) -> List[int]:
    counts = annotate(List[int], [])
    rows = len(lengths)
    for t in range(lengths[0]):
      while lengths[rows - 1] <= t:
        rows = rows - 1
      counts.append(rows)
    return counts

  # Positions of the real tokens in T * B, and the order of them that turns every row round.
  def packing(self, lengths: List[int], active: List[int]) -> Tuple[Tensor, Tensor]:
    rows = len(lengths)
    n = torch.tensor(lengths)
    t = torch.arange(len(active)).unsqueeze(1)
    places = torch.nonzero((t < n.unsqueeze(0)).view([-1])).view([-1])
    counts = torch.tensor(active)
    before = torch.cumsum(counts, 0) - counts
    row = places % rows
    turned = n.index_select(0, row) - 1 - torch.floor_divide(places, rows)
    return (places, before.index_select(0, turned) + row)

  # Context vector (B, C), and each encoder layer's last states, directions joined: h and c (B, directions * H).
  def encoder(self, w: List[Tensor], x0: Tensor, lengths: List[int], active: List[int], turn: Tensor, dropout: float, tape: List[List[Tensor]], keep: bool) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
    x = x0
    none = torch.zeros([0])
    zeros = torch.zeros([len(lengths), self.encoder_size], dtype=x.dtype)
    last_h = annotate(List[Tensor], [])
    last_c = annotate(List[Tensor], [])
    i = 0
    for layer in range(self.encoder_layers):
      y, h, c = self.layer(w, i, x, none, active, zeros, zeros, tape, keep)
      i = i + 2
      if self.directions == 2:
        back, hb, cb = self.layer(w, i, x.index_select(0, turn), none, active, zeros, zeros, tape, keep)
        i = i + 2
        y = torch.cat([y, back.index_select(0, turn)], 1)
        h = torch.cat([h, hb], 1)
        c = torch.cat([c, cb], 1)
      last_h.append(h)
      last_c.append(c)
      if layer + 1 < self.encoder_layers:
        x = self.drop(y, dropout, tape, keep)
    return (last_h[-1], last_h, last_c)

  # The way back, from gradients by every layer's last states: by x0.
  def back_encoder(self, w: List[Tensor], grads: List[Tensor], dh: List[Tensor], dc: List[Tensor], turn: Tensor, tape: List[List[Tensor]]) -> Tensor:
    size = self.encoder_size
    dx = torch.zeros([0])
    i = 2 * self.encoder_layers * self.directions
    for above in range(self.encoder_layers):
      layer = self.encoder_layers - 1 - above
      turned = dx
      dy = dx
      if self.directions == 2:
        if dy.size(0) > 0:
          turned = dx.narrow(1, size, size).index_select(0, turn)
          dy = dx.narrow(1, 0, size)
        i = i - 2
        turned, gates, h, c = self.back_layer(w, grads, i, turned, dh[layer].narrow(1, size, size), dc[layer].narrow(1, size, size), tape)
      i = i - 2
      dx, gates, h, c = self.back_layer(w, grads, i, dy, dh[layer].narrow(1, 0, size), dc[layer].narrow(1, 0, size), tape)
      if self.directions == 2:
        dx = dx + turned.index_select(0, turn)
      if layer > 0:
        dx = self.back_drop(dx, tape)
    return dx

  # The decoder's first states h and c, each (decoder layers, B, H).
  def bridge(self, w: List[Tensor], last_h: List[Tensor], last_c: List[Tensor]) -> Tuple[Tensor, Tensor]:
    if self.copy_bridge:
      return (torch.stack(last_h), torch.stack(last_c))
    i = self.starts()[0]
    hs = annotate(List[Tensor], [])
    cs = annotate(List[Tensor], [])
    for layer in range(self.decoder_layers):
      below = min(layer, self.encoder_layers - 1)
      h = self.tanh(self.product(w, i, last_h[below]))
      i = i + 1
      c = h
      if self.gates == 4:
        c = self.tanh(self.product(w, i, last_c[below]))
        i = i + 1
      hs.append(h)
      cs.append(c)
    return (torch.stack(hs), torch.stack(cs))

  # The way back, from gradients by the first states: adds to those by the encoder's last ones.
  def back_bridge(self, w: List[Tensor], grads: List[Tensor], last: List[List[Tensor]], first: List[Tensor], d_first: List[List[Tensor]], d_last: List[List[Tensor]]) -> None:
    i = self.starts()[0]
    kinds = 1
    if self.gates == 4:
      kinds = 2
    for layer in range(self.decoder_layers):
      below = min(layer, self.encoder_layers - 1)
      for kind in range(kinds):
        d = d_first[kind][layer]
        if not self.copy_bridge:
          d = self.back_product(w, grads, i, last[kind][below], torch.tanh_backward(d, first[kind][layer]))
          i = i + 1
        d_last[kind][below] = d_last[kind][below] + d

  # ---- training ----

  # Readouts (N, D) of a batch under teacher forcing, at the positions `real` of the decoder's inputs `previous` (U, B).
  # `tables`: source and target embeddings, float32. `rates`: embedding dropout, dropout.
  def forward_pass(self, w: List[Tensor], tables: List[Tensor], source: Tensor, lengths: List[int], previous: Tensor, real: Tensor, rates: List[float], tape: List[List[Tensor]], keep: bool) -> Tensor:
    active = self.active(lengths)
    places, turn = self.packing(lengths, active)
    ids = source.view([-1]).index_select(0, places)
    xs = self.drop(self.embed(tables[0], ids), rates[0], tape, keep).to(w[0].dtype)
    vector, last_h, last_c = self.encoder(w, xs, lengths, active, turn, rates[1], tape, keep)
    h0, c0 = self.bridge(w, last_h, last_c)
    context = self.drop(vector, rates[1], tape, keep)
    x = self.drop(self.embed(tables[1], previous.view([-1])), rates[0], tape, keep).to(w[0].dtype)
    steps = previous.size(0)
    rows = previous.size(1)
    bridge, feed, i = self.starts()
    also = torch.zeros([0])
    to_readout = also
    if self.context_every_step:
      also = self.product(w, feed, context).repeat([steps, 1])
      to_readout = self.product(w, feed + 1, context).index_select(0, real % rows)
    every = annotate(List[int], [])
    for t in range(steps):
      every.append(rows)
    for layer in range(self.decoder_layers):
      if layer > 0:
        x = self.drop(x, rates[1], tape, keep)
        also = torch.zeros([0])
      x, h, c = self.layer(w, i, x, also, every, h0[layer], c0[layer], tape, keep)
      i = i + 2
    y = x.index_select(0, real)
    x = y
    if self.readout:
      x = self.product(w, i, y)
      if self.context_every_step:
        x.add_(to_readout)
      x = self.tanh(x)
    if keep:
      tape.extend([last_h, last_c, [h0, c0], [ids, turn], [context, y, x]])
    return self.drop(x, rates[1], tape, keep)

  # The way back from the gradient by the readouts.
  def backward_pass(self, w: List[Tensor], grads: List[Tensor], tables: List[Tensor], d_readouts: Tensor, previous: Tensor, real: Tensor, tape: List[List[Tensor]]) -> None:
    steps = previous.size(0)
    rows = previous.size(1)
    dx = self.back_drop(d_readouts, tape)
    context, y, x = tape.pop()
    ids, turn = tape.pop()
    first = tape.pop()
    last_c = tape.pop()
    last_h = tape.pop()
    bridge, feed, decoder = self.starts()
    i = decoder + 2 * self.decoder_layers
    d_context = torch.zeros_like(context)
    if self.readout:
      dx = torch.tanh_backward(dx, x)
      if self.context_every_step:
        by_row = torch.zeros([rows, dx.size(1)]).index_add_(0, real % rows, dx.to(6)).to(dx.dtype)
        d_context = self.back_product(w, grads, feed + 1, context, by_row)
      dx = self.back_product(w, grads, i, y, dx)
    dx = torch.zeros([steps * rows, dx.size(1)], dtype=dx.dtype).index_copy_(0, real, dx)
    zeros = torch.zeros([rows, dx.size(1)], dtype=dx.dtype)
    d_first_h = annotate(List[Tensor], [])
    d_first_c = annotate(List[Tensor], [])
    for above in range(self.decoder_layers):
      i = i - 2
      dx, gates, dh, dc = self.back_layer(w, grads, i, dx, zeros, zeros, tape)
      d_first_h.append(dh)
      d_first_c.append(dc)
      if i > decoder:
        dx = self.back_drop(dx, tape)
      elif self.context_every_step:
        by_row = gates.view([steps, rows, -1]).sum([0], dtype=6).to(gates.dtype)
        d_context = d_context + self.back_product(w, grads, feed, context, by_row)
    d_first_h.reverse()
    d_first_c.reverse()
    self.back_embed(tables[1], previous.view([-1]), self.back_drop(dx.to(6), tape))
    d_context = self.back_drop(d_context, tape)
    dh = annotate(List[Tensor], [])
    dc = annotate(List[Tensor], [])
    for layer in range(self.encoder_layers):
      dh.append(torch.zeros_like(last_h[layer]))
      dc.append(torch.zeros_like(last_c[layer]))
    dh[self.encoder_layers - 1] = d_context
    self.back_bridge(w, grads, [last_h, last_c], first, [d_first_h, d_first_c], [dh, dc])
    dx = self.back_encoder(w, grads, dh, dc, turn, tape)
    self.back_embed(tables[0], ids, self.back_drop(dx.to(6), tape))

  # Sum of the label-smoothed cross-entropy over the real target tokens, and the gradient of the mean (flat).
  # `rates`: embedding dropout, dropout, label smoothing, scheduled sampling.
  def gradient(self, flat: Tensor, source: Tensor, lengths: List[int], previous: Tensor, gold: Tensor, real: Tensor, rates: List[float], bfloat16: bool, seed: int) -> List[Tensor]:
    torch.set_grad_enabled(False)
    torch.manual_seed(seed)
    exact = self.cut(flat)
    tables = [exact[0], self.target_embedding(exact)]
    w = self.views(exact)
    if bfloat16:
      for i in range(len(w)):
        w[i] = w[i].to(15)
    w = self.dense(w)
    tape = annotate(List[List[Tensor]], [])
    inputs = previous
    if rates[3] > 0.0:
      best = self.guess(w, self.forward_pass(w, tables, source, lengths, previous, real, [0.0, 0.0], tape, False))
      guesses = torch.index_copy(torch.zeros([previous.numel()], dtype=4), 0, real, best).view(previous.size())
      own = torch.cat([previous.narrow(0, 0, 1), guesses.narrow(0, 0, previous.size(0) - 1)], 0)
      take = torch.rand(previous.size()) < rates[3]
      take[0] = False
      inputs = torch.where(take, own, previous)
    x = self.forward_pass(w, tables, source, lengths, inputs, real, rates, tape, True)
    by_flat = torch.zeros_like(flat)
    by_parameter = self.cut(by_flat)
    grads = self.views(by_parameter)
    loss, dx = self.back_output(w, grads, x, gold, rates[2])
    self.backward_pass(w, grads, [by_parameter[0], self.target_embedding(by_parameter)], dx, inputs, real, tape)
    return [loss, by_flat]

  # The output layer and its way back, a chunk of the scores at a time: the summed loss, and the mean's gradient by the readouts (N, D).
  # With q the smoothed target distribution, d loss / d scores = softmax(scores) - q.
  def back_output(self, w: List[Tensor], grads: List[Tensor], x: Tensor, gold: Tensor, smoothing: float) -> Tuple[Tensor, Tensor]:
    matrix = w[-2]
    n = x.size(0)
    v = matrix.size(0)
    mean = 1.0 / float(n)
    loss = torch.zeros([1])
    dbias = torch.zeros([v])
    dx = annotate(List[Tensor], [])
    start = 0
    while start < n:
      rows = min(self.chunk(v), n - start)
      part = x.narrow(0, start, rows)
      answer = gold.narrow(0, start, rows).unsqueeze(1)
      log_probs = torch.log_softmax(self.linear(part, matrix, w[-1]), 1, 6)
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
      dx.append(self.linear(dn, matrix.t(), None))
      grads[-2].add_(self.linear(dn.t(), (part * mean).t(), None))
      start = start + rows
    grads[-1].add_(dbias.mul_(mean))
    return (loss, torch.cat(dx).mul_(mean))

  # Rows of scores that make about 4 million: larger blocks cost the allocator fresh pages every time.
  def chunk(self, v: int) -> int:
    return max(1, 4000000 // v)

  # The likeliest piece (N) of each readout.
  def guess(self, w: List[Tensor], x: Tensor) -> Tensor:
    best = annotate(List[Tensor], [])
    for part in torch.split(x, self.chunk(w[-1].size(0)), 0):
      best.append(self.linear(part, w[-2], w[-1]).argmax(1))
    return torch.cat(best)

  # Sum of the cross-entropy over the real target tokens, without dropout or smoothing.
  def loss(self, flat: Tensor, source: Tensor, lengths: List[int], previous: Tensor, gold: Tensor, real: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    exact = self.cut(flat)
    w = self.dense(self.views(exact))
    tables = [exact[0], self.target_embedding(exact)]
    x = self.forward_pass(w, tables, source, lengths, previous, real, [0.0, 0.0], annotate(List[List[Tensor]], []), False)
    loss = torch.zeros([1])
    start = 0
    for part in torch.split(x, self.chunk(w[-1].size(0)), 0):
      log_probs = torch.log_softmax(self.linear(part, w[-2], w[-1]), 1)
      loss = loss - torch.gather(log_probs, 1, gold.narrow(0, start, part.size(0)).unsqueeze(1)).sum()
      start = start + part.size(0)
    return loss

  # ---- inference ----

  # Context vectors (B, C), and every encoder layer's last h and c.
  def read(self, flat: Tensor, source: Tensor, lengths: List[int]) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
    torch.set_grad_enabled(False)
    active = self.active(lengths)
    places, turn = self.packing(lengths, active)
    x = self.embed(self.cut(flat)[0], source.view([-1]).index_select(0, places))
    return self.encoder(annotate(List[Tensor], []), x, lengths, active, turn, 0.0, annotate(List[List[Tensor]], []), False)

  # Context vectors (B, C), rows taken in the given order.
  def context(self, flat: Tensor, source: Tensor, lengths: List[int], order: Tensor) -> Tensor:
    vectors, last_h, last_c = self.read(flat, source, lengths)
    return vectors.index_select(0, order)

  # A decoder's first state, rows taken in the given order: feed (B, F), h and c (layers, B, H).
  # The feed is what the context vector adds to the first layer's gates and to the readout, the same at every step: (B, gates * H + D), or (B, 0).
  def encode(self, flat: Tensor, source: Tensor, lengths: List[int], order: Tensor) -> List[Tensor]:
    vectors, last_h, last_c = self.read(flat, source, lengths)
    none = annotate(List[Tensor], [])
    h, c = self.bridge(none, last_h, last_c)
    feed = torch.zeros([vectors.size(0), 0])
    if self.context_every_step:
      i = self.starts()[1]
      feed = torch.cat([self.product(none, i, vectors), self.product(none, i + 1, vectors)], 1)
    return self.select(feed, h, c, order, order)

  # The given rows of a decoder's feed, and the given ones of h and c, repeats allowed.
  def select(self, feed: Tensor, h: Tensor, c: Tensor, rows: Tensor, parents: Tensor) -> List[Tensor]:
    return [feed.index_select(0, rows), h.index_select(1, parents), c.index_select(1, parents)]

  # One decoding step of rows (B): readouts (B, D), then the state: feed, and the next h and c (layers, B, H). Rows of a beam often
  # continue the same: what h gives the gates is computed once for each of its rows, and `parents` (B) tells which of these each
  # row continues; none, if each has its own.
  def step(self, previous: Tensor, parents: Tensor, feed: Tensor, h0: Tensor, c0: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(False)
    none = annotate(List[Tensor], [])
    x = self.embed(self.operands[-1], previous)
    hs = annotate(List[Tensor], [])
    cs = annotate(List[Tensor], [])
    stacked = h0.size(2) * self.gates
    i = self.starts()[2]
    for layer in range(self.decoder_layers):
      from_input = self.product(none, i, x)
      if layer == 0 and self.context_every_step:
        from_input.add_(feed.narrow(1, 0, stacked))
      h = h0[layer]
      from_hidden = self.of_parents(self.product(none, i + 1, h), parents)
      if self.gates == 3: # only a GRU goes on with h itself
        h = self.of_parents(h, parents)
      x, c, gates, inner = self.cell(from_input, from_hidden, h, self.of_parents(c0[layer], parents))
      hs.append(x)
      cs.append(c)
      i = i + 2
    if self.readout:
      x = self.product(none, i, x)
      if self.context_every_step:
        x.add_(feed.narrow(1, stacked, feed.size(1) - stacked))
      x = self.tanh(x)
    return [x, feed, torch.stack(hs), torch.stack(cs)]

  # What each row has of its parent's.
  def of_parents(self, x: Tensor, parents: Tensor) -> Tensor:
    if parents.size(0) > 0:
      return x.index_select(0, parents)
    return x

  # Matrix and bias of the output layer for some pieces, and the pieces' ids.
  def output_rows(self, flat: Tensor, ids: Tensor) -> List[Tensor]:
    w = self.views(self.cut(flat))
    return [w[-2].index_select(0, ids), w[-1].index_select(0, ids), ids]

  # Log-probabilities (B, V) after readouts (B, D): of all pieces or, given the output layer's matrix and bias for some, among these.
  def log_probs(self, x: Tensor, among: List[Tensor]) -> Tensor:
    if len(among) > 0:
      scores = self.linear(x, among[0], among[1])
    else:
      scores = self.product(among, len(self.operands) // 2 - 1, x)
    return torch.log_softmax(scores, 1, out=scores)

  # The best k pieces after each readout, some forbidden: ids and log-probabilities (B, k), best first. A few rows at a time, so that
  # their scores stay in the processor's cache.
  def best(self, x: Tensor, among: List[Tensor], k: int, banned: Tensor) -> List[Tensor]:
    ids = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    for part in torch.split(x, 64, 0):
      value, id = self.top(self.log_probs(part, among).index_fill_(1, banned, float("-inf")), k)
      ids.append(id)
      values.append(value)
    return [torch.cat(ids), torch.cat(values)]

  # The largest k of each row (B, V), and where they stand. Of many, only the blocks with the k largest maxima are looked
  # through, which hold them all; which way is taken depends on k and V alone, so that ties fall alike in every batch.
  def top(self, x: Tensor, k: int) -> Tuple[Tensor, Tensor]:
    width = 64
    blocks = x.size(1) // width
    if blocks < 4 * k:
      values, ids = torch.topk(x, k)
      return (values, ids)
    rows = x.size(0)
    whole = blocks * width
    unused, chosen = torch.topk(torch.amax(x.narrow(1, 0, whole).view([rows, blocks, width]), [2]), k)
    ids = (chosen.mul_(width).unsqueeze(2) + torch.arange(width)).view([rows, k * width])
    if whole < x.size(1):
      ids = torch.cat([ids, torch.arange(whole, x.size(1)).expand([rows, x.size(1) - whole])], 1)
    values, at = torch.topk(torch.gather(x, 1, ids), k)
    return (values, torch.gather(ids, 1, at))

  # Log-probabilities (B, V) with some ids forbidden, rows closed, and then single cells set: factor * value + bias. In place if only ids are
  # forbidden.
  def adjusted(self, log_probs: Tensor, banned: Tensor, closed: Tensor, places: Tensor, factors: Tensor, biases: Tensor) -> Tensor:
    if closed.numel() + places.numel() == 0:
      return log_probs.index_fill_(1, banned, float("-inf"))
    a = log_probs.index_fill(1, banned, float("-inf"))
    if closed.numel() > 0:
      a.index_fill_(0, closed, float("-inf"))
    if places.numel() > 0:
      cells = log_probs.reshape([-1]).index_select(0, places) * factors + biases
      a = torch.index_copy(a.view([-1]), 0, places, cells).view(log_probs.size())
    return a

  # As `best`, of adjusted values: ids, the log-probabilities as they were, and the adjusted (B, k).
  def best_adjusted(self, x: Tensor, among: List[Tensor], k: int, banned: Tensor, closed: Tensor, places: Tensor, factors: Tensor, biases: Tensor) -> List[Tensor]:
    log_probs = self.log_probs(x, among)
    values, ids = self.top(self.adjusted(log_probs, banned, closed, places, factors, biases), k)
    return [ids, torch.gather(log_probs, 1, ids), values]

  # One piece after each readout, drawn by its row's key (B); `shape` is temperature and top-p, k is top-k or 0. As `best_adjusted` for k = 1.
  # Rows are taken a few at a time, so that their noise stays in the processor's cache.
  def draw(self, x: Tensor, among: List[Tensor], banned: Tensor, closed: Tensor, places: Tensor, factors: Tensor, biases: Tensor, keys: Tensor, shape: List[float], k: int) -> List[Tensor]:
    log_probs = self.log_probs(x, among)
    a = self.adjusted(log_probs, banned, closed, places, factors, biases)
    pieces = torch.arange(a.size(1))
    if len(among) > 0:
      pieces = among[2]
    hashes = self.hashes(pieces)
    drawn = annotate(List[Tensor], [])
    start = 0
    for part in torch.split(a, 16, 0):
      own = keys.narrow(0, start, part.size(0))
      if k > 0:
        best, at = self.top(part, k)
        drawn.append(torch.gather(at, 1, self.sample(best, self.uniform(own, hashes.take(at)), shape)))
      else:
        drawn.append(self.sample(part, self.uniform(own, hashes), shape))
      start = start + part.size(0)
    ids = torch.cat(drawn)
    return [ids, torch.gather(log_probs, 1, ids), torch.gather(a, 1, ids)]

  # Where in each row the argmax of value / temperature + Gumbel noise stands (B, 1) among the values (B, V) that top-p keeps, given the uniform
  # numbers of the noise. log(u) / probability has the same order, for one logarithm less. Top-p is checked for the argmax alone: it keeps a
  # value if all greater ones have less than p; if not, it keeps no lesser value either. NaN comes first.
  def sample(self, values: Tensor, uniform: Tensor, shape: List[float]) -> Tensor:
    probabilities = torch.softmax(torch.div(values, shape[0]), 1).to(7)
    race = uniform.log_().div_(probabilities)
    unused, found = self.top(race, 1)
    if shape[1] < 1.0:
      lesser = values <= torch.gather(values, 1, found)
      outside = probabilities.masked_fill(lesser, 0.0).sum([1], True) >= shape[1]
      while bool(outside.any()):
        race.masked_fill_(lesser.logical_and_(outside), float("-inf"))
        unused, found = self.top(race, 1)
        lesser = values <= torch.gather(values, 1, found)
        outside = probabilities.masked_fill(lesser, 0.0).sum([1], True) >= shape[1]
    return found

  # As GumbelNoise.uniform, bit for bit, of keys (B) and hashes of pieces (V) or (B, V): (B, V). Products of int64 wrap around as in Java;
  # right shifts copy the sign, so a mask follows each.
  def uniform(self, keys: Tensor, hashes: Tensor) -> Tensor:
    z = torch.bitwise_xor(keys.unsqueeze(1), hashes).mul_(-4658895280553007687)
    z.bitwise_xor_(torch.bitwise_right_shift(z, 32).bitwise_and_(4294967295)).mul_(-7723592293110705685)
    return z.bitwise_right_shift_(12).bitwise_and_(4503599627370495).to(7).add_(0.5).mul_(2.220446049250313e-16)

  # As GumbelNoise.hash.
  def hashes(self, pieces: Tensor) -> Tensor:
    z = pieces + 1
    z.bitwise_xor_(torch.bitwise_right_shift(z, 30).bitwise_and_(17179869183)).mul_(-4658895280553007687)
    z.bitwise_xor_(torch.bitwise_right_shift(z, 27).bitwise_and_(137438953471)).mul_(-7723592293110705685)
    return z.bitwise_xor_(torch.bitwise_right_shift(z, 31).bitwise_and_(8589934591))
