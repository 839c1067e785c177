# SPDX-License-Identifier: GPL-3.0-or-later
"""The first file system of the machine: busybox, the kernel's modules, and the way to the host's root."""
import json
import lzma
import os
import pathlib
import shutil
import subprocess

# In the order of their use; what they need is found by modprobe. btvirt wants AF_ALG, and
# bluetoothd bnep, hidp and uhid.
MODULES = ("9pnet_virtio", "9p", "overlay",
           "rfcomm", "hci_vhci", "algif_hash", "algif_skcipher", "cmac", "bnep", "hidp", "uhid",
           "xhci_pci", "ftdi_sio")

# The host's root is the lower layer, so that programs and libraries are the host's own; what is
# written stays in memory.
INIT = """#!/bin/busybox sh
do_or_end() {
	/bin/busybox "$@" || { echo "init: $* failed"; /bin/busybox reboot -f; }
}
do_or_end mount -t proc proc /proc
do_or_end mount -t devtmpfs dev /dev
while read -r module; do do_or_end insmod "/machine/$module"; done </machine/modules
do_or_end mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 root /lower
do_or_end mount -t tmpfs tmpfs /upper
do_or_end mkdir /upper/files /upper/work
do_or_end mount -t overlay -o lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work \\
	overlay /root
do_or_end mkdir -p /root/proc /root/sys /root/dev /root/run
do_or_end mount -t proc proc /root/proc
do_or_end mount -t sysfs sys /root/sys
do_or_end mount -t debugfs debugfs /root/sys/kernel/debug
do_or_end mount -t devtmpfs dev /root/dev
do_or_end mkdir -p /root/dev/pts /root/dev/shm
do_or_end mount -t devpts -o gid=5,mode=620,ptmxmode=666 pts /root/dev/pts
do_or_end mount -t tmpfs tmpfs /root/dev/shm
do_or_end mount -t tmpfs -o mode=755 tmpfs /root/run
do_or_end mkdir -p /root/run/lock /root/run/machine
do_or_end cp /bin/busybox /machine/config.json /machine/main /root/run/machine/
exec /bin/busybox switch_root /root /run/machine/busybox sh /run/machine/main
"""

MAIN = """B=/run/machine/busybox
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
$B ifconfig lo up
'{python}' '{guest}'
$B sync
$B reboot -f
"""


def kernel_release(kernel):
    """Of a kernel package unpacked there."""
    found = sorted(pathlib.Path(kernel, "boot").glob("vmlinuz-*"))
    if not found:
        raise FileNotFoundError(f"{kernel} has no boot/vmlinuz-*: ./dev test-hardware puts a kernel "
                                "into build-test/vm/kernel")
    return found[-1].name.removeprefix("vmlinuz-")


def module_files(kernel, release):
    """The files of MODULES and of what they need, in the order to load them."""
    lines = []
    for module in MODULES:
        lines += subprocess.run(["modprobe", "-d", kernel, "-S", release, "-D", module], check=True,
                                stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return list(dict.fromkeys(line.split()[1] for line in lines if line.startswith("insmod ")))


def put_module(path, folder):
    name = pathlib.Path(path).name
    if name.endswith(".xz"):
        name = name.removesuffix(".xz")
        (folder / name).write_bytes(lzma.decompress(pathlib.Path(path).read_bytes()))
    else:
        shutil.copy(path, folder)
    return name


def make(kernel, config, python, guest, target):
    """Write the initramfs to target; config is what the guest finds in /run/machine/config.json."""
    tree = pathlib.Path(f"{target}.tree")
    machine = tree / "machine"
    for folder in ("bin", "proc", "dev", "lower", "upper", "root", "machine"):
        os.makedirs(tree / folder)
    shutil.copy(shutil.which("busybox") or "/bin/busybox", tree / "bin/busybox")
    release = kernel_release(kernel)
    names = [put_module(path, machine) for path in module_files(kernel, release)]
    (machine / "modules").write_text("\n".join(names) + "\n", encoding="utf-8")
    (machine / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (machine / "main").write_text(MAIN.format(python=python, guest=guest), encoding="utf-8")
    (tree / "init").write_text(INIT, encoding="utf-8")
    (tree / "init").chmod(0o755)
    paths = b"\0".join(bytes(path.relative_to(tree)) for path in tree.rglob("*"))
    with open(target, "wb") as archive:
        subprocess.run(["cpio", "--null", "-o", "-H", "newc", "--quiet"], cwd=tree, input=paths,
                       stdout=archive, check=True)
    shutil.rmtree(tree)
    return pathlib.Path(kernel, "boot", f"vmlinuz-{release}")
