------------------------------- MODULE Tables -------------------------------
(***************************************************************************)
(* The tables of package io.holdfast.node.trial; ModelTest compares them    *)
(* cell by cell with what the code does. A cell is the state that follows,  *)
(* with a * for a restart of the machine.                                   *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC

States == <<"idle", "staged", "armed", "trying", "reverting">>

OfRelease ==
     "begin writing" :> <<"idle", "refused", "refused", "refused", "refused">>
  @@ "slot written" :> <<"staged", "refused", "refused", "refused", "refused">>
  @@ "arm" :> <<"refused", "armed*", "refused", "refused", "refused">>
  @@ "what is on trial boots" :> <<"-", "staged*", "trying", "trying", "reverting*">>
  @@ "what is on trial boots ... its last try, no sign" :> <<"-", "staged*", "trying", "reverting*", "reverting*">>
  @@ "what is on trial boots ... a sign of how it ended" :> <<"-", "staged*", "trying", "reverting*", "reverting*">>
  @@ "last known good boots, not tried" :> <<"idle", "staged", "armed*", "armed*", "reverting">>
  @@ "last known good boots, not tried ... for the fourth time in a row" :> <<"idle", "staged", "reverting", "armed*", "reverting">>
  @@ "last known good boots, tried" :> <<"idle", "staged", "armed*", "armed*", "reverting">>
  @@ "last known good boots, tried ... it was the last try" :> <<"idle", "staged", "reverting", "reverting", "reverting">>
  @@ "last known good boots, tried ... a sign of how it ended" :> <<"idle", "staged", "reverting", "reverting", "reverting">>
  @@ "last known good boots, tried ... after two crashes before" :> <<"idle*", "idle*", "reverting", "reverting", "reverting">>
  @@ "recovery boots" :> <<"idle", "staged", "armed", "trying", "reverting">>
  @@ "required check failed" :> <<"refused", "refused", "refused", "reverting*", "refused">>
  @@ "bake time held" :> <<"refused", "refused", "refused", "idle", "refused">>
  @@ "revert requested" :> <<"staged", "idle", "reverting", "reverting*", "refused">>
  @@ "revert finished" :> <<"idle", "staged", "armed", "trying", "idle">>
  @@ "other slot damaged" :> <<"idle", "idle", "reverting", "reverting*", "reverting">>
  @@ "last known good's slot damaged" :> <<"idle*", "staged", "armed", "trying", "reverting">>
  @@ "allow" :> <<"idle", "staged", "armed", "trying", "reverting">>
  @@ "healthy boot measured" :> <<"idle", "staged", "armed", "trying", "reverting">>
  @@ "reset requested" :> <<"idle*", "refused", "refused", "refused", "refused">>

OfContent ==
     "content staged" :> <<"staged", "refused", "refused", "refused", "refused">>
  @@ "arm" :> <<"refused", "armed", "refused", "refused", "refused">>
  @@ "switch begun" :> <<"refused", "refused", "trying", "refused", "refused">>
  @@ "begin writing" :> <<"idle", "refused", "refused", "refused", "refused">>
  @@ "the machine starts" :> <<"idle", "staged", "armed", "armed", "reverting">>
  @@ "the machine starts ... it was the last try" :> <<"idle", "staged", "armed", "reverting", "reverting">>
  @@ "the machine starts ... a sign of how it ended" :> <<"idle", "staged", "armed", "reverting", "reverting">>
  @@ "the machine starts ... after two crashes before" :> <<"idle", "idle", "idle", "reverting", "reverting">>
  @@ "required check failed" :> <<"refused", "refused", "refused", "reverting", "refused">>
  @@ "bake time held" :> <<"refused", "refused", "refused", "idle", "refused">>
  @@ "revert requested" :> <<"staged", "idle", "reverting", "reverting", "refused">>
  @@ "revert finished" :> <<"idle", "staged", "armed", "trying", "idle">>
  @@ "last known good's slot damaged" :> <<"idle*", "idle*", "idle*", "idle*", "idle*">>
  @@ "reset requested" :> <<"idle*", "refused", "refused", "refused", "refused">>

OfStart ==
     "extension staged" :> <<"staged", "refused", "refused", "refused", "refused">>
  @@ "start finds a configuration" :> <<"trying", "staged", "armed", "trying", "reverting">>
  @@ "arm" :> <<"refused", "armed*", "refused", "refused", "refused">>
  @@ "switch begun" :> <<"refused", "refused", "trying", "refused", "refused">>
  @@ "begin writing" :> <<"idle", "refused", "refused", "refused", "refused">>
  @@ "the machine starts" :> <<"idle", "staged", "armed", "armed", "reverting">>
  @@ "the machine starts ... it was the last try" :> <<"idle", "staged", "armed", "reverting", "reverting">>
  @@ "the machine starts ... a sign of how it ended" :> <<"idle", "staged", "armed", "reverting", "reverting">>
  @@ "the machine starts ... after two crashes before" :> <<"idle", "idle", "idle", "reverting", "reverting">>
  @@ "required check failed" :> <<"refused", "refused", "refused", "reverting*", "refused">>
  @@ "bake time held" :> <<"refused", "refused", "refused", "idle", "refused">>
  @@ "revert requested" :> <<"staged", "idle", "reverting", "reverting*", "refused">>
  @@ "revert finished" :> <<"idle", "staged", "armed", "trying", "idle">>
  @@ "last known good's slot damaged" :> <<"idle*", "idle*", "idle*", "idle*", "idle*">>
  @@ "reset requested" :> <<"idle*", "refused", "refused", "refused", "refused">>

(* The table of a release, of content, or of what takes effect at a start alone. *)
Table(what) ==
  CASE what = "release" -> OfRelease
    [] what = "content" -> OfContent
    [] what \in {"configuration", "extension"} -> OfStart

Cell(what, event, trial) == Table(what)[event][CHOOSE i \in 1..5 : States[i] = trial]

(* What is refused is no state, and the model's type invariant says so. *)
After(cell) ==
  CASE cell \in {"idle", "idle*"} -> "idle"
    [] cell \in {"staged", "staged*"} -> "staged"
    [] cell \in {"armed", "armed*"} -> "armed"
    [] cell = "trying" -> "trying"
    [] cell \in {"reverting", "reverting*"} -> "reverting"
    [] OTHER -> cell

Restarts(cell) == cell \in {"idle*", "staged*", "armed*", "reverting*"}

Allowed(cell) == cell \notin {"refused", "-"}
=============================================================================
