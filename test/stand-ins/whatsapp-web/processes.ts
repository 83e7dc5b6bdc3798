/**
 * The processes of a browser, known by the folder of its profile: which is the browser, which draws the page, and that
 * none is left over.
 */
import { execFileSync } from 'node:child_process';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of this machine; systems without `ps` have none to show. */
function allProcesses(): readonly Process[] {
  if (process.platform === 'win32') return [];
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args=', '-ww'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && parent && !command.includes('<defunct>') ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
  });
}

/** Browsers whose profile lies in this folder: at most one is alive at a time. */
export function browsersOf(profileFolder: string): readonly Process[] {
  return allProcesses().filter(
    ({ command }) => command.includes(`--user-data-dir=${profileFolder}`) && !command.includes('--type=') && !command.includes('crashpad'),
  );
}

export function browserOf(profileFolder: string): Process {
  const [browser] = browsersOf(profileFolder);
  if (!browser) throw new Error(`no browser uses ${profileFolder}`);
  return browser;
}

/** Those that draw pages. */
export function renderersOf(profileFolder: string): readonly Process[] {
  return descendantsOf(browserOf(profileFolder).pid).filter(({ command }) => command.includes('--type=renderer'));
}

/** A process and whatever it started, and what that started. */
export function descendantsOf(pid: number): readonly Process[] {
  const all = allProcesses();
  const found: Process[] = [];
  for (let parents = [pid]; parents.length > 0; ) {
    const children = all.filter((one) => parents.includes(one.parent));
    found.push(...children);
    parents = children.map((one) => one.pid);
  }
  return found;
}

/** Everything alive that has to do with the folder. */
export function leftOvers(folder: string): readonly Process[] {
  return allProcesses().filter(({ command }) => command.includes(folder));
}

/** A browser's helpers end a moment after it, in ms. */
const LAST_BREATH_MS = 3000;

/** @throws where a process that has to do with the folder lives on. */
export async function nothingLeft(folder: string): Promise<void> {
  const until = performance.now() + LAST_BREATH_MS;
  for (;;) {
    const left = leftOvers(folder);
    if (left.length === 0) return;
    if (performance.now() > until) throw new Error(`left over: ${left.map(({ command }) => command).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The processes that this one started for its channels. */
export function channelProcesses(): readonly Process[] {
  return descendantsOf(process.pid).filter(({ command }) => command.includes('whatsapp-web/child/'));
}
