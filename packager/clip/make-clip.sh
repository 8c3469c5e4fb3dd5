#!/bin/sh
# Makes the clip that the reference packager loops, with FFmpeg (5.1 was used). The result is
# committed; run this only to change the clip. Needs ffmpeg and a DejaVu font; on Debian:
#   apt-get install ffmpeg fonts-dejavu-core      (the font comes with ffmpeg's dependencies)
#
# What it makes, in packager/src/main/resources/io/liveorigin/packager/clip/:
#   v360.mp4  640x360, 25 fps, H.264, closed 2 s GOPs      init segment + 12 segments
#   v180.mp4  320x180, the same picture                    init segment + 12 segments
#   a96.mp4   AAC-LC, 48 kHz, stereo                       init segment + 12 segments
#
# Why it is made like this:
# - 24 s is a multiple of 8 s, the least time that is both whole 2 s segments and whole 1024/48000 s
#   AAC frames (375 of them). So the loop has exactly 1125 audio frames and its border has no gap.
# - Picture and sound repeat every 24 s. Three loops are encoded and the middle one is kept, so the
#   first frame follows the last one as the encoder would have continued, without AAC priming.
# - "+1024" cancels the encoder delay of AAC, so that audio frames start on multiples of 1024 and an
#   edit list is not needed. frag_discont keeps the decode times of the whole run in tfdt.
# - skip_sidx: FFmpeg 5.1 writes a wrong earliest_presentation_time into it.
# - No B-frames: decode order is presentation order, and a segment starts at its first picture.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../src/main/resources/io/liveorigin/packager/clip}
font=${FONT:-/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf}
loop=24
first=$((loop / 2))
last=$((loop - 1))

test -f "$font" || { echo "font $font is missing; set FONT" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

# The counter: frame of the loop, second of the loop, segment of the loop.
counter="loop frame %{eif\:mod(n\,600)\:d\:3}  second %{eif\:mod(floor(n/25)\,24)\:d\:2}  segment %{eif\:mod(floor(n/50)\,12)\:d\:2}"
# A moving bar and clock of testsrc2 restart with each loop as well.
picture="testsrc2=size=640x360:rate=25:duration=$loop,loop=loop=2:size=600:start=0,setpts=round(N/25/TB),\
drawbox=x=0:y=300:w=640:h=60:color=black:t=fill,\
drawtext=fontfile=$font:text='$counter':x=20:y=320:fontsize=22:fontcolor=white"
# A note each second, down and up again, the left and right channel a fifth apart; every note has a
# whole number of periods a second and fades in and out, so that it can be looped.
pitch="(220+20*(12-abs(12-mod(floor(t)\,24))))"
fade="min(1\,20*min(mod(t\,1)\,1-mod(t\,1)))"
sound="aevalsrc=0.25*$fade*sin(2*PI*$pitch*t)|0.25*$fade*sin(2*PI*1.5*$pitch*t):s=48000:d=$((3 * loop))"

ffmpeg -nostdin -v error -f lavfi -i "$picture" -f lavfi -i "$sound" \
  -filter_complex "[0:v]split[p][q];[p]copy[big];[q]scale=320:180[small];[1:a]asetpts=PTS+1024[tone]" \
  -map "[big]" -map "[small]" -map "[tone]" -fps_mode passthrough \
  -c:v libx264 -preset slower -pix_fmt yuv420p -profile:v main -bf 0 \
  -g 50 -keyint_min 50 -sc_threshold 0 -x264-params open-gop=0:force-cfr=1 -threads 1 \
  -b:v:0 500k -maxrate:v:0 600k -bufsize:v:0 600k -level:v:0 3.0 \
  -b:v:1 150k -maxrate:v:1 180k -bufsize:v:1 180k -level:v:1 1.3 \
  -video_track_timescale 12800 -c:a aac -b:a 96k -ac 2 \
  -flags:v +bitexact -flags:a +bitexact -fflags +bitexact \
  -f hls -hls_time 2 -hls_list_size 0 -hls_segment_type fmp4 -start_number 0 \
  -hls_flags independent_segments -hls_segment_options "movflags=+cmaf+frag_discont+skip_sidx" \
  -var_stream_map "v:0,agroup:aud,name:v360 v:1,agroup:aud,name:v180 a:0,agroup:aud,name:a96,default:yes" \
  -master_pl_name master.m3u8 -hls_fmp4_init_filename '%v-init.mp4' \
  -hls_segment_filename "$work/%v-%d.m4s" "$work/%v.m3u8"

for name in v360 v180 a96; do
  cp "$work/$name-init.mp4" "$out/$name.mp4"
  number=$first
  while [ "$number" -le "$last" ]; do
    cat "$work/$name-$number.m4s" >> "$out/$name.mp4"
    number=$((number + 1))
  done
done
ls -l "$out"
