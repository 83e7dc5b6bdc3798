/** Whether this machine lets this user mount an image of a file system: Linux, root, loop devices, ext4. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The least ext4 takes. */
const IMAGE_BYTES = 8 * 1024 * 1024;

export function canMountImages(): boolean {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanteo-mount-'));
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'ignore' });
  try {
    fs.writeFileSync(path.join(folder, 'image'), '');
    fs.truncateSync(path.join(folder, 'image'), IMAGE_BYTES);
    fs.mkdirSync(path.join(folder, 'mounted'));
    run('mkfs.ext4', '-q', 'image');
    run('mount', '-o', 'loop', 'image', 'mounted');
    run('umount', 'mounted');
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
