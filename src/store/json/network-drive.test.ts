/** Which file system a folder is on, from what systems say of their mounts. */
import { expect, test } from 'vitest';
import { fileSystemOf, mustBeLocal } from './network-drive.ts';

const LINUX = `/dev/vda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
nas:/export /mnt/nas nfs4 rw,vers=4.2 0 0
//nas/fotos /mnt/mis\\040fotos cifs rw 0 0
/dev/vdb1 /mnt/nas/local ext4 rw 0 0
user@host:/ /mnt/ssh fuse.sshfs rw 0 0`;

const MAC = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//rosa@nas._smb._tcp.local/datos on /Volumes/datos (smbfs, nodev, nosuid, mounted by rosa)`;

test.each([
  ['/home/rosa/data', LINUX, 'ext4'],
  ['/mnt/nas/tienda', LINUX, 'nfs4'],
  ['/mnt/nasty', LINUX, 'ext4'],
  ['/mnt/nas/local/data', LINUX, 'ext4'],
  ['/mnt/mis fotos/data', LINUX, 'cifs'],
  ['/mnt/ssh', LINUX, 'fuse.sshfs'],
  ['/Users/rosa/data', MAC, 'apfs'],
  ['/Volumes/datos/tienda', MAC, 'smbfs'],
  ['/home', '', null],
])('%s lies where the system says', (file, table, type) => {
  expect(fileSystemOf(file, table)).toBe(type);
});

test('a folder of this machine is taken, also one that does not exist yet', () => {
  expect(() => mustBeLocal(`${import.meta.dirname}/not/there/yet`)).not.toThrow();
});
