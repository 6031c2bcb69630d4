{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60",
  "signature" : "bGi/aFvCU1qzkDRVmcOsByoTQ02RP4mrd1Gt2530l7MKPhHoRhkvBVQiAT8lZTlNB5auUXu67wTGPfIJjgBtCw=="
}
