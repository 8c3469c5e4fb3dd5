# shellcheck shell=bash
# Starts Java with the flags of a command. Sourced by ./origin, which builds first, and by bin/origin
# of a release. They set
#   jar    the jar to start
#   jvm    the folder with the flags of Java, one file a command
#   built  a file that is as old as the jars
# JAVA_HOME says which Java; ORIGIN_JAVA_OPTS is added to its flags. Starts few processes: each costs
# as much as a part of Java's own start.

# Sets java, and java_release to what the Java says about itself.
find_java() {
  local home
  if [[ -n "${JAVA_HOME:-}" ]]; then
    java="$JAVA_HOME/bin/java"
  else
    java="$(command -v java || true)"
  fi
  if [[ ! -x "$java" ]]; then
    echo "origin: no Java found; install Java 17 or later, or set JAVA_HOME" >&2
    exit 1
  fi
  home="$(readlink -f "$java")"
  home="${home%/*/*}"
  java_release=""
  if [[ -r "$home/release" ]]; then
    # To the end of the file, which is no error here.
    IFS= read -r -d '' java_release <"$home/release" || true
  fi
}

# Sets flags for the command, after find_java.
find_flags() {
  local command="${1:-}" memory
  [[ "$command" =~ ^[a-z]+$ ]] || command=other
  memory="$jvm/$command.memory.args"
  [[ -e "$memory" ]] || memory="$jvm/other.memory.args"
  flags=("@$jvm/common.args" "@$memory")
  case "$command" in
    # These run for long, or over much.
    bench | broker | demo | ingest | packager | report | serve) ;;
    *) flags+=("@$jvm/short.args") ;;
  esac
  if [[ -e "$jvm/$command.args" ]]; then
    flags+=("@$jvm/$command.args")
  fi
  if [[ "$java_release" =~ JAVA_VERSION=\"([0-9]+) && "${BASH_REMATCH[1]}" -ge 23 ]]; then
    flags+=("@$jvm/java-23.args")
  fi
  if [[ -t 1 ]]; then
    flags+=(-Dorigin.terminal=true)
  fi
}

# Sets archive to the class-data archive of a command that asks once and ends: classes as Java has
# them in memory, so that it neither reads nor checks them again. Fails for other commands. The name
# says of which Java and of which jars it is: Java refuses any other without a word.
find_archive() {
  local version=""
  case "${1:-}" in
    audit | credential | defects | doctor | event | explain | export | invalidation | mask | notify | \
      quarantine | refusals | report | topics) ;;
    *) return 1 ;;
  esac
  if [[ "$java_release" =~ JAVA_RUNTIME_VERSION=\"([^\"/]+)|JAVA_VERSION=\"([^\"/]+) ]]; then
    version="${BASH_REMATCH[1]:-${BASH_REMATCH[2]}}"
  fi
  archive="${XDG_CACHE_HOME:-${HOME:-}/.cache}/live-origin/$1-$version-$(
    stat --printf='%s.%Y.' "$jar" "$built"
  )${jar//\//%}.jsa"
}

# Whether this call may write the archive: one that waits may be told to end at any time.
may_train() {
  local option folder="${archive%/*}"
  for option in "$@"; do
    case "$option" in
      --follow | --wait*) return 1 ;;
    esac
  done
  [[ -d "$folder" ]] || mkdir -p "$folder" 2>/dev/null || return 1
  [[ -O "$folder" && -w "$folder" ]]
}

# Runs the command and keeps its classes as the archive, if it did its work; does not return. What
# Java says about the archive is not for the user.
train() {
  local code=0 fresh="$archive.$$" child
  # shellcheck disable=SC2086 # several options in one variable
  "$java" "${flags[@]}" -Xlog:disable "-XX:ArchiveClassesAtExit=$fresh" ${ORIGIN_JAVA_OPTS:-} \
    -jar "$jar" "$@" <&0 &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null || true' INT TERM HUP
  wait "$child" || code=$?
  while kill -0 "$child" 2>/dev/null; do
    code=0
    wait "$child" || code=$?
  done
  if [[ "$code" -eq 0 && -s "$fresh" ]]; then
    # Of other versions.
    rm -f "${archive%/*}/$1-"*.jsa
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
