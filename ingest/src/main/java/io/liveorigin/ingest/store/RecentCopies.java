package io.liveorigin.ingest.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which copies of which segment this listener has stored, or is storing, so that a retry of the
 * same bytes is harmless and different bytes are noticed. Bounded; what it has forgotten is stored
 * once more, which the selector takes for a redelivery. Any thread.
 */
public final class RecentCopies {
  private static final int MAX_COPIES = 8;

  private final Cache<SegmentAddress, Copies> addresses;

  /**
   * @param maxAddresses so many at most
   * @param kept an address is forgotten so long after its last copy: packagers repeat at once, or
   *     not at all
   */
  public RecentCopies(int maxAddresses, Duration kept) {
    this.addresses =
        Caffeine.newBuilder().maximumSize(maxAddresses).expireAfterAccess(kept).build();
  }

  /** What a new copy is to the copies that are known. */
  public sealed interface CopyStatus {
    /** None is known. */
    record First() implements CopyStatus {}

    /** The same bytes are stored or on their way; {@code outcome} is theirs. */
    record Same(CompletableFuture<StoredCopy> outcome) implements CopyStatus {}

    /** Other bytes came before; {@code previous} is the digest of the latest. */
    record Other(Digest previous) implements CopyStatus {}
  }

  /**
   * Enters a copy and says how it stands. In one step: of two equal uploads at the same time one is
   * first and the other is the same.
   *
   * @param outcome completes when the copy is stored; a failed one is forgotten
   */
  @SuppressWarnings("FutureReturnValueIgnored") // forgetting cannot fail
  public CopyStatus enter(
      SegmentAddress address, Digest digest, CompletableFuture<StoredCopy> outcome) {
    CopyStatus standing = addresses.get(address, unseen -> new Copies()).enter(digest, outcome);
    if (!(standing instanceof CopyStatus.Same)) {
      outcome.whenComplete(
          (stored, failure) -> {
            if (failure != null) {
              forget(address, outcome);
            }
          });
    }
    return standing;
  }

  private void forget(SegmentAddress address, CompletableFuture<StoredCopy> outcome) {
    Copies copies = addresses.getIfPresent(address);
    if (copies != null) {
      copies.forget(outcome);
    }
  }

  private record Copy(Digest digest, CompletableFuture<StoredCopy> outcome) {}

  /** The copies of one address, oldest first. */
  private static final class Copies {
    private final Deque<Copy> copies = new ArrayDeque<>(1);

    synchronized CopyStatus enter(Digest digest, CompletableFuture<StoredCopy> outcome) {
      Optional<Copy> same = copies.stream().filter(c -> c.digest().equals(digest)).findFirst();
      if (same.isPresent()) {
        return new CopyStatus.Same(same.get().outcome());
      }
      Optional<Copy> latest = Optional.ofNullable(copies.peekLast());
      if (copies.size() == MAX_COPIES) {
        copies.removeFirst();
      }
      copies.addLast(new Copy(digest, outcome));
      return latest
          .<CopyStatus>map(c -> new CopyStatus.Other(c.digest()))
          .orElseGet(CopyStatus.First::new);
    }

    synchronized void forget(CompletableFuture<StoredCopy> outcome) {
      copies.removeIf(c -> c.outcome() == outcome);
    }
  }
}
