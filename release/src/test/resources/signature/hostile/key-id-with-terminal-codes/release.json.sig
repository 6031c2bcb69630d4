{
  "format" : 1,
  "keyId" : "\u001b]0;owned\u0007",
  "signature" : "bGi/aFvCU1qzkDRVmcOsByoTQ02RP4mrd1Gt2530l7MKPhHoRhkvBVQiAT8lZTlNB5auUXu67wTGPfIJjgBtCw=="
}
