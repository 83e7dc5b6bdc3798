/**
 * Data must lie on a disk of this machine. Over a network a sync may promise what the other side has not
 * done, and two machines may both believe that the folder is theirs alone.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The directory is on a network drive. */
export class NetworkDrive extends Error {
  readonly directory: string;
  constructor(directory: string, type: string) {
    super(
      `${directory} is on a network drive (${type}), where data that was confirmed can be lost. ` +
        'Start with a DATA_DIR on a disk of this machine, and copy backups to the network drive instead.',
    );
    this.directory = directory;
  }
}

/**
 * By the name that the system gives the file system. Not among them: `9p` and `virtiofs`, by which virtual
 * machines and containers see a disk of their own host.
 */
const NETWORK =
  /^(nfs\d?|cifs|smb\d?|smbfs|afs|afpfs|ncpfs|ceph|glusterfs|lustre|beegfs|ocfs2|gfs2|webdav|davfs\d?|fuse\.(sshfs|ceph.*|glusterfs|rclone|s3fs|gcsfuse|davfs\d?|curlftpfs|juicefs))$/;

/** @throws {NetworkDrive}. Where the system does not tell, nothing is refused. */
export function mustBeLocal(directory: string): void {
  if (process.platform === 'win32' && path.resolve(directory).startsWith('\\\\')) throw new NetworkDrive(directory, 'smb');
  const type = fileSystemOf(existingPart(path.resolve(directory)), mounts());
  if (type !== null && NETWORK.test(type)) throw new NetworkDrive(directory, type);
}

/** Type of the file system that holds `file`, a real path; null where `table` does not tell. `table`: as /proc/mounts or `mount` have it. */
export function fileSystemOf(file: string, table: string): string | null {
  let longest = '';
  let type: string | null = null;
  for (const line of table.split('\n')) {
    const mount = readMount(line);
    // The last of several on the same place is the one that is seen.
    if (!mount || mount.point.length < longest.length || !isWithin(file, mount.point)) continue;
    longest = mount.point;
    type = mount.type;
  }
  return type;
}

function readMount(line: string): { readonly point: string; readonly type: string } | null {
  const [, linuxPoint, linuxType] = /^\S+ (\/\S*) (\S+) \S+ \d+ \d+$/.exec(line) ?? [];
  // Blanks in names are written as \040.
  if (linuxPoint !== undefined && linuxType !== undefined) {
    return {
      point: linuxPoint.replaceAll(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
      type: linuxType,
    };
  }
  const [, point, type] = /^.+ on (\/.*) \(([\w.]+)[,)]/.exec(line) ?? [];
  return point !== undefined && type !== undefined ? { point, type } : null;
}

function isWithin(file: string, point: string): boolean {
  return point === '/' || file === point || file.startsWith(`${point}/`);
}

/** The directory itself, or the closest one above it that exists. */
function existingPart(directory: string): string {
  try {
    return fs.realpathSync(directory);
  } catch {
    const above = path.dirname(directory);
    return above === directory ? directory : existingPart(above);
  }
}

function mounts(): string {
  try {
    if (process.platform === 'linux') return fs.readFileSync('/proc/mounts', 'utf8');
    return process.platform === 'win32' ? '' : execFileSync('mount', { encoding: 'utf8' });
  } catch {
    return '';
  }
}
