# The instance's own disks, striped, as /scratch; a folder of the root volume where it has none.
set -u
where=${SCRATCH:-/scratch}
mkdir -p "$where"
mapfile -t disks < <(lsblk --nodeps --noheadings --paths --output NAME,MODEL |
  awk '/Amazon EC2 NVMe Instance Storage/ {print $1}')
make_filesystem() {
  mkfs.xfs -f -q "$1" && mount -o noatime,discard "$1" "$where"
}
case ${#disks[@]} in
  0) ;;
  1) make_filesystem "${disks[0]}" ;;
  *)
    command -v mdadm >/dev/null || dnf install -y -q mdadm
    mdadm --create /dev/md/scratch --run --force --level=0 \
      --raid-devices=${#disks[@]} "${disks[@]}" && make_filesystem /dev/md/scratch
    ;;
esac || echo "scratch: no file system on ${disks[*]}, /scratch is a folder" >&2
chmod 1777 "$where"
