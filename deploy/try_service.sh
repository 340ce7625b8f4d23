#!/usr/bin/env bash
# Runs the systemd unit for real on a machine whose first process is not systemd: as root, on Debian, with mmdebstrap. `npm run try:service` gives it.
#   deploy/try_service.sh [folder for what it makes]
# systemd is started in a small Debian of its own (spaces for processes, mounts and control groups), with the executable and the unit as they are. Shows that it
# starts with all that the unit takes from it, that what it counted is on the disk after `systemctl stop`, and that the journal says nothing about a visitor.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$(mktemp -d)}
port=${PORT:-8787}
root=$folder/root
group=fivebar-try
fail() { echo "FAILED  $*" >&2; exit 1; }
ok() { echo "ok      $*"; }

[ "$(id -u)" = 0 ] || fail "this needs root"
for program in mmdebstrap systemd-analyze curl; do
  command -v $program >/dev/null || fail "$program is not installed: apt-get install mmdebstrap systemd curl"
done
! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || fail "something listens on port $port already; PORT chooses another"
compgen -G 'dist/release/fivebar-*-linux-x64' >/dev/null || npm run --silent package -- linux-x64
[ -d "$root" ] || mmdebstrap --quiet --variant=minbase --include=systemd,dbus bookworm "$root"

install -m 0755 dist/release/fivebar-*-linux-x64 "$root/usr/local/bin/fivebar"
install -m 0644 deploy/fivebar.service "$root/etc/systemd/system/"
echo "PORT=$port" >"$root/etc/fivebar.env"
: >"$root/etc/machine-id"
chroot "$root" id fivebar >/dev/null 2>&1 ||
  chroot "$root" useradd --system --home-dir /var/lib/fivebar --shell /usr/sbin/nologin fivebar 2>/dev/null
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -sf /etc/systemd/system/fivebar.service "$root/etc/systemd/system/multi-user.target.wants/"
# Of no use here, or the machine's own.
for unit in getty.target console-getty.service systemd-udevd.service systemd-timesyncd.service systemd-sysctl.service systemd-modules-load.service \
  systemd-remount-fs.service dev-hugepages.mount sys-kernel-debug.mount sys-kernel-tracing.mount proc-sys-fs-binfmt_misc.automount; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done

# Both kinds of control groups: one tree, or systemd's own beside others.
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then trees="."; else trees="systemd unified"; fi
(
  for tree in $trees; do
    mkdir -p "/sys/fs/cgroup/$tree/$group"
    echo $BASHPID >"/sys/fs/cgroup/$tree/$group/cgroup.procs"
  done
  exec unshare --mount --pid --fork --cgroup --uts --ipc --kill-child=KILL sh -ec '
    cd "$1"
    mount --make-rprivate /
    mount --bind . .
    cd "$1"
    mount -t proc proc proc
    mount -t sysfs -o ro sysfs sys
    if [ "$2" = . ]; then mount -t cgroup2 cgroup2 sys/fs/cgroup; else
      mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
      mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
      mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
      mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
    fi
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs -o mode=755 tmpfs dev
    for device in null zero full random urandom tty; do touch dev/$device; mount --bind /dev/$device dev/$device; done
    mkdir dev/pts dev/shm
    mount -t tmpfs tmpfs dev/shm
    mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    exec chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=lxc /lib/systemd/systemd --system
  ' sh "$root" "$trees"
) >"$folder/boot.log" 2>&1 &
outer=$!
cleanup() {
  kill -KILL $outer 2>/dev/null || true
  wait $outer 2>/dev/null || true
  # They can be removed once the last process in them is gone.
  for _ in $(seq 50); do
    for tree in $trees; do find "/sys/fs/cgroup/$tree/$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
    compgen -G "/sys/fs/cgroup/*/$group" >/dev/null || [ -e "/sys/fs/cgroup/$group" ] || break
    sleep 0.1
  done
}
trap cleanup EXIT
inside() { nsenter -t "$(pgrep -P $outer | head -1)" --mount --pid --cgroup --uts --ipc chroot "$root" "$@"; }
until_true() {
  for _ in $(seq 200); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  fail "in vain: $*; $(cat "$folder/boot.log"; inside journalctl --unit fivebar --no-pager | tail -5)"
}
origin=http://127.0.0.1:$port
listens() { [ "$(inside systemctl show --property ActiveState --value fivebar)" = active ] && curl --silent --fail "$origin/healthz"; }

until_true listens
ok "it runs as the unit says: $(inside systemd-analyze security fivebar --no-pager | tail -1 | LC_ALL=C tr -cd '[:print:]')"
pid=$(inside systemctl show --property MainPID --value fivebar)
status=$(inside grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' "/proc/$pid/status" | tr -s '\t\n' ' ')
ok "its first process: $status"
key=$(cat "$root/var/lib/fivebar/admin.key")
curl --silent --output /dev/null "$origin/api/v1/campaigns" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
  -d '{"slug": "service", "name": "Service", "channel": "tiktok", "destination": "https://example.org/"}'
visits() { curl --silent --fail "$origin/api/v1/report" -H "Authorization: Bearer $key" | sed 's/.*"totals":{"visits":\([0-9]*\).*/\1/'; }
before=$(visits)
for _ in $(seq 25); do
  answer=$(curl --silent --output /dev/null --write-out '%{http_code}' -A 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' \
    "$origin/service?fbclid=canary")
  [ "$answer" = 302 ] || fail "a visitor got $answer"
done
inside systemctl stop fivebar
[ "$(inside systemctl show --property Result --value fivebar)" = success ] || fail "the stop was no success"
inside systemctl start fivebar
until_true listens
[ "$(visits)" = $((before + 25)) ] || fail "25 visits before the stop, and $(visits) after it, where $before were before"
ok "25 visits came just before systemctl stop, and all of them are there when it starts again"
said=$(inside journalctl --no-pager)
case $said in *canary* | *Firefox* | */service*) fail "the journal says something about a visitor" ;; esac
ok "the journal says nothing about a visitor"
echo "All is well. What was made is in $folder."
