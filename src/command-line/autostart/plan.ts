/**
 * What makes the shop open by itself on each system: the files that say so, and the commands that put them to use, as
 * values. Nothing here touches the machine.
 */

import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { CLOSING_S, launchAgent } from './launchd.ts';
import type { Machine } from './machine.ts';
import { systemdUnit } from './systemd.ts';
import { scheduledTask } from './windows-task.ts';

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  /** It may fail: there was nothing to end, or it is a convenience. */
  readonly mayFail?: true;
  /** It fails while what was there before is still closing: it is tried for so long. */
  readonly patienceMs?: number;
}

export interface Plan {
  /** By which the system knows it. */
  readonly name: string;
  readonly file: { readonly path: string; readonly text: string; readonly encoding: 'utf8' | 'utf16le' };
  /** After the file is there. */
  readonly install: readonly Command[];
  /** Answers 0 where it is installed. */
  readonly status: Command;
  /** Answers 0 where the shop that is open is this one, and none that somebody opened in a window. */
  readonly holds: Command;
  /** Closes it and opens it with what the settings say now. */
  readonly restart: readonly Command[];
  /** Before the file is removed. */
  readonly remove: readonly Command[];
  /** By which what the shop says is read; null where a window shows it. */
  readonly log: string | null;
  /** What the file alone does not say. */
  readonly remark: 'linger' | 'root' | 'login' | 'window';
}

/** What is run, on every system. */
export function commandLine({ system, node, home }: Machine): readonly [program: string, ...rest: string[]] {
  const { join } = system === 'win32' ? win32 : posix;
  return [node, join(home, 'src', 'launch.mjs'), 'src/main.ts', 'start', '--unattended'];
}

/** Signs that tell apart shops in folders of the same name. */
const MARK_LENGTH = 6;

/** One machine may have several shops: each is called after its folder, and marked by where the folder lies. */
export function serviceName({ system, home }: Pick<Machine, 'system' | 'home'>): string {
  const { basename, resolve } = system === 'win32' ? win32 : posix;
  const mark = createHash('sha256').update(resolve(home)).digest('hex').slice(0, MARK_LENGTH);
  const folder = basename(home)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return folder === 'tanteo' || folder === '' ? `tanteo-${mark}` : `tanteo-${folder}-${mark}`;
}

export function planFor(machine: Machine): Plan {
  switch (machine.system) {
    case 'linux':
      return onLinux(machine);
    case 'darwin':
      return onMac(machine);
    case 'win32':
      return onWindows(machine);
  }
}

function onLinux(machine: Machine): Plan {
  const name = serviceName(machine);
  const unit = `${name}.service`;
  const root = machine.uid === 0;
  const scope = root ? [] : ['--user'];
  const systemctl = (...rest: string[]): Command => ({ program: 'systemctl', arguments: [...scope, ...rest] });
  return {
    name,
    file: {
      path: root ? `/etc/systemd/system/${unit}` : posix.join(machine.userHome, '.config', 'systemd', 'user', unit),
      text: systemdUnit(machine, commandLine(machine)),
      encoding: 'utf8',
    },
    install: [
      systemctl('daemon-reload'),
      systemctl('enable', unit),
      systemctl('restart', unit),
      // Without it the shop would close when she logs out.
      ...(root ? [] : [{ program: 'loginctl', arguments: ['enable-linger', machine.user], mayFail: true } as const]),
    ],
    status: systemctl('is-enabled', unit),
    holds: systemctl('is-active', unit),
    restart: [systemctl('restart', unit)],
    remove: [{ ...systemctl('disable', '--now', unit), mayFail: true }],
    log: `journalctl ${root ? '' : '--user '}-u ${unit} -f`,
    remark: root ? 'root' : 'linger',
  };
}

function onMac(machine: Machine): Plan {
  const name = serviceName(machine);
  const label = `local.${name}`;
  const domain = `gui/${machine.uid ?? ''}`;
  const path = posix.join(machine.userHome, 'Library', 'LaunchAgents', `${label}.plist`);
  const out: Command = { program: 'launchctl', arguments: ['bootout', `${domain}/${label}`], mayFail: true };
  const status: Command = { program: 'launchctl', arguments: ['print', `${domain}/${label}`] };
  return {
    name: label,
    file: { path, text: launchAgent(machine, label, commandLine(machine)), encoding: 'utf8' },
    // "Bootstrap failed: 5: Input/output error" is what it says for as long as the one before is there.
    install: [out, { program: 'launchctl', arguments: ['bootstrap', domain, path], patienceMs: CLOSING_S * 1000 }],
    status,
    holds: status,
    restart: [{ program: 'launchctl', arguments: ['kickstart', '-k', `${domain}/${label}`] }],
    remove: [out],
    log: `tail -f ${posix.join(machine.userHome, 'Library', 'Logs', `${label}.log`)}`,
    remark: 'login',
  };
}

function onWindows(machine: Machine): Plan {
  const name = serviceName(machine);
  const path = win32.join(machine.home, `${name}-task.xml`);
  const schtasks = (...rest: string[]): Command => ({ program: 'schtasks', arguments: rest });
  const end: Command = { ...schtasks('/End', '/TN', name), mayFail: true };
  const status = schtasks('/Query', '/TN', name);
  return {
    name,
    file: { path, text: scheduledTask(machine, commandLine(machine)), encoding: 'utf16le' },
    install: [end, schtasks('/Create', '/TN', name, '/XML', path, '/F'), schtasks('/Run', '/TN', name)],
    status,
    holds: status,
    restart: [end, schtasks('/Run', '/TN', name)],
    remove: [end, { ...schtasks('/Delete', '/TN', name, '/F'), mayFail: true }],
    log: null,
    remark: 'window',
  };
}
