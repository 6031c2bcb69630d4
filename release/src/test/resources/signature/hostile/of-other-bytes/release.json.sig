{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60",
  "signature" : "bb/2TAJuONlRk6f6CogMlNWxl6AS52EJ+cOke28Rl2PFYiu51BZrXNRPlTXEePijKWvbbuA4Q+Rf9Xne1HdnCg=="
}
