module example {
  requires dev.thimble;
}
