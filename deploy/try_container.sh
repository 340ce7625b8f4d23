#!/usr/bin/env bash
# Builds the image and runs it where no container engine is: as root, on Debian, with mmdebstrap, podman and buildah. `npm run try:container` gives it.
#   deploy/try_container.sh [folder for what it makes]
# Shows that it runs as a user of its own, with a root that is read-only and /data to write to; that what it counted is on the disk after it was told to
# end; and that its health check tells the two apart. Networks, limits and capabilities are set by an engine, and are not shown here.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}
port=${PORT:-8787}
data=$folder/data
with() { "$1" --storage-driver vfs --root "$folder/storage" --runroot "$folder/run" "${@:2}"; }
fail() { echo "FAILED  $*" >&2; exit 1; }
ok() { echo "ok      $*"; }

[ "$(id -u)" = 0 ] || fail "this needs root"
for program in mmdebstrap podman buildah curl; do
  command -v $program >/dev/null || fail "$program is not installed: apt-get install mmdebstrap podman buildah curl"
done
compgen -G 'dist/release/fivebar-*-linux-x64' >/dev/null || npm run --silent package -- linux-x64

[ -e "$folder/root.tar" ] || mmdebstrap --quiet --variant=minbase bookworm "$folder/root.tar"
with podman image exists docker.io/library/debian:bookworm-slim ||
  with podman import --quiet "$folder/root.tar" docker.io/library/debian:bookworm-slim >/dev/null
with buildah bud --format docker --isolation chroot --pull-never --ignorefile deploy/Dockerfile.dockerignore -f deploy/Dockerfile -t fivebar . \
  >"$folder/build.log" 2>&1 || fail "the image was not built: $folder/build.log"
user=$(with buildah inspect --format '{{.Docker.Config.User}}' fivebar)
check=$(with buildah inspect --format '{{.Docker.Config.Healthcheck.Test}}' fivebar)
[ "$user" = fivebar ] && [ "$check" = "[CMD fivebar health]" ] || fail "the image runs as $user, with the health check $check"
ok "the image is built, runs as the user $user, and has a health check"

container=$(with buildah from --pull-never fivebar)
version=$(with buildah run --isolation chroot "$container" -- fivebar version)
ok "Fivebar $version runs in it"

# A command in the container, whose root is read-only: as user 10001, in a space of processes of its own, with nothing of this machine's environment.
root=$(with buildah mount "$container")
mkdir -p "$data"
chown 10001:10001 "$data"
inside() {
  exec unshare --mount --pid --fork --kill-child=KILL sh -c '
    root=$1 data=$2 port=$3
    shift 3
    mount --bind "$root" "$root" && mount --bind "$data" "$root/data" && mount -t proc proc "$root/proc" && mount -o remount,ro,bind "$root" || exit 9
    exec chroot --userspec=10001:10001 "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin RUNTIME_DIR=/opt/fivebar HOST=0.0.0.0 \
      PORT="$port" DATA_DIR=/data "$@"' sh "$root" "$data" "$port" "$@"
}
(inside sh -c 'for place in /opt/fivebar/x /etc/x /usr/local/bin/x; do ! touch $place 2>/dev/null || exit 1; done; touch /data/x && rm /data/x') ||
  fail "it can write elsewhere than to /data, or not there"
ok "it can write to /data alone"

start() {
  (inside fivebar start) >"$folder/said.log" 2>&1 &
  outer=$!
  for _ in $(seq 200); do
    grep -q '^Data:' "$folder/said.log" && break
    kill -0 $outer 2>/dev/null || fail "it ended: $(cat "$folder/said.log")"
    sleep 0.1
  done
  (inside fivebar health) >/dev/null || fail "its health check says no: $(cat "$folder/said.log")"
}
# As a container engine does: the first process is told to end.
stop() {
  kill -TERM "$(pgrep -P $outer)"
  wait $outer || fail "it did not end well: $(cat "$folder/said.log")"
}
trap 'kill -KILL $outer 2>/dev/null || true' EXIT

start
ok "it starts, and its health check says so"
key=$(cat "$data/admin.key")
origin=http://127.0.0.1:$port
curl --silent --fail --output /dev/null "$origin/api/v1/campaigns" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
  -d '{"slug": "container", "name": "Container", "channel": "tiktok", "destination": "https://example.org/"}' || true
visits() { curl --silent --fail "$origin/api/v1/report" -H "Authorization: Bearer $key" | sed 's/.*"totals":{"visits":\([0-9]*\).*/\1/'; }
before=$(visits)
for _ in 1 2 3 4 5; do
  to=$(curl --silent --output /dev/null --write-out '%{http_code}' -A 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' "$origin/container")
  [ "$to" = 302 ] || fail "a visitor got $to"
done
stop
(inside fivebar health) >/dev/null 2>&1 && fail "its health check says yes when it has ended"
start
[ "$(visits)" = $((before + 5)) ] || fail "5 visits before the end, and $(visits) after it, where $before were before"
stop
ok "five visits came just before it was told to end, and all of them are there when it starts again"
echo "All is well. What was made is in $folder."
