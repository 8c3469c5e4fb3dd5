package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.selector.propose.CurrentDecisions;
import io.liveorigin.selector.propose.LookQueue;
import io.liveorigin.selector.task.Quarantine;
import java.util.ArrayList;
import java.util.List;

/**
 * Repeats judgements after a restart. The process may have died after an init segment was chosen
 * and before everything that waited for it was judged. Therefore addresses that wait and have no
 * copy that is served are judged again at the first tick.
 */
final class RestartReviewStep implements TickStep {
  private final List<Address> judgedAgain = new ArrayList<>();
  private final AddressLooks looks;

  RestartReviewStep(AddressLooks looks) {
    this.looks = looks;
  }

  void recover(LookQueue lookQueue, CurrentDecisions decisions, Quarantine quarantine) {
    for (Address address : lookQueue.all()) {
      quarantine.step(
          "recover",
          address,
          () -> {
            if (decisions.lacksCopy(address)) {
              judgedAgain.add(address);
            }
          });
    }
  }

  @Override
  public void run(long now) {
    List<Address> again = List.copyOf(judgedAgain);
    judgedAgain.clear();
    again.forEach(looks::judgeAgain);
  }
}
