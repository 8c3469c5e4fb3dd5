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
 * The copies of segments that this listener has stored or is storing, so that a retry with the same
 * bytes is harmless and different bytes are noticed. Memory is bounded: a forgotten copy is stored
 * once more if it is sent again, and the selector treats that as a redelivery. Any thread may call
 * it.
 */
public final class RecentCopies {
  private static final int MAX_COPIES = 8;

  private final Cache<SegmentAddress, Copies> addresses;

  /**
   * @param maxAddresses maximum number of addresses
   * @param kept time since the last copy after which an address is forgotten: packagers retry at
   *     once or not at all
   */
  public RecentCopies(int maxAddresses, Duration kept) {
    this.addresses =
        Caffeine.newBuilder().maximumSize(maxAddresses).expireAfterAccess(kept).build();
  }

  /** The relation of a new copy to the known copies of its address. */
  public sealed interface CopyStatus {
    /** No copy is known. */
    record First() implements CopyStatus {}

    /** The same bytes are stored or being stored; {@code outcome} is that of the earlier copy. */
    record Same(CompletableFuture<StoredCopy> outcome) implements CopyStatus {}

    /** Other bytes were sent before; {@code previous} is the digest of the latest. */
    record Other(Digest previous) implements CopyStatus {}
  }

  /**
   * Enters a copy and returns its relation to the known ones, in one atomic step: of two equal
   * uploads at the same time, one is the first and the other is the same.
   *
   * @param outcome completes when the copy is stored; if it fails, the copy is forgotten
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
