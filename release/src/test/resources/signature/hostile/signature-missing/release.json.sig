{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60"
}
