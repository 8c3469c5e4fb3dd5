package io.liveorigin.access.credential;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * Checks passwords that people chose: one at a time, and each correct one only once. It outlives
 * the successive states of a credential file, so a change of one credential does not cause all
 * other passwords to be hashed again. A remembered password counts as long as its hash is among
 * those of the user.
 *
 * <p>Any thread may call it. A caller blocks for at most two seconds before a computation, and at
 * most {@value #MOST_WAITING} threads wait at a time. Further callers get {@link Finding#BUSY}, so
 * that attackers who guess passwords cannot occupy the threads of a listener.
 */
final class ChosenPasswords {
  /** How many threads may wait while one password is checked. */
  static final int MOST_WAITING = 16;

  /** The longest time that a request waits for its password to be checked. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** The result of a check. */
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
   * @param longestWait maximum wait before a computation
   * @param slowly whether a password matches a hash; the expensive step
   */
  ChosenPasswords(Duration longestWait, BiPredicate<SecretHash, String> slowly) {
    this.longestWait = longestWait;
    this.slowly = slowly;
  }

  /** Returns whether the pair was found to match one of these hashes before. */
  boolean remembers(PresentedCredential.Basic pair, List<SecretHash> hashes) {
    return verified.hash(pair).filter(hashes::contains).isPresent();
  }

  /**
   * Checks a pair of user name and password.
   *
   * @param hashes the hashes of the user; empty if there is no such user
   * @param standIns one hash for each cost that occurs in the file. They fill up the comparisons if
   *     the user has fewer hashes, so that a wrong password takes the same time for every user name
   */
  Finding check(
      PresentedCredential.Basic pair, List<SecretHash> hashes, Collection<SecretHash> standIns) {
    if (!places.tryAcquire()) {
      return Finding.BUSY;
    }
    try {
      if (!acquired()) {
        return Finding.BUSY;
      }
      try {
        // The tracks of an encoder are sent at the same instant, so another thread may have checked
        // this pair meanwhile.
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
        // The same amount of work as for a user with the maximum number of secrets.
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
