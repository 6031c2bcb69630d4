{
  "format" : 1,
  "keyId" : "ABCDEF0123456789",
  "signature" : "bGi/aFvCU1qzkDRVmcOsByoTQ02RP4mrd1Gt2530l7MKPhHoRhkvBVQiAT8lZTlNB5auUXu67wTGPfIJjgBtCw=="
}
