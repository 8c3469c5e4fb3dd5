package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.Representation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the renditions of a master playlist, one line each (RFC 8216bis, 4.4.6.1). Not
 * thread-safe.
 */
final class RenditionTags {
  private final StringBuilder out;
  private final String base;

  /**
   * @param base path of the media playlists, relative to the master playlist
   */
  RenditionTags(StringBuilder out, String base) {
    this.out = out;
    this.base = base;
  }

  /** Writes groups of audio, which all have the same choices. */
  void audio(List<AudioGroups.Group> groups) {
    Map<RenditionChoice, String> names = names(groups);
    for (AudioGroups.Group group : groups) {
      List<RenditionChoice> choices = group.members().stream().map(RenditionChoice::of).toList();
      RenditionChoice played = played(choices);
      for (int i = 0; i < choices.size(); i++) {
        RenditionChoice choice = choices.get(i);
        Representation member = group.members().get(i);
        AttributeList line =
            begin("AUDIO", group.id(), names.get(choice), member, choice.equals(played));
        end(line.quoted("CHANNELS", member.channels().map(String::valueOf)), member);
      }
    }
  }

  /** Names by choice. A choice has the same name in each group, after its first representation. */
  private static Map<RenditionChoice, String> names(List<AudioGroups.Group> groups) {
    Map<RenditionChoice, Representation> first = new LinkedHashMap<>();
    groups.forEach(
        group ->
            group
                .members()
                .forEach(member -> first.putIfAbsent(RenditionChoice.of(member), member)));
    Map<String, String> byId = RenditionNames.of(List.copyOf(first.values()));
    Map<RenditionChoice, String> names = new LinkedHashMap<>();
    first.forEach((choice, member) -> names.put(choice, byId.get(member.id())));
    return names;
  }

  /** The choice that is played unless the viewer or the language of the player selects another. */
  private static RenditionChoice played(List<RenditionChoice> choices) {
    return choices.stream()
        .filter(RenditionChoice::main)
        .findFirst()
        .or(() -> choices.stream().filter(RenditionChoice::plain).findFirst())
        .orElse(choices.get(0));
  }

  /**
   * Writes subtitles. None is shown unless the viewer selects it, or the operator declares it the
   * main one.
   */
  void subtitles(String group, List<Representation> members) {
    Map<String, String> names = RenditionNames.of(members);
    Optional<Representation> shown =
        members.stream().filter(member -> RenditionChoice.of(member).main()).findFirst();
    for (Representation member : members) {
      boolean first = shown.filter(member::equals).isPresent();
      AttributeList line = begin("SUBTITLES", group, names.get(member.id()), member, first);
      end(line, member);
    }
  }

  private static AttributeList begin(
      String type, String group, String name, Representation member, boolean preferred) {
    RenditionChoice choice = RenditionChoice.of(member);
    return new AttributeList()
        .plain("TYPE", type)
        .quoted("GROUP-ID", group)
        .quoted("NAME", name)
        .quoted("LANGUAGE", member.lang())
        .plain("DEFAULT", preferred ? "YES" : "NO")
        // Must be YES wherever DEFAULT is (4.4.6.1).
        .plain("AUTOSELECT", preferred || choice.autoselect() ? "YES" : "NO")
        .plain("FORCED", Optional.of("YES").filter(any -> choice.forced()))
        .quoted("CHARACTERISTICS", choice.characteristics());
  }

  private void end(AttributeList line, Representation member) {
    out.append("#EXT-X-MEDIA:")
        .append(line.quoted("URI", MultivariantPlaylist.uri(base, member)))
        .append('\n');
  }
}
