{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60",
  "signature" : "EPKcp0doep0UenpVfGR0BU0BG5sMhNlnM9KPJHEFufrACaHbdd4/pc9lpYeUgcvIQ4M1BbBE/doHER859XFyDA=="
}
