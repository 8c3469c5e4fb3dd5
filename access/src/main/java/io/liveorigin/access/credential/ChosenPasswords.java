package io.liveorigin.access.credential;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * Looks at passwords that people chose: one at a time, and each that is right only once. It
 * outlives the states of a credential file, so that a change of one credential makes nobody else's
 * password be computed again; what was right counts while its hash is among those of the user.
 *
 * <p>Any thread. Blocks two seconds at most before a computation, and no more than {@value
 * #MOST_WAITING} threads at a time: whoever comes beyond them is told to come again, so that
 * strangers who guess cannot hold the threads of a listener.
 */
final class ChosenPasswords {
  /** How many may wait while one is computed. */
  static final int MOST_WAITING = 16;

  /** How long a client waits for its password to be looked at. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** What is found. */
  enum Finding {
    RIGHT,
    WRONG,
    BUSY
  }

  private final VerifiedPasswords verified = new VerifiedPasswords();
  private final Semaphore places = new Semaphore(1 + MOST_WAITING);
  private final Semaphore computing = new Semaphore(1, true);
  private final Duration longestWait;
  private final BiPredicate<SecretHash, String> slowly;

  ChosenPasswords() {
    this(LONGEST_WAIT, SecretHash::matches);
  }

  /**
   * @param longestWait before a computation
   * @param slowly whether a hash of a password is that of the other; the one step that costs
   */
  ChosenPasswords(Duration longestWait, BiPredicate<SecretHash, String> slowly) {
    this.longestWait = longestWait;
    this.slowly = slowly;
  }

  /** Whether the pair was right before, by one of these hashes. */
  boolean remembers(PresentedCredential.Basic pair, List<SecretHash> hashes) {
    return verified.hash(pair).filter(hashes::contains).isPresent();
  }

  /**
   * Looks at a pair.
   *
   * @param hashes of the user; none where there is no such user
   * @param standIns one hash for each cost that a hash of the file has: compared where the user has
   *     fewer, so that a wrong password takes the same time for each name
   */
  Finding look(
      PresentedCredential.Basic pair, List<SecretHash> hashes, Collection<SecretHash> standIns) {
    if (!places.tryAcquire()) {
      return Finding.BUSY;
    }
    try {
      if (!acquired()) {
        return Finding.BUSY;
      }
      try {
        // The tracks of an encoder come at one instant: one of them has computed it by now.
        return remembers(pair, hashes) ? Finding.RIGHT : compute(pair, hashes, standIns);
      } finally {
        computing.release();
      }
    } finally {
      places.release();
    }
  }

  private Finding compute(
      PresentedCredential.Basic pair, List<SecretHash> hashes, Collection<SecretHash> standIns) {
    for (SecretHash hash : hashes) {
      if (slowly.test(hash, pair.password())) {
        verified.add(pair, hash);
        return Finding.RIGHT;
      }
    }
    for (SecretHash standIn : standIns) {
      long compared = hashes.stream().filter(hash -> hash.cost().equals(standIn.cost())).count();
      for (long i = compared; i < Credential.MOST_SECRETS; i++) {
        // As much work as for a user who has two.
        boolean ignored = slowly.test(standIn, pair.password());
      }
    }
    return Finding.WRONG;
  }

  private boolean acquired() {
    try {
      return computing.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
