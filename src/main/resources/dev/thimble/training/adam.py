# TorchScript source of the optimizer over flat float32 buffers, all updated in place.
class Adam(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Bounds the gradient, then makes one update of Adam (decay added to the gradient) or AdamW (decay apart), and moves the
  # running average. `bounds`: largest entry, largest global norm, 0 for none. `betas`: beta1, beta2, epsilon.
  # Returns the gradient's norm before it was bounded by norm; if that is no finite number, nothing was updated.
  def step(self, parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor, update: int, rate: float, betas: List[float], decay: float, decoupled: bool, bounds: List[float]) -> Tensor:
    torch.set_grad_enabled(False)
    if bounds[0] > 0.0:
      gradient.clamp_(-bounds[0], bounds[0])
    norm = torch.norm(gradient)
    size = float(norm)
    if not (size < float("inf")):
      return norm
    if bounds[1] > 0.0 and size > bounds[1]:
      gradient.mul_(bounds[1] / size)
    if decay > 0.0:
      if decoupled:
        parameters.mul_(1.0 - rate * decay)
      else:
        gradient.add_(parameters, alpha=decay)
    first.lerp_(gradient, 1.0 - betas[0])
    second.mul_(betas[1]).addcmul_(gradient, gradient, value=1.0 - betas[1])
    root = (1.0 - betas[1] ** float(update)) ** 0.5
    divisor = torch.sqrt(second).add_(betas[2] * root)
    parameters.addcdiv_(first, divisor, value=-rate * root / (1.0 - betas[0] ** float(update)))
    return norm

  # average := average + share * (parameters - average)
  def average(self, average: Tensor, parameters: Tensor, share: float) -> Tensor:
    torch.set_grad_enabled(False)
    return average.lerp_(parameters, share)
