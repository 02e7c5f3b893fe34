#!/usr/bin/env bash
# Rebuilds the list of dossiers from the lifecycle topic alone, up to its present end, and writes it as CSV.
#
#   ./rebuild.sh <brokers> <topics, with commas> <state file> <csv file>
#
# The state file holds the list and the offsets together, so a killed run goes on where its last save was. Needs kcat and jq.
set -euo pipefail
export LC_ALL=C
brokers=$1 topics=$2 state=$3 csv=$4
fold=$(dirname "$0")/fold.jq
batch=$state.batch

# The old file or the new one, never half of one.
save() { cat >"$1.new" && mv "$1.new" "$1"; }

[ -e "$state" ] || echo '{"offsets":{},"dossiers":{}}' | save "$state"

for topic in ${topics//,/ }; do
  for partition in $(kcat -b "$brokers" -L -t "$topic" -J | jq '.topics[0].partitions[].partition'); do
    while :; do
      offset=$(jq -r --arg place "$topic/$partition" '.offsets[$place] // "beginning"' "$state")
      # No group: the offsets are ours to keep. At most 1000 records, or fewer where the partition ends.
      kcat -b "$brokers" -C -t "$topic" -p "$partition" -o "$offset" -c 1000 -e -q -J -X auto.offset.reset=earliest >"$batch"
      [ -s "$batch" ] || break
      jq -n -c -f "$fold" --slurpfile state "$state" "$batch" | save "$state"
    done
  done
done
rm -f "$batch"

{
  echo 'dossierId,code,status,unit,procedure,dueAt,version,missing'
  jq -r '.dossiers | to_entries[] | .key as $id | .value
    | [$id, .code, .status, .unit, .procedure, .dueAt, .version, (if .hole > 0 then .hole else "" end)]
    | map(tostring) | join(",")' "$state" | sort
} | save "$csv"

holes=$(jq -r '.dossiers | to_entries[] | select(.value.hole > 0)
  | "hole: dossier \(.key) lacks version \(.value.hole)"' "$state")
[ -z "$holes" ] || { echo "$holes" >&2; exit 3; }
