/// Trials: how a node goes from one generation to the next and back, as pure functions over
/// values. It may use releases' digests and versions, and nothing that touches a machine.
/// Main entry: [io.holdfast.node.trial.TrialMachine], over a
/// [io.holdfast.node.trial.NodeState].
///
/// # How a node boots
///
/// systemd-boot finds one entry file (Boot Loader Specification, type 1, with boot counting)
/// in `loader/entries` for each generation that may be booted:
///
/// | file | it is | see |
/// |---|---|---|
/// | `holdfast-N.conf` | settled: not counted | [io.holdfast.node.trial.EntryState#SETTLED] |
/// | `holdfast-N+1.conf` | untried: one try left | [io.holdfast.node.trial.EntryState#UNTRIED] |
/// | `holdfast-N+0-1.conf` | tried, not settled | [io.holdfast.node.trial.EntryState#TRIED] |
///
/// The loader takes entries that are settled or have a try left before exhausted ones, and
/// the newest generation first; before it starts an untried entry it renames it to the tried
/// form. It never gets more than that one try at a time: after a boot on trial that died, the
/// last known good boots, and its agent decides whether another try is due. So service is
/// back after one boot, evidence is read by code that is known to work, and so is every
/// decision made by it.
///
/// The unified kernel images that entries name are content files, the same for either slot:
/// each holds the root hash of its release, and the partitions' UUIDs follow from that hash.
///
/// # What follows from what
///
/// An event leads to a new state and to steps. The state is durable before the first step, so
/// a machine that dies anywhere knows at its next start what it was about to do. A `*` stands
/// for a restart of the machine among the steps. What runs while something is staged, armed
/// or reverting is the last known good, while it is tried, what is on trial. "tried" is the
/// entry of what is on trial; a "sign" is any previous end but an unexplained one.
///
/// | event | idle | staged | armed | trying | reverting |
/// |---|---|---|---|---|---|
/// | begin writing | idle | refused | refused | refused | refused |
/// | slot written | staged | refused | refused | refused | refused |
/// | arm | refused | armed* | refused | refused | refused |
/// | what is on trial boots | - | staged* | trying | trying | reverting* |
/// | ... its last try, no sign | - | staged* | trying | reverting* | reverting* |
/// | ... a sign of how it ended | - | staged* | trying | reverting* | reverting* |
/// | last known good boots, not tried | idle | staged | armed* | armed* | reverting |
/// | ... for the fourth time in a row | idle | staged | reverting | armed* | reverting |
/// | last known good boots, tried | idle | staged | armed* | armed* | reverting |
/// | ... it was the last try | idle | staged | reverting | reverting | reverting |
/// | ... a sign of how it ended | idle | staged | reverting | reverting | reverting |
/// | ... after two crashes before | idle* | idle* | reverting | reverting | reverting |
/// | recovery boots | idle | staged | armed | trying | reverting |
/// | required check failed | refused | refused | refused | reverting* | refused |
/// | bake time held | refused | refused | refused | idle | refused |
/// | revert requested | staged | idle | reverting | reverting* | refused |
/// | revert finished | idle | staged | armed | trying | idle |
/// | other slot damaged | idle | idle | reverting | reverting* | reverting |
/// | last known good's slot damaged | idle* | staged | armed | trying | reverting |
/// | allow | idle | staged | armed | trying | reverting |
/// | healthy boot measured | idle | staged | armed | trying | reverting |
/// | reset requested | idle* | refused | refused | refused | refused |
///
/// Idle after "bake time held" is a commit. Idle after "revert finished" is a revert: the
/// release is barred, unless a person asked. "revert requested" while idle stages the older
/// generation.
///
/// Idle, and the older generation boots:
///
/// | what is seen | what follows |
/// |---|---|
/// | verity refused the last known good | the older one takes its place |
/// | the last known good's entry is not settled | an interrupted commit: settled; restart |
/// | else | a person chose it in the loader's menu: a note |
///
/// Damage of the last known good that is met while something is on trial is only marked: what is
/// on trial is the way out, and what was put off is done once it is over. Evidence that does not
/// say which generation it is about counts against what is on trial, but condemns no slot,
/// unless the older generation runs: the loader comes to that one only if the last known good
/// failed.
///
/// # Content
///
/// What is on trial may differ from the last known good in its content alone. Then both share a
/// slot and a loader entry, no event but the last two restarts the machine, and what runs is the
/// last known good until the switch has begun. A machine that dies from then on has the old
/// content back at its next start, before anything reads it: "the machine starts" below is that
/// of the last known good's entry, after the boot in which the switch was made.
///
/// | event, content | idle | staged | armed | trying | reverting |
/// |---|---|---|---|---|---|
/// | content staged | staged | refused | refused | refused | refused |
/// | arm | refused | armed | refused | refused | refused |
/// | switch begun | refused | refused | trying | refused | refused |
/// | begin writing | idle | refused | refused | refused | refused |
/// | the machine starts | idle | staged | armed | armed | reverting |
/// | ... it was the last try | idle | staged | armed | reverting | reverting |
/// | ... a sign of how it ended | idle | staged | armed | reverting | reverting |
/// | ... after two crashes before | idle | idle | idle | reverting | reverting |
/// | required check failed | refused | refused | refused | reverting | refused |
/// | bake time held | refused | refused | refused | idle | refused |
/// | revert requested | staged | idle | reverting | reverting | refused |
/// | revert finished | idle | staged | armed | trying | idle |
/// | last known good's slot damaged | idle* | idle* | idle* | idle* | idle* |
/// | reset requested | idle* | refused | refused | refused | refused |
///
/// Idle after "slot damaged" is the older generation, with the content that it had; the trial was
/// overtaken, which says nothing against what was on it.
///
/// # What takes effect at a start
///
/// What is on trial may differ from the last known good in its configuration or its extensions
/// instead. It shares slot and loader entry as content does, but begins and ends with a start:
/// once "the machine starts" has settled the boot before, the same start begins the trial of what
/// is armed ("switch begun"), or of a changed configuration that it finds, see
/// [io.holdfast.node.trial.Configurations]. A failed check and a person's wish leave it in effect
/// until the restart that they ask for. An extension is staged as content is, see
/// [io.holdfast.node.trial.NodeState#isTrialFromStart]; of configurations, only a way back to an
/// older one ever is.
///
/// | event, from a start | idle | staged | armed | trying | reverting |
/// |---|---|---|---|---|---|
/// | extension staged | staged | refused | refused | refused | refused |
/// | start finds a configuration | trying | staged | armed | trying | reverting |
/// | arm | refused | armed* | refused | refused | refused |
/// | switch begun | refused | refused | trying | refused | refused |
/// | begin writing | idle | refused | refused | refused | refused |
/// | the machine starts | idle | staged | armed | armed | reverting |
/// | ... it was the last try | idle | staged | armed | reverting | reverting |
/// | ... a sign of how it ended | idle | staged | armed | reverting | reverting |
/// | ... after two crashes before | idle | idle | idle | reverting | reverting |
/// | required check failed | refused | refused | refused | reverting* | refused |
/// | bake time held | refused | refused | refused | idle | refused |
/// | revert requested | staged | idle | reverting | reverting* | refused |
/// | revert finished | idle | staged | armed | trying | idle |
/// | last known good's slot damaged | idle* | idle* | idle* | idle* | idle* |
/// | reset requested | idle* | refused | refused | refused | refused |
///
/// # Crash loops
///
/// To be committed is not for ever. A boot of the last known good that ends badly is counted, with
/// a line in the history and evidence; [io.holdfast.node.trial.BadEnds] says what counts, how long
/// and why. The third crash, or the fifth bad end of any kind, takes the newest change for the
/// cause: the held generation before it takes its place, and what is new in the suspect is barred.
/// If that was not it, the next three go one further; generations with anything barred are passed
/// over, and when none is left, recovery is started. "... after two crashes before" above is the
/// third; what was staged or armed is then overtaken.
///
/// # What it costs to be interrupted
///
/// A try that ended without a sign counts, whatever ended it. A loss of power between that
/// count and the entry's return to untried counts it once more: one loss of power never costs
/// more than one try, and a good release survives as many as it has tries less one.
@NullMarked
package io.holdfast.node.trial;

import org.jspecify.annotations.NullMarked;
