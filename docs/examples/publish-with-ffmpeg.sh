#!/usr/bin/env bash
# One epoch-locked pipeline by FFmpeg: publish-with-ffmpeg.sh BASE_URL [SECONDS]
# Run it once per pipeline, each with the URL of its own ingest. Segment number = media time / 2 s, so
# processes that start at different times agree on every number.
#   START         epoch second to start at, a multiple of 8 (a segment and an audio frame begin there together);
#                 the next one if unset
#   VIDEO_FILTER  further video filters
set -euo pipefail
base="$1"
seconds="${2:-3600}"
start="${START:-$(( ($(date +%s) / 8 + 1) * 8 ))}"
wait=$(awk -v s="$start" -v n="$(date +%s.%N)" 'BEGIN { d = s - n; print (d > 0 ? d : 0) }')
sleep "$wait"
number=$((start / 2))
# frag_discont keeps the epoch in tfdt; +1024 cancels the priming of AAC.
exec ffmpeg -nostdin -v warning \
  -re -f lavfi -t "$seconds" -i "testsrc2=size=320x180:rate=25" \
  -re -f lavfi -t "$seconds" -i "sine=frequency=440:beep_factor=4:sample_rate=48000" \
  -filter_complex "[0:v]${VIDEO_FILTER:+$VIDEO_FILTER,}setpts=PTS+$start/TB[v];[1:a]asetpts=PTS+$start/TB+1024[a]" \
  -map "[v]" -map "[a]" -fps_mode passthrough \
  -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -b:v 300k -threads 1 \
  -g 250 -sc_threshold 0 -force_key_frames "expr:gte(t,n_forced*2)" \
  -c:a aac -b:a 96k -ac 2 \
  -f hls -hls_time 2 -hls_list_size 5 -hls_segment_type fmp4 -start_number "$number" \
  -hls_flags independent_segments+delete_segments \
  -hls_segment_options "movflags=+cmaf+frag_discont:fragment_index=$number" \
  -var_stream_map "v:0,agroup:aud,name:v0 a:0,agroup:aud,name:a0,default:yes" -master_pl_name master.m3u8 \
  -hls_fmp4_init_filename "%v-init.mp4" -hls_segment_filename "$base/%v-%d.m4s" \
  -method PUT -http_persistent 1 -timeout 5 "$base/%v.m3u8"
