------------------------------- MODULE Trial -------------------------------
(***************************************************************************)
(* Changes of a node, from their arrival to their end: the loader, the      *)
(* durable state, the steps that follow from it, deaths of every kind,      *)
(* damage of slots, recovery, the queue, and losses of power between any    *)
(* two writes. What follows from an event is in Tables.tla, what an early   *)
(* start makes of what it finds in Verdicts.tla. The constants              *)
(* choose how much of all that happens in one check: all of it at once is   *)
(* more than a test has time for. Trial.cfg has one change of every kind;   *)
(* ModelTest has TLC look through it and through other choices.             *)
(***************************************************************************)
EXTENDS Verdicts

CONSTANTS
  Whats,      \* what they may change
  Kinds,      \* how they may behave, see FitsItsKind
  Tries,      \* boots that a trial may begin
  Cuts,       \* losses of power
  Wishes,     \* whether a person asks for a revert: 0 or 1
  Rots        \* slots that become damaged

VARIABLES
  kind,     \* of each change: how it behaves
  state,    \* the durable state, see Init
  file,     \* durable: the configuration that lies there, 0 for that of the beginning
  once,     \* durable: the loader starts recovery at the next start
  bytes,    \* durable: of each slot, whose bytes it has
  rot,      \* durable: of each slot, if and when a start meets damage: no, early, late
  using,    \* the changes beside the release that are in use
  running,  \* Off, Recovery, or the entry that the loader started
  phase,    \* booting; up once the early start is settled; moved if recovery found something whole
  same,     \* the trial began in this boot
  todo,     \* steps that follow from the state; lost with the power
  cuts,     \* losses of power left
  rots,     \* damages left
  asked,    \* a person asked for a revert
  proven    \* what was ever committed: entry and parts

world == <<what, kind>>
disk == <<file, entries, once, bytes, rot>>
traces == <<sign, about>>
boot == <<running, phase, same>>
luck == <<cuts, rots, asked>>
vars == <<world, state, disk, traces, using, boot, todo, luck, proven>>

-----------------------------------------------------------------------------
FitsItsKind(c) ==
  (* good; its check fails; the machine dies before its agent starts or later, with a sign or
     without; the loader never sees its entry; good until it is committed, and crashing then *)
  /\ kind[c] \in {"good", "sick", "panics early", "dies early", "panics", "dies", "overlooked", "turns"}
  /\ what[c] # "release" => kind[c] \notin {"panics early", "dies early", "overlooked"}

Init ==
  /\ what \in [All -> Whats]
  /\ kind \in [All -> Kinds]
  /\ \A c \in All : FitsItsKind(c)
  /\ state = [
       trial |-> "idle",    \* one of States
       on |-> 0,            \* the change on trial
       why |-> "failed",    \* it reverts: failed, person, overtaken
       tries |-> 0,         \* boots left, the one under way included
       finishing |-> 0,     \* restarts in a row to finish the switch
       crashes |-> 0,       \* bad ends of the last known good in a row
       held |-> <<[entry |-> 0, slot |-> "A", parts |-> {}],
                  [entry |-> 1, slot |-> "B", parts |-> {}]>>,
       slots |-> [slot \in Slots |-> "holds"],  \* or damaged, or unfinished
       writing |-> 0,       \* the release whose slot is unfinished
       queue |-> <<>>,
       staged |-> <<>>,     \* entries of the releases that ever were, in their order
       \* away, open, waits, taken; committed; and what is over: barred, withdrawn by a person,
       \* overtaken, lost with a slot or a suspect, replaced in the queue, left out of it
       fate |-> [c \in All |-> "away"]]
  /\ file = 0
  /\ entries = [e \in Entries |-> IF e \in {0, 1} THEN "settled" ELSE "absent"]
  /\ once = FALSE
  /\ bytes = [slot \in Slots |-> IF slot = "A" THEN 0 ELSE 1]
  /\ rot = [slot \in Slots |-> "no"]
  /\ sign = "none" /\ about = Unknown
  /\ using = {}
  /\ running = Off /\ phase = "booting" /\ same = FALSE /\ todo = <<>>
  /\ cuts = Cuts /\ rots = Rots /\ asked = (Wishes = 0)
  /\ proven = {[entry |-> 0, parts |-> {}], [entry |-> 1, parts |-> {}]}

(* Links outlive a start; what takes effect at one does not. *)
Down ==
  /\ running' = Off /\ phase' = "booting" /\ same' = FALSE /\ todo' = <<>>
  /\ using' = {c \in using : ~FromStart(c)}

Leaves(how) == sign' = how /\ about' = running

SlotOf(entry) == {slot \in Slots : bytes[slot] = entry}
IsRotten(entry, when) == \E slot \in SlotOf(entry) : rot[slot] \in when

(* Generations are numbered in the order in which they are staged. *)
Number(entry) ==
  IF entry \in {0, 1} THEN entry ELSE 1 + CHOOSE i \in 1..Len(state.staged) : state.staged[i] = entry

(* The loader: what has a try left or is settled, the newest first; counts the try it uses up.
   What is exhausted comes after recovery. *)
Load ==
  /\ running = Off
  /\ LET sees == {e \in Entries : \/ entries[e] = "settled"
                                  \/ (entries[e] = "untried" /\ kind[e - 1] # "overlooked")}
         first == CHOOSE e \in sees : \A other \in sees : Number(other) <= Number(e)
         chosen == IF once \/ sees = {} THEN Recovery ELSE first
     IN /\ running' = chosen
        /\ about' = IF chosen = Recovery THEN Unknown ELSE about
        /\ entries' = IF chosen # Recovery /\ entries[chosen] = "untried"
                      THEN [entries EXCEPT ![chosen] = "tried"] ELSE entries
  /\ once' = FALSE
  /\ UNCHANGED <<world, state, file, bytes, rot, sign, using, phase, same, todo, luck, proven>>

(* A settled entry whose root refused a block in the boot before. *)
MustSetAside == sign = "verity" /\ about = running /\ entries[running] = "settled"

SetAside ==
  /\ running \in Entries /\ phase = "booting" /\ MustSetAside
  /\ entries' = [entries EXCEPT ![running] = "tried"]
  /\ Down
  /\ UNCHANGED <<world, state, file, once, bytes, rot, traces, luck, proven>>

DiesEarly ==
  \E c \in All : /\ what[c] = "release" /\ running = EntryOf(c)
                 /\ state.fate[c] # "committed" /\ kind[c] \in {"panics early", "dies early"}

(* A release that is on trial dies before its agent starts, or verity refuses its first blocks. *)
DieEarly ==
  /\ running \in Entries /\ phase = "booting" /\ ~MustSetAside
  /\ \/ /\ IsRotten(running, {"early"}) /\ Leaves("verity")
     \/ /\ DiesEarly /\ ~IsRotten(running, {"early"})
        /\ IF kind[running - 1] = "panics early" THEN Leaves("sign") ELSE UNCHANGED traces
  /\ Down
  /\ UNCHANGED <<world, state, disk, luck, proven>>

EarlyStart ==
  /\ running # Off /\ phase = "booting"
  /\ phase' = "up"
  /\ IF running = Recovery
     THEN UNCHANGED <<state, todo, traces, same>>
     ELSE /\ ~MustSetAside /\ ~DiesEarly /\ ~IsRotten(running, {"early"})
          /\ LET verdict == Verdict(state, running)
             IN /\ state' = verdict.state
                /\ todo' = verdict.steps \o <<"begin", "place">>
                /\ same' = (verdict.state.trial = "trying")
          /\ sign' = "none" /\ about' = Unknown
  /\ UNCHANGED <<world, disk, using, running, luck, proven>>

-----------------------------------------------------------------------------
(* Which entries there shall be. *)
Wanted(entry) ==
  LET older == Older(state)
  IN CASE entry = Good(state).entry -> "settled"
       [] entry # Good(state).entry /\ older # <<>> /\ older[Len(older)].entry = entry
            /\ (~IsBarred(state, entry) \/ ~IsWhole(state)) -> "settled"
       [] state.on # 0 /\ ~InPlace(state) /\ EntryOf(state.on) = entry /\ state.trial = "armed" -> "untried"
       [] state.on # 0 /\ ~InPlace(state) /\ EntryOf(state.on) = entry /\ state.trial = "trying" -> "tried"
       [] OTHER -> "absent"

Finish ==
  LET s == state
      cell == Cell(what[s.on], "revert finished", s.trial)
      fates == "failed" :> "barred" @@ "person" :> "withdrawn" @@ "overtaken" :> "overtaken"
      over == [s EXCEPT !.trial = After(cell), !.on = 0, !.finishing = 0, !.fate[s.on] = fates[s.why]]
  IN IF ~IsWhole(over) /\ Refuge(over) # <<>> THEN GoodIsDamaged(over, running) ELSE Change(over, Loader)

(* What lies there, is not in use, and did not fail here. *)
IsFound ==
  /\ file # 0 /\ file \notin Good(state).parts /\ state.fate[file] \notin {"barred", "withdrawn"}
  /\ IsWhole(state) /\ running = Good(state).entry

Begun(c, event) ==
  [state EXCEPT !.trial = After(Cell(what[c], event, state.trial)), !.on = c, !.fate[c] = "taken",
                !.tries = IF state.trial = "idle" THEN Tries ELSE @]

DoStep ==
  /\ phase # "booting" /\ todo # <<>>
  /\ LET step == Head(todo)
         done == todo' = Tail(todo) /\ UNCHANGED boot
     IN
     CASE step = "make" ->
            /\ entries' = [e \in Entries |-> IF Wanted(e) # "absent" THEN Wanted(e) ELSE entries[e]]
            /\ done /\ UNCHANGED <<state, once, bytes, rot, using>>
       [] step = "remove" ->
            /\ entries' = [e \in Entries |-> Wanted(e)]
            /\ done /\ UNCHANGED <<state, once, bytes, rot, using>>
       [] step = "activate" ->
            /\ using' = {c \in PartsOf(state, running) : ~FromStart(c)} \union {c \in using : FromStart(c)}
            /\ done /\ UNCHANGED <<state, entries, once, bytes, rot>>
       [] step = "finish" ->
            /\ state' = Finish.state /\ todo' = Finish.steps \o Tail(todo)
            /\ UNCHANGED <<boot, entries, once, bytes, rot, using>>
       [] step = "begin" ->
            /\ IF InPlace(state) /\ FromStart(state.on) /\ state.trial = "armed"
                  /\ running = Good(state).entry
               THEN state' = Begun(state.on, "switch begun") /\ same' = TRUE
               ELSE IF IsFound /\ state.trial = "idle"
               THEN state' = Begun(file, "start finds a configuration") /\ same' = TRUE
               ELSE UNCHANGED <<state, same>>
            /\ todo' = Tail(todo)
            /\ UNCHANGED <<running, phase, entries, once, bytes, rot, using>>
       [] step = "place" ->
            /\ using' = PartsOf(state, running)
            /\ done /\ UNCHANGED <<state, entries, once, bytes, rot>>
       [] step = "spoil" ->
            /\ bytes' = [bytes EXCEPT ![Other(Good(state).slot)] = Nothing]
            /\ rot' = [rot EXCEPT ![Other(Good(state).slot)] = "no"]
            /\ done /\ UNCHANGED <<state, entries, once, using>>
       [] step = "write" ->
            /\ bytes' = [bytes EXCEPT ![Other(Good(state).slot)] = EntryOf(state.writing)]
            /\ done /\ UNCHANGED <<state, entries, once, rot, using>>
       [] step = "choose recovery" ->
            /\ once' = TRUE
            /\ done /\ UNCHANGED <<state, entries, bytes, rot, using>>
       [] step = "reboot" ->
            /\ Down /\ UNCHANGED <<state, entries, once, bytes, rot>>
  /\ UNCHANGED <<world, file, traces, luck, proven>>

-----------------------------------------------------------------------------
Ready == phase # "booting" /\ todo = <<>>
GoodRuns == Ready /\ running = Good(state).entry
InUse(c) == running \in Entries /\ (c \in using \/ (what[c] = "release" /\ running = EntryOf(c)))

(* A decision: the state, and the steps that follow. *)
Decides(change) ==
  /\ state' = change.state /\ todo' = change.steps
  /\ UNCHANGED <<world, disk, traces, using, boot, luck, proven>>

(* Something is on trial: it waits, and what waits of the same thing gives way. *)
Enqueued(s, c) ==
  LET old == {i \in 1..Len(s.queue) : what[s.queue[i]] = what[c]}
      at == CHOOSE i \in old : TRUE
  IN IF old = {} THEN [s EXCEPT !.queue = Append(@, c), !.fate[c] = "waits"]
     ELSE IF s.queue[at] > c THEN [s EXCEPT !.fate[c] = "left out"]
     ELSE [s EXCEPT !.queue[at] = c, !.fate[c] = "waits", !.fate[s.queue[at]] = "replaced"]

Arrive(c) ==
  /\ Ready /\ running \in Entries
  /\ \A earlier \in All : earlier < c => state.fate[earlier] \notin {"away", "open"}
  /\ IF what[c] = "configuration"
     THEN /\ state.fate[c] = "away" /\ file < c
          /\ file' = c
          /\ state' = [state EXCEPT !.fate[c] = "open"]
     ELSE /\ \/ state.fate[c] = "away"
             \/ state.fate[c] = "open" /\ state.trial # "idle"
          /\ state' = IF state.trial = "idle" THEN [state EXCEPT !.fate[c] = "open"]
                      ELSE Enqueued(state, c)
          /\ UNCHANGED file
  /\ UNCHANGED <<world, entries, once, bytes, rot, traces, using, boot, todo, luck, proven>>

(* Nobody finds a changed configuration but a start. *)
RestartForIt ==
  /\ GoodRuns /\ state.trial = "idle" /\ IsFound
  /\ Down
  /\ UNCHANGED <<world, state, disk, traces, luck, proven>>

Without(queue, c) == SelectSeq(queue, LAMBDA q : q # c)
IsNext(c) ==
  IF c = 0 THEN FALSE
  ELSE state.fate[c] = "open" \/ (state.fate[c] = "waits" /\ Head(state.queue) = c)

(* It is its turn: content is staged and armed in one write, a release is written first. *)
Take(c) ==
  /\ GoodRuns /\ state.trial = "idle"
  /\ what[c] # "configuration"
  /\ IsNext(c)
  /\ IF what[c] = "release"
     THEN LET target == Other(Good(state).slot)
          IN /\ Allowed(Cell("release", "begin writing", "idle"))
             /\ IF state.writing = c THEN bytes[target] # EntryOf(c)
                ELSE ~IsNext(state.writing)
             /\ Decides(Change([state EXCEPT !.slots[target] = "unfinished", !.writing = c,
                                             !.held = Outside(state, target)],
                               Loader \o <<"spoil", "write">>))
     ELSE LET staged == Cell(what[c], IF what[c] = "content" THEN "content staged" ELSE "extension staged", "idle")
              armed == Cell(what[c], "arm", After(staged))
          IN /\ Allowed(staged) /\ Allowed(armed)
             /\ Decides(Change([state EXCEPT !.trial = After(armed), !.on = c, !.fate[c] = "taken",
                                             !.queue = Without(@, c), !.tries = Tries, !.finishing = 0],
                               IF Restarts(armed) THEN <<"reboot">> ELSE <<>>))

(* What was to be taken is refused by now, and the history says why. *)
LeaveOut ==
  /\ GoodRuns /\ state.trial = "idle" /\ state.queue # <<>>
  /\ Decides(Change([state EXCEPT !.queue = Tail(@), !.fate[Head(state.queue)] = "left out"], <<>>))

Stage(c) ==
  LET target == Other(Good(state).slot)
      cell == Cell("release", "slot written", state.trial)
  IN /\ GoodRuns /\ state.writing = c /\ bytes[target] = EntryOf(c) /\ Allowed(cell)
     /\ IsNext(c)
     /\ Decides(Change([state EXCEPT !.trial = After(cell), !.on = c, !.fate[c] = "taken",
                                     !.queue = Without(@, c), !.slots[target] = "holds", !.writing = 0,
                                     !.staged = Append(@, EntryOf(c))], <<>>))

(* It is read again first, and found to be what was written. *)
Arm ==
  /\ GoodRuns /\ state.trial = "staged" /\ rot[OnTrial(state).slot] = "no"
  /\ LET cell == Cell("release", "arm", "staged")
     IN Allowed(cell) /\ Decides(Change([state EXCEPT !.trial = After(cell), !.tries = Tries, !.finishing = 0],
                                        Loader \o <<"reboot">>))

(* Or it is not, and is given up. *)
FindDamage ==
  /\ GoodRuns /\ state.trial = "staged"
  /\ LET slot == OnTrial(state).slot
     IN /\ rot[slot] # "no"
        /\ Decides(Change([state EXCEPT !.trial = After(Cell("release", "other slot damaged", "staged")),
                                        !.on = 0, !.fate[state.on] = "lost", !.slots[slot] = "damaged",
                                        !.held = Outside(state, slot)], Loader))

BeginSwitch ==
  /\ GoodRuns /\ InPlace(state) /\ ~FromStart(state.on) /\ state.trial = "armed"
  /\ Allowed(Cell("content", "switch begun", "armed"))
  /\ state' = Begun(state.on, "switch begun") /\ same' = TRUE /\ todo' = <<"activate">>
  /\ UNCHANGED <<world, disk, traces, using, running, phase, luck, proven>>

Tried == Ready /\ state.trial = "trying" /\ same /\ running = OnTrial(state).entry

Commit ==
  /\ Tried /\ kind[state.on] \in {"good", "turns", "overlooked"}
  /\ LET cell == Cell(what[state.on], "bake time held", "trying")
         new == OnTrial(state)
         kept == Outside(state, new.slot) \o SelectSeq(state.held, LAMBDA g : g.entry = new.entry)
     IN /\ Allowed(cell)
        /\ state' = [state EXCEPT !.trial = After(cell), !.on = 0, !.fate[state.on] = "committed",
                                  !.crashes = 0, !.finishing = 0,
                                  !.held = IF InPlace(state) \/ IsWhole(state)
                                           THEN Append(kept, new) ELSE <<new>>]
        /\ todo' = IF InPlace(state) THEN <<>> ELSE Loader
        /\ proven' = proven \union {[entry |-> new.entry, parts |-> new.parts]}
  /\ UNCHANGED <<world, disk, traces, using, boot, luck>>

(* How what runs is left: content is switched back, all else needs a restart. *)
LeavingSteps(cell) ==
  IF InPlace(state) THEN <<"activate">> \o (IF Restarts(cell) THEN <<"reboot">> ELSE <<"finish">>)
  ELSE Loader \o (IF Restarts(cell) THEN <<"reboot">> ELSE <<"finish">>)

FailCheck ==
  /\ Tried /\ kind[state.on] = "sick" /\ (InPlace(state) \/ IsWhole(state))
  /\ LET cell == Cell(what[state.on], "required check failed", "trying")
     IN Allowed(cell) /\ Decides(Undo(state, cell, "failed", LeavingSteps(cell)))

(* It dies while it is watched, or long after it was committed, or meets a damaged block. *)
Die ==
  /\ Ready /\ running \in Entries
  /\ \/ /\ Tried /\ kind[state.on] = "panics" /\ Leaves("sign")
     \/ /\ Tried /\ kind[state.on] = "dies" /\ UNCHANGED traces
     \/ /\ \E c \in All : InUse(c) /\ kind[c] = "turns" /\ state.fate[c] = "committed"
        /\ Leaves("sign")
     \/ /\ IsRotten(running, {"late"}) /\ Leaves("verity")
  /\ Down
  /\ UNCHANGED <<world, state, disk, luck, proven>>

AskForRevert ==
  /\ ~asked /\ asked' = TRUE
  /\ Ready /\ running \in Entries /\ state.trial # "idle"
  /\ LET cell == Cell(what[state.on], "revert requested", state.trial)
         change == IF state.trial = "staged"
                   THEN Change([state EXCEPT !.trial = After(cell), !.on = 0,
                                             !.fate[state.on] = "withdrawn"], <<>>)
                   ELSE Undo(state, cell, "person", LeavingSteps(cell))
     IN /\ Allowed(cell)
        /\ state.trial = "trying" => InPlace(state) \/ IsWhole(state)
        /\ state' = change.state /\ todo' = change.steps
  /\ UNCHANGED <<world, disk, traces, using, boot, cuts, rots, proven>>

(* Recovery ends what is on trial, and reads the slots until it finds one that is whole. *)
Recover ==
  /\ Ready /\ running = Recovery
  /\ LET s == state
         good == Good(s)
         damaged == rot[good.slot] # "no"
     IN
     CASE s.trial = "reverting" ->
            /\ todo' = <<"finish">> /\ UNCHANGED <<state, boot, using>>
       [] s.trial \in {"staged", "armed", "trying"} ->
            /\ LET cell == Cell(what[s.on], "revert requested", s.trial)
                   change == IF s.trial = "staged" THEN Change(Overtake(s, cell), <<>>)
                             ELSE Undo(s, cell, "overtaken", Loader \o <<"finish">>)
               IN state' = change.state /\ todo' = change.steps
            /\ UNCHANGED <<boot, using>>
       [] s.trial = "idle" /\ IsWhole(s) /\ damaged ->
            /\ state' = GoodIsDamaged(s, Recovery).state /\ todo' = GoodIsDamaged(s, Recovery).steps
            /\ phase' = IF Refuge(s) = <<>> THEN phase ELSE "moved"
            /\ UNCHANGED <<running, same, using>>
       [] s.trial = "idle" /\ IsWhole(s) /\ ~damaged /\ phase = "moved" ->
            Down /\ UNCHANGED state
       [] OTHER -> FALSE
  /\ UNCHANGED <<world, disk, traces, luck, proven>>

CutPower ==
  /\ cuts > 0 /\ running # Off
  /\ cuts' = cuts - 1 /\ Down
  /\ UNCHANGED <<world, state, disk, traces, rots, asked, proven>>

(* Damage that a start will meet, early or late. *)
Rot(slot) ==
  /\ rots > 0 /\ running = Off /\ rot[slot] = "no" /\ bytes[slot] # Nothing
  /\ rots' = rots - 1
  /\ \E when \in {"early", "late"} : rot' = [rot EXCEPT ![slot] = when]
  /\ UNCHANGED <<world, state, file, entries, once, bytes, traces, using, boot, todo, cuts, asked, proven>>

Machine ==
  \/ Load \/ SetAside \/ DieEarly \/ EarlyStart \/ DoStep \/ Arm \/ FindDamage \/ BeginSwitch
  \/ Commit \/ FailCheck \/ Die \/ Recover \/ RestartForIt \/ LeaveOut
  \/ \E c \in All : Arrive(c) \/ Take(c) \/ Stage(c)

Next == Machine \/ AskForRevert \/ CutPower \/ \E slot \in Slots : Rot(slot)

(* What the machine can do it does, in the end; power, slots and persons owe nothing. *)
Spec == Init /\ [][Next]_vars /\ WF_vars(Machine)

-----------------------------------------------------------------------------
TypeOK ==
  (* Every event that comes is answered: no cell that is refused was ever taken for a state. *)
  /\ state.trial \in Range(States)
  /\ (state.trial = "idle") = (state.on = 0)
  /\ state.tries \in 0..Tries /\ state.finishing \in 0..Finishing /\ state.crashes \in 0..2
  /\ \A e \in Entries : entries[e] \in {"absent", "untried", "tried", "settled"}

OnlyGoodCommits == \A c \in All : state.fate[c] = "committed" => kind[c] \in {"good", "turns", "overlooked"}

(* A loss of power costs a try at most, so a good change survives fewer of them than it has. It is
   blamed for a slot that was damaged under it, and for what turns bad beside it. *)
GoodSurvives ==
  rots = Rots /\ (\A c \in All : kind[c] # "turns")
    => \A c \in All : kind[c] = "good" => state.fate[c] # "barred"

(* What failed may be started once more if the power goes before its entry does, and is left. *)
WhatFailedDoesNotStay ==
  Ready => \A c \in All : state.fate[c] \in {"barred", "withdrawn"} => ~InUse(c)

NoStartReadsWhatIsNotProven ==
  Ready /\ running \in Entries
    => \A c \in using : (\E one \in proven : c \in one.parts)
                         \/ (state.trial = "trying" /\ same /\ state.on = c)

(* What is on trial is counted by the loader, so that it cannot start for ever by itself. *)
OnTrialIsCounted ==
  \A c \in All : what[c] = "release" /\ entries[EntryOf(c)] = "settled"
                   => \E one \in proven : one.entry = EntryOf(c)

(* The loader never starts what is not in a slot, or only in part. *)
WhatRunsIsThere == running \in Entries => SlotOf(running) # {}

(* What is known to be damaged runs only where nothing else is left. *)
NoDamagedSlotIsStartedAgain ==
  Ready /\ running \in Entries /\ (\E slot \in SlotOf(running) : state.slots[slot] = "damaged")
    => ~IsWhole(state) /\ Refuge(state) = <<>>

(* Nobody writes where the last known good is. *)
GoodIsNeverWritten == bytes[Good(state).slot] = Good(state).entry

NoneIsLost ==
  \A c \in All : /\ (state.fate[c] = "waits") = (c \in Range(state.queue))
                 /\ (state.fate[c] = "taken") = (state.on = c)

(* No more than one change separates what runs from something that was committed. *)
Things(parts) == {what[c] : c \in parts}
Differ(a, b) ==
  LET parts == (a.parts \ b.parts) \union (b.parts \ a.parts)
  IN {w \in Things(parts) : TRUE} \union (IF a.entry = b.entry THEN {} ELSE {"release"})
AtMostOne(set) == \A x, y \in set : x = y
OneChangeAtATime ==
  Ready /\ running \in Entries
    => \E one \in proven : AtMostOne(Differ(one, [entry |-> running, parts |-> using]))

-----------------------------------------------------------------------------
(* Beside a damaged last known good, a release on trial that its check fails runs on. *)
NowhereToGo == state.trial = "trying" /\ ~InPlace(state) /\ ~IsWhole(state)
InRecovery == running = Recovery

WhatIsOverStaysOver ==
  [][\A c \in All : state.fate[c] \in {"barred", "withdrawn", "replaced", "left out"}
                     => state'.fate[c] = state.fate[c]]_vars
Settles == <>[](state.trial = "idle" \/ NowhereToGo)
SomethingWholeRuns == <>[](Ready /\ (InRecovery \/ (running \in Entries /\ ~IsRotten(running, {"early", "late"}))))
EndsSomehow == \A c \in All : <>(state.fate[c] \notin {"away", "open", "waits", "taken"} \/ InRecovery \/ NowhereToGo)
GoodIsTaken ==
  \A c \in All : kind[c] = "good"
    => <>(\/ state.fate[c] \in {"committed", "withdrawn", "overtaken", "lost", "replaced", "left out"}
          \/ (state.fate[c] = "barred" /\ rots # Rots)
          \/ InRecovery)
BadIsUndone ==
  \A c \in All : kind[c] \notin {"good", "overlooked"}
    => <>(\/ state.fate[c] \in {"barred", "withdrawn", "overtaken", "lost", "replaced", "left out"}
          \/ (state.fate[c] = "committed" /\ ~IsIn(c, Good(state)))
          \/ InRecovery \/ NowhereToGo)
=============================================================================
