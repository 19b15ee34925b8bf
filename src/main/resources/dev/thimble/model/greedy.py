
  # ---- for libtorch without Thimble: the weights, and greedy search ----

  flat : Tensor
  special : List[int]
  reverse_source : bool

  # Greedy translations of sources, ids without bos and eos on either side. None is longer than twice its source and ten,
  # eos counted, nor than 1,000. Lays out the weights in float32 unless `prepare` was called with another arithmetic.
  def forward(self, sources: List[List[int]]) -> List[List[int]]:
    recording = torch.is_grad_enabled()
    written = annotate(List[List[int]], [])
    limits = annotate(List[int], [])
    opened = 0
    for i in range(len(sources)):
      written.append(annotate(List[int], []))
      limits.append(0)
      if len(sources[i]) > 0:
        limits[i] = min(1000, 2 * len(sources[i]) + 10)
        opened = opened + 1
    pad, unk, bos, eos = self.special
    previous = torch.full([len(sources)], bos, dtype=4)
    state = annotate(List[Tensor], [])
    if opened > 0:
      if len(self.operands) == 0:
        unused = self.prepare(self.flat, 0)
      state = self.encode_lists(sources, pad, eos)
    step = 0
    while opened > 0:
      out = self.step(previous, torch.zeros([0], dtype=4), state[0], state[1], state[2])
      state = [out[1], out[2], out[3]]
      never = [pad, unk, bos]
      if step == 0:
        never = [pad, unk, bos, eos]
      previous = self.best(out[0], annotate(List[Tensor], []), 1, torch.tensor(never))[0].view([-1])
      step = step + 1
      for i in range(len(sources)):
        if limits[i] >= step:
          id = int(previous[i])
          if id != eos:
            written[i].append(id)
          if id == eos or limits[i] == step:
            limits[i] = 0
            opened = opened - 1
    torch.set_grad_enabled(recording)
    return written

  # The encoder's rows stand in order of falling length.
  def encode_lists(self, sources: List[List[int]], pad: int, eos: int) -> List[Tensor]:
    sizes = annotate(List[int], [])
    for source in sources:
      sizes.append(len(source) + 1)
    lengths, order = torch.sort(torch.tensor(sizes), 0, True)
    steps = int(lengths[0])
    ids = torch.full([steps, len(sources)], pad, dtype=4)
    falling = annotate(List[int], [])
    for b in range(len(sources)):
      source = sources[int(order[b])]
      falling.append(len(source) + 1)
      for t in range(len(source)):
        if self.reverse_source:
          ids[t][b] = source[len(source) - 1 - t]
        else:
          ids[t][b] = source[t]
      ids[len(source)][b] = eos
    return self.encode(self.flat, ids, falling, torch.argsort(order))
