#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The main job on the simulated phone, over a real pty: a long message and a WAP push leave, arrive,
# are shown.
set -eu
smsmodem=$1
dir=$(mktemp -d)
phone=
cleanup() {
	[ -z "$phone" ] || kill "$phone" 2>/dev/null || true
	wait
	rm -rf "$dir"
}
trap cleanup EXIT INT TERM
run() { printf '\n$ smsmodem %s\n' "$*"; "$smsmodem" "$@"; }

text='The backup of host db-1 has failed three times since midnight; the last error was "no space left on device". Somebody should look at it before the shop opens at nine. Good morning! 🌅☕'

mkfifo "$dir/events"
"$smsmodem" sim --pty "$dir/phone" --loopback >"$dir/events" </dev/null &
phone=$!
exec 3<"$dir/events"
read -r ready <&3
printf 'A simulated phone is ready, and every message to it comes back to it:\n%s\n' "$ready"

run -d "$dir/phone" send +491701234567 "$text"
read -r submit <&3
printf '\nThe phone took it, and says:\n%s\n' "$submit"

run -d "$dir/phone" push si +491701234567 --href 'https://www.example.com/backup?host=db-1' \
	--text 'What failed, and when' --action high --expires 3d
read -r submit <&3
printf '\nAnd the phone says:\n%s\n' "$submit"

printf '\nBoth arrived in the same phone; its memory, decoded:\n'
printf '\n$ smsmodem at AT+CMGL=4 | smsmodem decode\n'
"$smsmodem" -d "$dir/phone" at AT+CMGF=0 AT+CMGL=4 | "$smsmodem" decode
