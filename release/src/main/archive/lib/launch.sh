# shellcheck shell=bash
# Starts Java with the flags of a command. Sourced by ./origin, which builds first, and by bin/origin
# of a release. They set
#   jar    the jar to start
#   jvm    the folder with the flags of Java, one file a command
#   built  a file that is as old as the jars
# JAVA_HOME says which Java; ORIGIN_JAVA_OPTS is added to its flags.

# Sets java and java_home.
find_java() {
  if [[ -n "${JAVA_HOME:-}" ]]; then
    java="$JAVA_HOME/bin/java"
  else
    java="$(command -v java || true)"
  fi
  if [[ ! -x "$java" ]]; then
    echo "origin: no Java found; install Java 17 or later, or set JAVA_HOME" >&2
    exit 1
  fi
  java_home="$(dirname "$(dirname "$(readlink -f "$java")")")"
}

# Sets flags for the command, after find_java.
find_flags() {
  local command="${1:-other}" file release="$java_home/release"
  [[ "$command" =~ ^[a-z]+$ && -e "$jvm/$command.memory.args" ]] || command=other
  flags=("@$jvm/common.args")
  for file in "$jvm/$command.memory.args" "$jvm/$command.args"; do
    if [[ -e "$file" ]]; then
      flags+=("@$file")
    fi
  done
  java_version=""
  if [[ -r "$release" ]]; then
    java_version="$(<"$release")"
    if [[ "$java_version" =~ JAVA_VERSION=\"([0-9]+) && "${BASH_REMATCH[1]}" -ge 23 ]]; then
      flags+=("@$jvm/java-23.args")
    fi
  fi
  if [[ -t 1 ]]; then
    flags+=(-Dorigin.terminal=true)
  fi
}

# Sets archive to the class-data archive of a command that asks once and ends: classes as Java has
# them in memory, so that it neither reads nor checks them again. Fails for other commands.
find_archive() {
  local folder="${XDG_CACHE_HOME:-${HOME:-}/.cache}/live-origin"
  case "${1:-}" in
    audit | credential | defects | event | explain | export | invalidation | mask | notify | \
      quarantine | refusals | report | topics) ;;
    *) return 1 ;;
  esac
  # Java refuses an archive of another Java or of other jars; the name keeps it from trying.
  archive="$folder/$1-$(printf '%s\n' "$java_version" "$jar" "$(stat -c '%s %Y' "$jar" "$built")" |
    cksum | cut -d ' ' -f 1).jsa"
}

# Whether this call may write the archive: one that waits may be told to end at any time.
may_train() {
  local option
  for option in "$@"; do
    case "$option" in
      --follow | --wait*) return 1 ;;
    esac
  done
  mkdir -p "$(dirname "$archive")" 2>/dev/null && [[ -O "$(dirname "$archive")" ]]
}

# Runs the command and keeps its classes as the archive, if it did its work; does not return. What
# Java says about the archive is not for the user.
train() {
  local code=0 fresh="$archive.$$"
  # shellcheck disable=SC2086 # several options in one variable
  "$java" "${flags[@]}" -Xlog:disable "-XX:ArchiveClassesAtExit=$fresh" ${ORIGIN_JAVA_OPTS:-} \
    -jar "$jar" "$@" <&0 &
  local child=$!
  trap 'kill -TERM "$child" 2>/dev/null || true' INT TERM HUP
  wait "$child" || code=$?
  while kill -0 "$child" 2>/dev/null; do
    code=0
    wait "$child" || code=$?
  done
  if [[ "$code" -eq 0 && -s "$fresh" ]]; then
    rm -f "${archive%-*}"-*.jsa
    mv -f "$fresh" "$archive"
  else
    rm -f "$fresh"
  fi
  exit "$code"
}

# launch COMMAND OPTION...: does not return.
launch() {
  find_java
  find_flags "$@"
  if find_archive "$@"; then
    if [[ -r "$archive" && -O "$archive" ]]; then
      flags+=(-Xlog:disable "-XX:SharedArchiveFile=$archive")
    elif may_train "$@"; then
      train "$@"
    fi
  fi
  # shellcheck disable=SC2086 # several options in one variable
  exec "$java" "${flags[@]}" ${ORIGIN_JAVA_OPTS:-} -jar "$jar" "$@"
}
