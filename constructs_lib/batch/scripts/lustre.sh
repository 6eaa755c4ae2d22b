# The file system as a folder of the host, which jobs mount; without it their reads fail at once.
set -u
where=${LUSTRE:-/lustre}
mkdir -p "$where"
dnf install -y -q lustre-client
for _ in 1 2 3 4 5; do
  mount -t lustre -o noatime,flock "$LUSTRE_HOST@tcp:/$LUSTRE_NAME" "$where" && exit 0
  sleep "${PAUSE:-10}"
done
echo "lustre: $LUSTRE_HOST cannot be mounted" >&2
chmod 0 "$where"
