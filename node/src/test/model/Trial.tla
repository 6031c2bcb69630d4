------------------------------- MODULE Trial -------------------------------
(***************************************************************************)
(* One change of a node, from its arrival to its end: the loader, the       *)
(* durable state, the steps that follow from it, deaths of every kind, and  *)
(* losses of power between any two writes. The two tables below are those   *)
(* of package io.holdfast.node.trial; ModelTest compares them cell by cell  *)
(* with what the code does, and has TLC look at every reachable state.      *)
(*                                                                         *)
(* A cell is the state that follows, with a * for a restart of the machine. *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC

CONSTANTS
  Tries,      \* boots that a trial may begin
  Cuts,       \* losses of power
  Finishing   \* restarts in a row to finish a switch

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

VARIABLES
  content,   \* TRUE if the change is content, FALSE if it is a release
  kind,      \* how it behaves: see Kinds
  trial,     \* durable: one of States
  tries,     \* durable: boots left, the one under way included
  finishing, \* durable: restarts in a row to finish the switch
  crashes,   \* durable: bad ends of the last known good in a row
  fate,      \* durable: open, committed, barred, withdrawn
  entry,     \* durable: the loader's entry of the change
  link,      \* durable: which content is read, old or new
  sign,      \* durable: the last boot left a sign of how it ended
  running,   \* off, old or new: what the loader started
  phase,     \* booting, or up once the early start has settled the trial
  same,      \* the trial began in this boot
  todo,      \* steps that follow from the state; lost with the power
  cuts,      \* losses of power left
  person     \* a person asked for a revert

vars == <<content, kind, trial, tries, finishing, crashes, fate, entry, link, sign, running,
          phase, same, todo, cuts, person>>

(* good; its check fails; the machine dies before its agent starts or later, with a sign or
   without; the loader never sees its entry; good until it is committed, and crashing then *)
Kinds == {"good", "sick", "panics early", "dies early", "panics", "dies", "overlooked", "turns"}

Cell(event) ==
  LET row == IF content THEN OfContent[event] ELSE OfRelease[event]
  IN  row[CHOOSE i \in 1..5 : States[i] = trial]

After(cell) ==
  CASE cell \in {"idle", "idle*"} -> "idle"
    [] cell \in {"staged", "staged*"} -> "staged"
    [] cell \in {"armed", "armed*"} -> "armed"
    [] cell = "trying" -> "trying"
    [] cell \in {"reverting", "reverting*"} -> "reverting"

Restarts(cell) == cell \in {"idle*", "staged*", "armed*", "reverting*"}

Allowed(event) == Cell(event) \notin {"refused", "-"}

(* What is to be done, in its order, once the state says so. *)
Steps(cell) ==
  IF content
  THEN <<"activate">> \o (IF After(cell) = "reverting" THEN <<"finish">> ELSE <<>>)
  ELSE <<"reconcile">>
       \o (IF Restarts(cell) THEN <<"reboot">>
           ELSE IF After(cell) = "reverting" THEN <<"finish">> ELSE <<>>)

Init ==
  /\ content \in BOOLEAN
  /\ kind \in Kinds
  /\ (content => kind \notin {"panics early", "dies early", "overlooked"})
  /\ trial = "idle" /\ tries = 0 /\ finishing = 0 /\ crashes = 0 /\ fate = "open"
  /\ entry = "absent" /\ link = "old" /\ sign = FALSE
  /\ running = "off" /\ phase = "booting" /\ same = FALSE /\ todo = <<>>
  /\ cuts = Cuts /\ person = FALSE

Down == running' = "off" /\ phase' = "booting" /\ same' = FALSE /\ todo' = <<>>

(* The loader: what has a try left or is settled, the newest first; counts the try it uses up. *)
Load ==
  /\ running = "off"
  /\ IF entry = "untried" /\ kind # "overlooked"
     THEN running' = "new" /\ entry' = "tried"
     ELSE /\ running' = IF entry = "settled" THEN "new" ELSE "old"
          /\ UNCHANGED entry
  /\ UNCHANGED <<content, kind, trial, tries, finishing, crashes, fate, link, sign, phase, same,
                 todo, cuts, person>>

(* A release that is on trial dies before its agent starts. *)
DieEarly ==
  /\ running = "new" /\ phase = "booting" /\ fate # "committed"
  /\ kind \in {"panics early", "dies early"}
  /\ sign' = (sign \/ kind = "panics early")
  /\ Down
  /\ UNCHANGED <<content, kind, trial, tries, finishing, crashes, fate, entry, link, cuts, person>>

BootEvent ==
  IF content
  THEN CASE sign /\ crashes = 2 -> "the machine starts ... after two crashes before"
         [] sign /\ crashes < 2 -> "the machine starts ... a sign of how it ended"
         [] ~sign /\ tries = 1 -> "the machine starts ... it was the last try"
         [] OTHER -> "the machine starts"
  ELSE IF running = "new" /\ trial # "idle"
  THEN CASE sign -> "what is on trial boots ... a sign of how it ended"
         [] ~sign /\ tries = 1 -> "what is on trial boots ... its last try, no sign"
         [] OTHER -> "what is on trial boots"
  ELSE CASE sign /\ crashes = 2 -> "last known good boots, tried ... after two crashes before"
         [] sign /\ crashes < 2 -> "last known good boots, tried ... a sign of how it ended"
         [] ~sign /\ entry = "tried" /\ tries = 1 ->
              "last known good boots, tried ... it was the last try"
         [] ~sign /\ entry = "tried" /\ tries # 1 -> "last known good boots, tried"
         [] ~sign /\ entry # "tried" /\ finishing >= Finishing ->
              "last known good boots, not tried ... for the fourth time in a row"
         [] OTHER -> "last known good boots, not tried"

(* The third crash of what was committed: the generation before takes its place. *)
Breaks == sign /\ crashes = 2 /\ trial = "idle" /\ fate = "committed"

(* The other table of the package, what runs while nothing is on trial: an entry of what was given
   up is nobody's, and the older one runs only if a commit was interrupted. *)
Leaves ==
  /\ ~content /\ trial = "idle"
  /\ \/ running = "new" /\ fate \in {"barred", "withdrawn"}
     \/ running = "old" /\ fate = "committed"

EarlyStart ==
  /\ running # "off" /\ phase = "booting"
  /\ ~(running = "new" /\ fate # "committed" /\ kind \in {"panics early", "dies early"})
  /\ Allowed(BootEvent)
  /\ LET cell == Cell(BootEvent)
         next == After(cell)
         died == trial = "trying" \/ (trial = "armed" /\ entry = "tried" /\ running = "old")
     IN  /\ trial' = next
         /\ tries' = IF next \in {"armed", "trying"} /\ died /\ tries > 1 THEN tries - 1 ELSE tries
         /\ finishing' = IF trial = "armed" /\ next = "armed" /\ Restarts(cell) /\ entry # "tried"
                         THEN finishing + 1 ELSE 0
         /\ same' = (next = "trying")
         /\ IF Breaks
            THEN /\ fate' = "barred" /\ crashes' = 0
                 /\ todo' = IF content THEN <<"activate">> ELSE <<"reconcile", "reboot">>
            ELSE /\ fate' = fate
                 /\ crashes' = IF sign /\ trial = "idle" /\ fate = "committed"
                               THEN crashes + 1 ELSE crashes
                 /\ todo' = IF Leaves THEN <<"reconcile", "reboot">> ELSE Steps(cell)
  /\ sign' = FALSE /\ phase' = "up"
  /\ UNCHANGED <<content, kind, entry, link, running, cuts, person>>

Reconcile ==
  entry' = IF content THEN "absent"
           ELSE CASE fate = "committed" -> "settled"
                  [] fate # "committed" /\ trial = "armed" -> "untried"
                  [] fate # "committed" /\ trial = "trying" -> "tried"
                  [] OTHER -> "absent"

Activate ==
  link' = IF content /\ (fate = "committed" \/ (trial = "trying" /\ same)) THEN "new" ELSE "old"

DoStep ==
  /\ phase = "up" /\ todo # <<>>
  /\ LET step == Head(todo) IN
     CASE step = "reconcile" ->
            /\ Reconcile /\ todo' = Tail(todo)
            /\ UNCHANGED <<trial, fate, link, running, phase, same>>
       [] step = "activate" ->
            /\ Activate /\ todo' = Tail(todo)
            /\ UNCHANGED <<trial, fate, entry, running, phase, same>>
       [] step = "finish" ->
            /\ trial' = After(Cell("revert finished"))
            /\ fate' = IF person THEN "withdrawn" ELSE "barred"
            /\ todo' = Tail(todo)
            /\ UNCHANGED <<entry, link, running, phase, same>>
       [] step = "reboot" ->
            /\ Down /\ UNCHANGED <<trial, fate, entry, link>>
  /\ UNCHANGED <<content, kind, tries, finishing, crashes, sign, cuts, person>>

Ready == phase = "up" /\ todo = <<>>

Decide(event) == Ready /\ Allowed(event) /\ trial' = After(Cell(event))

Stage ==
  /\ fate = "open" /\ running = "old"
  /\ Decide(IF content THEN "content staged" ELSE "slot written")
  /\ UNCHANGED <<content, kind, tries, finishing, crashes, fate, entry, link, sign, running,
                 phase, same, todo, cuts, person>>

Arm ==
  /\ trial = "staged" /\ Decide("arm")
  /\ tries' = Tries /\ finishing' = 0
  /\ todo' = IF content THEN <<>> ELSE <<"reconcile", "reboot">>
  /\ UNCHANGED <<content, kind, crashes, fate, entry, link, sign, running, phase, same, cuts,
                 person>>

BeginSwitch ==
  /\ content /\ trial = "armed" /\ Decide("switch begun")
  /\ same' = TRUE /\ todo' = <<"activate">>
  /\ UNCHANGED <<content, kind, tries, finishing, crashes, fate, entry, link, sign, running,
                 phase, cuts, person>>

Tried == Ready /\ trial = "trying" /\ same

Commit ==
  /\ Tried /\ kind \in {"good", "turns", "overlooked"} /\ Decide("bake time held")
  /\ fate' = "committed" /\ crashes' = 0
  /\ todo' = IF content THEN <<>> ELSE <<"reconcile">>
  /\ UNCHANGED <<content, kind, tries, finishing, entry, link, sign, running, phase, same, cuts,
                 person>>

FailCheck ==
  /\ Tried /\ kind = "sick" /\ Decide("required check failed")
  /\ todo' = Steps(Cell("required check failed"))
  /\ UNCHANGED <<content, kind, tries, finishing, crashes, fate, entry, link, sign, running,
                 phase, same, cuts, person>>

(* It dies while it is watched, or long after it was committed. *)
Die ==
  /\ Ready
  /\ \/ trial = "trying" /\ same /\ kind \in {"panics", "dies"}
     \/ kind = "turns" /\ fate = "committed" /\ (IF content THEN link = "new" ELSE running = "new")
  /\ sign' = (kind # "dies")
  /\ Down
  /\ UNCHANGED <<content, kind, trial, tries, finishing, crashes, fate, entry, link, cuts, person>>

AskForRevert ==
  /\ ~person /\ fate = "open" /\ trial # "idle" /\ Decide("revert requested")
  /\ person' = TRUE
  /\ fate' = IF trial = "staged" THEN "withdrawn" ELSE fate
  /\ todo' = IF trial = "staged" THEN <<>> ELSE Steps(Cell("revert requested"))
  /\ UNCHANGED <<content, kind, tries, finishing, crashes, entry, link, sign, running, phase,
                 same, cuts>>

CutPower ==
  /\ cuts > 0 /\ running # "off"
  /\ cuts' = cuts - 1 /\ Down
  /\ UNCHANGED <<content, kind, trial, tries, finishing, crashes, fate, entry, link, sign, person>>

Machine ==
  \/ Load \/ DieEarly \/ EarlyStart \/ DoStep \/ Stage \/ Arm \/ BeginSwitch \/ Commit
  \/ FailCheck \/ Die

Next == Machine \/ AskForRevert \/ CutPower

(* What the machine can do it does, in the end; power and persons owe nothing. *)
Spec == Init /\ [][Next]_vars /\ WF_vars(Machine)

-----------------------------------------------------------------------------
TypeOK ==
  /\ trial \in {States[i] : i \in 1..5}
  /\ tries \in 0..Tries /\ finishing \in 0..Finishing /\ crashes \in 0..2
  /\ fate \in {"open", "committed", "barred", "withdrawn"}
  /\ entry \in {"absent", "untried", "tried", "settled"}

(* Every boot is answered, whatever was going on. *)
NoBootIsRefused == running # "off" /\ phase = "booting" => Allowed(BootEvent)

OnlyGoodCommits == fate = "committed" => kind \in {"good", "turns", "overlooked"}

(* A loss of power costs a try at most, so a good change survives fewer of them than it has. *)
GoodSurvives == kind = "good" /\ ~person => fate # "barred"

(* What failed may be started once more if the power goes before its entry does, and is left. *)
WhatFailedDoesNotStay == fate = "barred" /\ Ready => running # "new" /\ link # "new"

NoStartReadsWhatIsNotProven ==
  Ready /\ link = "new" => fate = "committed" \/ (trial = "trying" /\ same)

(* What is on trial is counted by the loader, so that it cannot start for ever by itself. *)
OnTrialIsCounted == entry = "settled" => fate \in {"committed", "barred"}

Settles == <>[](trial = "idle")
EndsSomehow == <>(fate # "open")
GoodIsTaken == (kind = "good" => <>(fate \in {"committed", "withdrawn"}))
BadIsUndone == (kind \notin {"good", "overlooked"} => <>(fate \in {"barred", "withdrawn"}))
=============================================================================
