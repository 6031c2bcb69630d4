{
  "format" : 1,
  "keyId" : "535cba59b7776483",
  "signature" : "46W5d+DduYsE6K66NLCjPgrx3ujomkZM6ekp+FaEy7iNqE80x5EevKOscooXVGaNCd0gvZk1r1weaYuWHqnsDQ=="
}
