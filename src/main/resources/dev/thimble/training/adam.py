# TorchScript source of the optimizer over flat float32 buffers, all updated in place.
class Adam(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Bounds the gradient, then makes one update of Adam (decay added to the gradient) or AdamW (decay apart). `bounds`: largest entry,
  # largest global norm, 0 for none. `betas`: beta1, beta2, epsilon. Each list holds one buffer; they are lists because libtorch takes
  # writes to a list made here for idle work and leaves them out.
  # Returns the gradient's norm before it was bounded by norm; if that is no finite number, nothing was updated.
  def step(self, parameters: List[Tensor], gradient: List[Tensor], first: List[Tensor], second: List[Tensor], update: int, rate: float, betas: List[float], decay: float, decoupled: bool, bounds: List[float]) -> Tensor:
    torch.set_grad_enabled(False)
    if bounds[0] > 0.0:
      gradient[0].clamp_(-bounds[0], bounds[0])
    norm = torch.norm(gradient[0])
    size = float(norm)
    if not (size < float("inf")):
      return norm
    if bounds[1] > 0.0 and size > bounds[1]:
      gradient[0].mul_(bounds[1] / size)
    none = annotate(List[Tensor], [])
    step = torch.full([], float(update))
    if decoupled:
      torch._fused_adamw_(parameters, gradient, first, second, none, [step], lr=rate, beta1=betas[0], beta2=betas[1], weight_decay=decay, eps=betas[2], amsgrad=False, maximize=False)
    else:
      torch._fused_adam_(parameters, gradient, first, second, none, [step], lr=rate, beta1=betas[0], beta2=betas[1], weight_decay=decay, eps=betas[2], amsgrad=False, maximize=False)
    return norm

  # average := average + share * (parameters - average)
  def average(self, average: Tensor, parameters: Tensor, share: float) -> Tensor:
    torch.set_grad_enabled(False)
    return average.lerp_(parameters, share)
