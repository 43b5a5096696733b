#!/bin/sh
# Makes a userland of Debian 13, which has RabbitMQ 4.0, in the directory that is the argument, and the three programs
# in its folder `spindle` that run from it. Debian 12, on which we stand, has RabbitMQ 3.10.
#
# The programs do not chroot: in a mount namespace of their own they see that userland's /usr and /etc, and else the
# machine as it is. So every path in a node's environment means the same inside as outside, and no mount is left behind.
set -eu

root=$1
unfinished=$root.unfinished

exec 9>"$root.lock"
flock 9
[ -e "$root" ] && exit 0

export DEBIAN_FRONTEND=noninteractive
if ! command -v debootstrap >/dev/null; then
  apt-get -q update -o DPkg::Lock::Timeout=120
  apt-get -q install -y --no-install-recommends -o DPkg::Lock::Timeout=120 debootstrap
fi

# The mirror that this machine itself is fed from.
. /etc/os-release
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
  awk -v release="$VERSION_CODENAME" '$2 == release && $3 == "main" { print $1; exit }')

rm -rf --one-file-system "$unfinished"
# In a mount namespace of its own as well: one that is killed leaves no mount in the tree that the next one deletes.
unshare --mount --propagation private \
  debootstrap --variant=minbase --include=rabbitmq-server trixie "$unfinished" "$mirror"
rm -rf "$unfinished"/var/cache/apt/archives/*.deb

mkdir "$unfinished/spindle"
for program in /usr/lib/rabbitmq/bin/rabbitmq-server /usr/lib/rabbitmq/bin/rabbitmqctl /usr/bin/epmd; do
  cat >"$unfinished/spindle/${program##*/}" <<SCRIPT
#!/bin/sh
exec unshare --mount --propagation private sh -c '
  mount --bind "\$0/usr" /usr && mount --bind "\$0/etc" /etc && exec "\$@"
' '$root' $program "\$@"
SCRIPT
done
chmod 755 "$unfinished"/spindle/*
mv "$unfinished" "$root"
