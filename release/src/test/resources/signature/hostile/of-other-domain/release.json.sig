{
  "format" : 1,
  "keyId" : "06e3fd8fda29bb60",
  "signature" : "/ohVIm1jPX8KCbLKkASGx7Bt+V7UZC3JTPh4gKmJeUOwBBFNSYEUbHB2aikKWWgHn+MBue7Ro9Q6hAiI6x1QDw=="
}
