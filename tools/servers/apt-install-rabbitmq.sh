#!/bin/sh
# Installs the distribution's rabbitmq-server without letting the package start a system-wide broker.
#
# Debian's maintainer scripts ask /usr/sbin/policy-rc.d whether they may start a service; 101 means no. A policy
# that was there before is put back, whatever happens. The lock lets two of us take turns.
# Progress goes to file descriptor 3 as apt's status lines, everything else to the output.
set -eu

exec 9>/run/lock/spindle-apt.lock
flock 9

policy=/usr/sbin/policy-rc.d
saved=$policy.before-spindle

restore_policy() {
  if [ -e "$saved" ]; then mv -f "$saved" "$policy"; else rm -f "$policy"; fi
}

# A saved policy means that an earlier run was cut off: it is the original, and the one in place is ours.
if [ -e "$policy" ] && [ ! -e "$saved" ]; then cp -a "$policy" "$saved"; fi
trap restore_policy EXIT
# A half-configured package is worse than a late Ctrl-C.
trap '' INT HUP TERM
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
apt-get -q update -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=120
apt-get -q install -y --no-install-recommends -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=120 rabbitmq-server

# Nor may it start at the next boot.
if command -v systemctl >/dev/null; then
  systemctl --quiet disable rabbitmq-server.service epmd.socket epmd.service || true
fi
