{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60",
  "signature" : "NCCJpHzLFs1QcR9ov/PpcMuJQvBLt7c6l/+gDx7mvuy0o7/2m1xWoYxrbF/RMJNQvMUsDiXvvH328cBk0U/LAw=="
}
