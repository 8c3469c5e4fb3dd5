#!/bin/sh
# Makes the init segments in this directory with FFmpeg (5.1 was used): the ftyp and moov of a
# fragmented MP4, as a packager sends them. Needs libx264, libx265, libaom-av1, aac, ac3, eac3, libopus.
# The file name says codec and, after a dash, what differs. Run it here.
set -eu

cut_init() { # in out: everything before the first moof
  python3 - "$1" "$2" <<'PY'
import struct, sys
data = open(sys.argv[1], 'rb').read()
at = 0
while data[at + 4:at + 8] in (b'ftyp', b'moov'):
    at += struct.unpack('>I', data[at:at + 4])[0]
open(sys.argv[2], 'wb').write(data[:at])
PY
}

make() { # name, then encoder and muxer options
  name=$1
  shift
  ffmpeg -v error -y $INPUT -t 0.5 "$@" -movflags +cmaf+frag_keyframe+empty_moov+default_base_moof+delay_moov \
    -f mp4 whole.mp4
  cut_init whole.mp4 "$name.mp4"
  rm whole.mp4
}

INPUT="-f lavfi -i testsrc2=size=64x36:rate=25 -pix_fmt yuv420p"
make avc1 -c:v libx264 -preset ultrafast -b:v 100k -level 3
make avc1-rate -c:v libx264 -preset ultrafast -b:v 300k -level 3 -metadata title=other
make avc1-high -c:v libx264 -preset medium -profile:v high -b:v 100k -level 3
make avc3 -c:v libx264 -preset ultrafast -tag:v avc3
make avc3-high -c:v libx264 -preset medium -profile:v high -tag:v avc3
make hvc1 -c:v libx265 -preset ultrafast -b:v 100k -x265-params log-level=none:info=0 -tag:v hvc1
make hvc1-sei -c:v libx265 -preset ultrafast -b:v 90k -x265-params log-level=none -tag:v hvc1
make hvc1-size -c:v libx265 -preset ultrafast -vf scale=128:72 -x265-params log-level=none:info=0 -tag:v hvc1
make hev1 -c:v libx265 -preset ultrafast -x265-params log-level=none:info=0 -tag:v hev1
make av01 -c:v libaom-av1 -cpu-used 8 -b:v 100k
make encv -c:v libx264 -preset ultrafast -encryption_scheme cenc-aes-ctr \
  -encryption_key 00112233445566778899aabbccddeeff -encryption_kid 0123456789abcdef0123456789abcdef
INPUT="-f lavfi -i sine=frequency=440:sample_rate=48000 -ac 2"
make mp4a -c:a aac -b:a 96k
make mp4a-rate -c:a aac -b:a 64k
make mp4a-mono -c:a aac -b:a 96k -ac 1
make ac-3 -c:a ac3 -b:a 128k
make ec-3 -c:a eac3 -b:a 128k
make opus -c:a libopus -b:a 64k
make enca -c:a aac -b:a 96k -encryption_scheme cenc-aes-ctr \
  -encryption_key 00112233445566778899aabbccddeeff -encryption_kid 0123456789abcdef0123456789abcdef
