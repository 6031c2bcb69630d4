{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60",
  "signature" : "Cj4R6EYZLwVUIgE/JWU5TQeWrlF7uu8Exj3yCY4AbQtsaL9oW8JTWrOQNFWZw6wHKhNDTZE/iat3Ua3bnfSXsw=="
}
