package io.liveorigin.serving.front;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which slow clients must go, from the memory that they keep from being given back. Pure.
 */
final class LentBuffers {
  private LentBuffers() {}

  /**
   * The bytes that one client has on loan.
   *
   * @param client the client that may be dropped
   * @param bytes of its response; the same object for clients that are sent the same
   * @param size of the bytes
   * @param rate at which the client reads
   */
  record Loan<T>(T client, Object bytes, int size, long rate) {}

  /**
   * The clients to drop, the slowest first, until the rest is within {@code most} bytes. Bytes that
   * several clients are sent count once, and are free when the last of these is dropped. The bytes
   * of one response are always allowed.
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
