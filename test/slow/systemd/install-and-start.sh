#!/bin/sh
# What a user does, line by line, and what came of it: for systemd.test.ts.
reprise() { "$NODE" "$REPRISE" "$@"; }
cd "$HOME" || exit 1
reprise schedule nightly --at 02:30 --systemd --install || exit 1
echo "next: $(systemctl --user show -p NextElapseUSecRealtime --value reprise-nightly.timer)"
echo "enabled: $(systemctl --user is-enabled reprise-nightly.timer)"
for night in first second; do
  systemctl --user start reprise-nightly.service
  echo "$night: start $?, $(systemctl --user show -p Result -p ExecMainStatus reprise-nightly.service | tr '\n' ' ')"
done
reprise schedule nightly --remove --systemd || exit 1
echo "left: $(systemctl --user list-unit-files --no-legend 'reprise-*' | wc -l) $(find .config -type f -o -type l | wc -l)"
