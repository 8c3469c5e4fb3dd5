package io.liveorigin.standalone.export;

import io.liveorigin.contract.address.SegmentUrls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The contents of the folder.
 *
 * @param files segments and init segments, each once
 * @param manifests texts by their names, UTF-8
 */
record ExportPlan(List<ExportFile> files, Map<String, String> manifests) {
  private static final String STEERING = "#EXT-X-CONTENT-STEERING:";

  /**
   * Reads the manifests of a view.
   *
   * @param view URL of one of its manifests, in any spelling
   */
  static ExportPlan read(OriginClient client, URI view) {
    OriginClient.Outcome.Bytes found = client.require(view.resolve(SegmentUrls.MPD_NAME));
    URI folder = found.url().resolve(".");
    URI event = folder.resolve("..");
    VodMpd mpd = VodMpd.of(found.url(), event, found.body());
    List<List<ExportFile>> files = new ArrayList<>(List.of(mpd.inits()));
    files.addAll(mpd.segments());
    Map<String, String> manifests = new LinkedHashMap<>();
    for (String representation : mpd.representations()) {
      String name = SegmentUrls.mediaPlaylistName(representation);
      if (!name.equals(SegmentUrls.MASTER_NAME)) {
        URI url = folder.resolve(name);
        VodPlaylist playlist = VodPlaylist.of(url, event, client.require(url).body());
        files.add(playlist.files());
        manifests.put(name, playlist.text());
      }
    }
    manifests.put(
        SegmentUrls.MASTER_NAME,
        master(client.require(folder.resolve(SegmentUrls.MASTER_NAME)).body()));
    manifests.put(SegmentUrls.MPD_NAME, mpd.text());
    return new ExportPlan(oldestFirst(files), manifests);
  }

  /** Takes one file of each list in turn, because the oldest of all leave the window next. */
  static List<ExportFile> oldestFirst(List<List<ExportFile>> all) {
    Set<ExportFile> files = new LinkedHashSet<>();
    int most = all.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (List<ExportFile> one : all) {
        if (i < one.size()) {
          files.add(one.get(i));
        }
      }
    }
    return List.copyOf(files);
  }

  /**
   * Removes content steering, because there is no other CDN to be steered to. The URIs are already
   * those of the folder.
   */
  private static String master(byte[] body) {
    return new String(body, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith(STEERING))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
