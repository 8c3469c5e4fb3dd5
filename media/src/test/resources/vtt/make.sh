#!/bin/sh
# Makes the segments in this directory, WebVTT in MP4, with shaka-packager (3.4.2 was used; FFmpeg 5.1 cannot):
# PACKAGER=/path/to/packager ./make.sh. Run it here.
set -eu

"$PACKAGER" 'in=in.vtt,stream=text,format=vtt+mp4,init_segment=init.mp4,segment_template=$Number$.m4s' \
  --segment_duration 2 --start_segment_number 0 --mpd_output manifest.mpd --quiet
rm manifest.mpd
