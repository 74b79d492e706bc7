#!/bin/sh
# Runs a script of a user beside a systemd of that user, where mounts, processes and the control group are its own:
#   unshare --mount --pid --fork --mount-proc --kill-child sh own-systemd.sh GROUP UID SCRIPT
# Exit status 125: there can be no such systemd here.
group=/sys/fs/cgroup/$1 user=$2 script=$3
{
  mount --make-rprivate / && mount -t tmpfs none /run && mount -t tmpfs none /sys/fs/cgroup &&
    mount -t cgroup2 none /sys/fs/cgroup && mkdir -p /run/systemd/system "/run/user/$user" "$group" &&
    chown "$user:$user" "/run/user/$user" "$group" "$group/cgroup.procs" "$group/cgroup.subtree_control" &&
    echo $$ >"$group/cgroup.procs"
} || exit 125
export XDG_RUNTIME_DIR="/run/user/$user"
unset DBUS_SESSION_BUS_ADDRESS XDG_CONFIG_HOME
as_user() { setpriv --reuid "$user" --regid "$user" --clear-groups "$@"; }
as_user /lib/systemd/systemd --user --log-target=console --log-level=warning >&2 &
systemd=$!
for _ in $(seq 100); do
  state=$(as_user systemctl --user is-system-running 2>/dev/null)
  case $state in running | degraded) break ;; esac
  kill -0 "$systemd" 2>/dev/null || exit 125
  sleep 0.2
done
case $state in running | degraded) ;; *) exit 125 ;; esac
as_user sh "$script"
status=$?
kill "$systemd"
wait "$systemd"
exit "$status"
