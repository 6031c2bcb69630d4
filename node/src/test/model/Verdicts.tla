------------------------------ MODULE Verdicts ------------------------------
(***************************************************************************)
(* What the durable state says, and what follows from what a start finds:   *)
(* the model's own words for what BootVerdict, SlotDamage and CrashLoop     *)
(* decide. Nothing happens here; that is in Trial.tla.                      *)
(***************************************************************************)
EXTENDS Tables

CONSTANTS
  Changes,    \* how many arrive
  Finishing   \* restarts in a row to finish a switch

(* Loader entries: of the older generation in slot A, of the last known good in slot B when it all
   begins, and of each release that arrives. *)
All == 1..Changes
EntryOf(c) == c + 1
Entries == 0..(Changes + 1)
Recovery == Changes + 2
Off == Changes + 3
Unknown == Changes + 4
Slots == {"A", "B"}
Nothing == Changes + 5

VARIABLES
  what,     \* of each change: release, content, configuration or extension
  entries,  \* durable: the loader's entries
  sign,     \* durable: what the last boot left of how it ended: none, sign, verity
  about     \* durable: the entry that this is about

-----------------------------------------------------------------------------
(* What the state says. A generation has an entry, a slot, and parts: the changes beside its
   release. *)
Range(list) == {list[i] : i \in 1..Len(list)}
IsIn(c, generation) == c \in generation.parts \/ (what[c] = "release" /\ EntryOf(c) = generation.entry)
With(parts, c) == {p \in parts : what[p] # what[c]} \union {c}
Other(slot) == IF slot = "A" THEN "B" ELSE "A"
Good(s) == s.held[Len(s.held)]
Outside(s, slot) == SelectSeq(s.held, LAMBDA g : g.slot # slot)
Older(s) == Outside(s, Good(s).slot)
IsWhole(s) == s.slots[Good(s).slot] = "holds"
InPlace(s) == s.on # 0 /\ what[s.on] # "release"
FromStart(c) == what[c] \in {"configuration", "extension"}
Failed(s) == {c \in All : s.fate[c] = "barred"}
IsBarred(s, entry) == \E c \in Failed(s) : what[c] = "release" /\ EntryOf(c) = entry
StartedBy(s, entry) == SelectSeq(s.held, LAMBDA g : g.entry = entry)

Less(tries) == IF tries > 1 THEN tries - 1 ELSE 1

OnTrial(s) ==
  IF InPlace(s) THEN [Good(s) EXCEPT !.parts = With(@, s.on)]
  ELSE [entry |-> EntryOf(s.on), slot |-> Other(Good(s).slot), parts |-> Good(s).parts]

(* The parts that are to be in use where this entry runs. *)
PartsOf(s, entry) ==
  IF s.on # 0 /\ OnTrial(s).entry = entry /\ (~InPlace(s) \/ s.trial = "trying")
  THEN OnTrial(s).parts
  ELSE LET known == StartedBy(s, entry)
       IN IF known = <<>> THEN {} ELSE known[Len(known)].parts

(* Where the node goes on if its last known good is gone: a sequence of one, or of none. *)
Refuge(s) ==
  LET older == Older(s)
      free == s.trial = "idle" \/ InPlace(s)
  IN IF ~free \/ older = <<>> \/ IsBarred(s, older[Len(older)].entry) THEN <<>>
     ELSE <<older[Len(older)]>>

-----------------------------------------------------------------------------
(* What follows: a state, and steps in their order. *)
Change(s, steps) == [state |-> s, steps |-> steps]
Loader == <<"make", "remove">>
Leave(s) == Change(s, Loader \o <<"reboot">>)
EndOf(entry) == IF about \in {entry, Unknown} THEN sign ELSE "none"

(* What was committed and is not in the last known good any more is lost with it. *)
Lose(s, before) ==
  [s EXCEPT !.fate = [c \in All |->
     IF @[c] = "committed" /\ IsIn(c, before) /\ ~IsIn(c, Good(s)) THEN "lost" ELSE @[c]]]

Overtake(s, cell) ==
  IF s.on = 0 THEN s
  ELSE [s EXCEPT !.trial = After(cell), !.on = 0, !.fate[s.on] = "overtaken"]

Undo(s, cell, why, steps) ==
  Change([s EXCEPT !.trial = After(cell), !.why = why, !.finishing = 0], steps)

UndoDamaged(s, cell, steps) ==
  LET slot == OnTrial(s).slot
  IN Undo([s EXCEPT !.slots[slot] = "damaged", !.held = Outside(s, slot)], cell, "failed", steps)

(* The older one takes its place; if there is none, that is marked. *)
GoodIsDamaged(s, runs) ==
  LET good == Good(s)
      marked == [s EXCEPT !.slots[good.slot] = "damaged"]
  IN IF Refuge(s) = <<>> THEN Change(marked, Loader)
     ELSE Change(Lose([marked EXCEPT !.held = Outside(s, good.slot)], good),
                 Loader \o (IF runs = good.entry THEN <<"reboot">> ELSE <<>>))

(* The third crash of what was committed: the newest change is the suspect, and what was held
   before takes its place, without anything that failed. *)
Broken(s, runs) ==
  LET good == Good(s)
      n == Len(s.held)
      before == IF n < 2 THEN good ELSE s.held[n - 1]
      suspects == {c \in All : IF before.entry = good.entry
                               THEN c \in good.parts \ before.parts
                               ELSE what[c] = "release" /\ EntryOf(c) = good.entry}
      accusing == [s EXCEPT !.fate = [c \in All |-> IF c \in suspects THEN "barred" ELSE @[c]]]
      clean == {i \in 1..(n - 1) : /\ ~IsBarred(accusing, s.held[i].entry)
                                   /\ s.held[i].parts \cap Failed(accusing) = {}}
      newest == CHOOSE i \in clean : \A j \in clean : j <= i
  IN IF clean = {} THEN Change(s, Loader \o <<"choose recovery", "reboot">>)
     ELSE Change(Lose([accusing EXCEPT !.held = SubSeq(s.held, 1, newest)], good),
                 (IF s.held[newest].entry = good.entry THEN <<"activate">> ELSE <<>>) \o Loader
                 \o (IF runs = s.held[newest].entry THEN <<>> ELSE <<"reboot">>))

BadEnd(s, runs, cell) ==
  IF s.crashes = 2
  THEN Broken([Overtake(s, cell) EXCEPT !.crashes = 0, !.finishing = 0], runs)
  ELSE Change([s EXCEPT !.crashes = @ + 1, !.finishing = 0, !.trial = After(cell)], Loader)

(* What the early start finds if the last known good's slot refused a block. *)
IsCondemned(s, runs) ==
  sign = "verity" /\ (about = Good(s).entry \/ (about = Unknown /\ runs # Good(s).entry))

-----------------------------------------------------------------------------
(* The verdict of an early start. What is on trial beside the last known good: *)
InPlaceBoots(s, runs) ==
  LET good == Good(s)
      end == EndOf(good.entry)
      event == CASE end = "sign" /\ s.crashes = 2 -> "the machine starts ... after two crashes before"
                 [] end # "none" /\ ~(end = "sign" /\ s.crashes = 2) ->
                      "the machine starts ... a sign of how it ended"
                 [] end = "none" /\ s.tries = 1 -> "the machine starts ... it was the last try"
                 [] OTHER -> "the machine starts"
      cell == Cell(what[s.on], event, s.trial)
      settled ==
        CASE s.trial \in {"staged", "armed"} ->
               IF runs = good.entry /\ end = "sign" THEN BadEnd(s, runs, cell)
               ELSE Change([s EXCEPT !.trial = After(cell)], <<>>)
          [] s.trial = "trying" ->
               IF After(cell) = "reverting"
               THEN Undo(s, cell, "failed", <<"activate", "finish">>)
               ELSE Change([s EXCEPT !.trial = After(cell), !.tries = Less(@)], <<>>)
          [] s.trial = "reverting" ->
               Change([s EXCEPT !.trial = After(cell)], <<"activate", "finish">>)
  IN IF StartedBy(s, runs) = <<>> THEN Leave(s)
     ELSE IF runs # good.entry /\ IsWhole(s) THEN settled
     ELSE Change(settled.state, Loader \o settled.steps)

(* A release on trial runs: *)
TrialBoots(s) ==
  LET end == EndOf(EntryOf(s.on))
      event == CASE end # "none" -> "what is on trial boots ... a sign of how it ended"
                 [] end = "none" /\ s.tries = 1 -> "what is on trial boots ... its last try, no sign"
                 [] OTHER -> "what is on trial boots"
      cell == Cell("release", event, s.trial)
      next == [s EXCEPT !.trial = After(cell)]
  IN CASE s.trial \in {"staged", "reverting"} -> Leave(next)
       [] s.trial = "armed" -> Change([next EXCEPT !.finishing = 0], Loader)
       [] s.trial = "trying" /\ (~IsWhole(s) \/ After(cell) = "trying") ->
            Change([s EXCEPT !.tries = Less(@)], Loader)
       [] s.trial = "trying" /\ IsWhole(s) /\ After(cell) # "trying" ->
            IF end = "verity" /\ about # Unknown THEN UndoDamaged(s, cell, Loader \o <<"reboot">>)
            ELSE Undo(s, cell, "failed", Loader \o <<"reboot">>)

(* What was committed runs; the traces were taken if they condemned a slot. *)
GoodBoots(s, runs, taken) ==
  LET good == Good(s)
      chosen == runs # good.entry /\ IsWhole(s)
      end == IF taken THEN "none"
             ELSE EndOf(IF s.trial \in {"armed", "trying"} THEN EntryOf(s.on) ELSE good.entry)
      tried == s.on # 0 /\ entries[EntryOf(s.on)] = "tried"
      event ==
        CASE end = "sign" /\ s.crashes = 2 -> "last known good boots, tried ... after two crashes before"
          [] end # "none" /\ ~(end = "sign" /\ s.crashes = 2) ->
               "last known good boots, tried ... a sign of how it ended"
          [] end = "none" /\ tried /\ s.tries = 1 ->
               "last known good boots, tried ... it was the last try"
          [] end = "none" /\ tried /\ s.tries # 1 -> "last known good boots, tried"
          [] end = "none" /\ ~tried /\ s.finishing >= Finishing ->
               "last known good boots, not tried ... for the fourth time in a row"
          [] OTHER -> "last known good boots, not tried"
      cell == Cell("release", event, s.trial)
      next == [s EXCEPT !.trial = After(cell)]
      ended ==
        CASE After(cell) = "reverting" ->
               IF end = "verity" /\ about # Unknown THEN UndoDamaged(s, cell, Loader \o <<"finish">>)
               ELSE Undo(s, cell, "failed", Loader \o <<"finish">>)
          [] OTHER -> IF chosen THEN Change(s, <<>>)
                      ELSE Change([next EXCEPT !.tries = Less(@), !.finishing = 0],
                                  Loader \o (IF Restarts(cell) THEN <<"reboot">> ELSE <<>>))
  IN CASE s.trial = "idle" /\ ~IsWhole(s) /\ Refuge(s) # <<>> -> GoodIsDamaged(s, runs)
       [] s.trial \in {"idle", "staged"} /\ runs = good.entry /\ end = "sign" -> BadEnd(s, runs, cell)
       [] s.trial = "idle" /\ runs # good.entry /\ entries[good.entry] # "settled"
            /\ (IsWhole(s) \/ Refuge(s) = <<>>) -> Leave(s)
       [] s.trial = "armed" /\ ~tried ->
            IF chosen THEN Change(s, <<>>)
            ELSE IF After(cell) = "reverting" THEN Undo(s, cell, "failed", Loader \o <<"finish">>)
            ELSE Change([next EXCEPT !.finishing = @ + 1],
                        Loader \o (IF Restarts(cell) THEN <<"reboot">> ELSE <<>>))
       [] s.trial = "trying" \/ (s.trial = "armed" /\ tried) -> ended
       [] s.trial = "reverting" -> Change(next, Loader \o <<"finish">>)
       [] OTHER -> Change([next EXCEPT !.finishing = 0], IF s.trial = "idle" \/ ~chosen THEN Loader ELSE <<>>)

CommittedBoots(s, runs) ==
  IF ~IsCondemned(s, runs) THEN GoodBoots(s, runs, FALSE)
  ELSE IF Refuge(s) # <<>> THEN GoodIsDamaged(s, runs)
  ELSE GoodBoots(GoodIsDamaged(s, runs).state, runs, TRUE)

Verdict(s, runs) ==
  IF InPlace(s) /\ ~IsCondemned(s, runs) THEN InPlaceBoots(s, runs)
  ELSE LET cell == Cell(what[s.on], "last known good's slot damaged", s.trial)
           idle == IF InPlace(s) THEN Overtake(s, cell) ELSE s
       IN IF idle.on # 0 /\ runs = EntryOf(idle.on) THEN TrialBoots(idle)
          ELSE IF StartedBy(idle, runs) # <<>> THEN CommittedBoots(idle, runs)
          ELSE Leave(idle)
=============================================================================
