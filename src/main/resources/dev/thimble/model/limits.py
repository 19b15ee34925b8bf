# What this machine can do at most, to hold a model's speed against.
class Limits(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Products of rows x (N, K) with a matrix (M, K), `times` times over.
  def multiply(self, x: Tensor, matrix: Tensor, bfloat16: bool, times: int) -> Tensor:
    torch.set_grad_enabled(False)
    a = x
    b = matrix
    if bfloat16:
      a = x.to(15)
      b = matrix.to(15)
    y = x
    for i in range(times):
      if bfloat16:
        y = torch.linear(a, b)
      else:
        y = float32_linear(a, b, None)
    return y

  # Reads everything `times` times over.
  def read(self, x: Tensor, times: int) -> Tensor:
    torch.set_grad_enabled(False)
    y = torch.zeros([1])
    for i in range(times):
      y = y + x.sum()
    return y
