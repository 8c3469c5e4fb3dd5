#!/bin/sh
# Makes the media segments in this directory with FFmpeg (5.1 was used), 1 to 3 KB each: what the
# fuzz tests start from. Needs libx264, aac, libopus. Run it here.
set -eu

make() { # name, then encoder and muxer options; everything from the first box behind moov
  name=$1
  shift
  ffmpeg -v error -y $INPUT "$@" -f mp4 whole.mp4
  python3 - whole.mp4 "$name.m4s" <<'PY'
import struct, sys
data, at = open(sys.argv[1], 'rb').read(), 0
while data[at + 4:at + 8] in (b'ftyp', b'moov'):
    at += struct.unpack('>I', data[at:at + 4])[0]
open(sys.argv[2], 'wb').write(data[at:])
PY
  rm whole.mp4
}

FLAGS=+empty_moov+default_base_moof+skip_trailer
X264="-c:v libx264 -preset ultrafast -crf 51 -g 25 -bf 2 -pix_fmt yuv420p"
INPUT="-f lavfi -i color=size=16x16:rate=25 -t 1"
make h264 $X264 -movflags $FLAGS+cmaf+frag_keyframe
make h264-index $X264 -movflags $FLAGS+dash+frag_keyframe
make h264-prft $X264 -movflags $FLAGS+cmaf+frag_keyframe -write_prft pts
make h264-chunks $X264 -movflags $FLAGS+cmaf -frag_duration 200000
INPUT="-f lavfi -i sine=frequency=220:sample_rate=48000 -t 1"
make aac -c:a aac -b:a 8k -movflags $FLAGS+cmaf -frag_duration 2000000
make opus -c:a libopus -b:a 6k -movflags $FLAGS+cmaf -frag_duration 2000000
INPUT="-f lavfi -i color=size=16x16:rate=25 $INPUT"
make both $X264 -c:a aac -b:a 8k -t 0.5 -movflags $FLAGS -frag_duration 2000000
