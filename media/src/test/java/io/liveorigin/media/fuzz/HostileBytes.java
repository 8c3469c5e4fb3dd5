package io.liveorigin.media.fuzz;

import static io.liveorigin.media.bytes.Boxes.join;

import java.util.Arrays;
import java.util.Random;

/** Corrupts good bytes. */
public final class HostileBytes {
  private HostileBytes() {}

  /**
   * Flips bytes, writes extreme words, truncates, and duplicates parts: changes that break length
   * fields.
   */
  public static byte[] mutated(byte[] good, long seed, int mutations) {
    Random random = new Random(seed);
    byte[] bytes = good.clone();
    int[] words = {0, 1, 7, 8, 0x7fff_ffff, 0x8000_0000, -1, 0xffff};
    for (int i = 0; i < mutations && bytes.length > 8; i++) {
      int at = random.nextInt(bytes.length - 4);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> {
          int word = words[random.nextInt(words.length)];
          for (int k = 0; k < 4; k++) {
            bytes[(at & ~3) + k] = (byte) (word >> (24 - 8 * k));
          }
        }
        case 2 -> bytes = Arrays.copyOf(bytes, at + 4);
        case 3 ->
            bytes = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }
}
