{
  "format" : 1,
  "signature" : "bGi/aFvCU1qzkDRVmcOsByoTQ02RP4mrd1Gt2530l7MKPhHoRhkvBVQiAT8lZTlNB5auUXu67wTGPfIJjgBtCw=="
}
