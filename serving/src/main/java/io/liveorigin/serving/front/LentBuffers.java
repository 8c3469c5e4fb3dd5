package io.liveorigin.serving.front;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What slow clients keep from being given back, and which of them must go. Pure. */
final class LentBuffers {
  private LentBuffers() {}

  /**
   * One client.
   *
   * @param client whoever is to be dropped
   * @param bytes what it is sent; the same object for clients that are sent the same
   * @param size of these, in bytes
   * @param rate at which it takes them
   */
  record Loan<T>(T client, Object bytes, int size, long rate) {}

  /**
   * Those to be dropped, the slowest first, until what is left is within {@code most} bytes. Bytes
   * that several are sent count once, and are free when the last of these goes. The bytes of one
   * answer are always allowed.
   */
  static <T> List<T> beyond(List<Loan<T>> loans, long most) {
    Map<Object, Integer> holders = new HashMap<>();
    long sum = 0;
    for (Loan<T> loan : loans) {
      if (holders.merge(loan.bytes(), 1, Integer::sum) == 1) {
        sum += loan.size();
      }
    }
    List<T> dropped = new ArrayList<>();
    List<Loan<T>> slowest = new ArrayList<>(loans);
    slowest.sort(Comparator.comparingLong(Loan::rate));
    for (Loan<T> loan : slowest) {
      if (sum <= most || holders.size() == 1) {
        break;
      }
      dropped.add(loan.client());
      if (holders.merge(loan.bytes(), -1, (have, less) -> have + less == 0 ? null : have + less)
          == null) {
        sum -= loan.size();
      }
    }
    return dropped;
  }
}
