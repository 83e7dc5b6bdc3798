/** The shop opens by itself on each system, wherever its folder lies and whatever it is called. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Machine } from './machine.ts';
import { commandLine, planFor, serviceName } from './plan.ts';

const LINUX: Machine = {
  system: 'linux',
  node: '/usr/bin/node',
  home: '/home/ana/retama',
  userHome: '/home/ana',
  user: 'ana',
  uid: 1000,
  path: '/usr/local/bin:/usr/bin',
};
const MAC: Machine = {
  ...LINUX,
  system: 'darwin',
  node: '/opt/homebrew/bin/node',
  home: '/Users/ana/retama',
  userHome: '/Users/ana',
  uid: 501,
};
const WINDOWS: Machine = {
  system: 'win32',
  node: 'C:\\Program Files\\nodejs\\node.exe',
  home: 'C:\\Users\\Ana Pérez\\retama',
  userHome: 'C:\\Users\\Ana Pérez',
  user: 'TIENDA\\ana',
  uid: null,
  path: 'C:\\Windows',
};

describe('on Linux', () => {
  test('a unit of her own, opened again where it failed, and not closed when she logs out', () => {
    const plan = planFor(LINUX);
    expect(plan.file).toEqual({
      path: '/home/ana/.config/systemd/user/tanteo-retama-d9f982.service',
      encoding: 'utf8',
      text: `[Unit]
Description=Tanteo (/home/ana/retama)
StartLimitIntervalSec=0

[Service]
WorkingDirectory=/home/ana/retama
Environment="PATH=/usr/local/bin:/usr/bin"
ExecStart="/usr/bin/node" "/home/ana/retama/src/launch.mjs" "src/main.ts" "start" "--unattended"
Restart=on-failure
RestartSec=10
KillMode=mixed
TimeoutStopSec=90

[Install]
WantedBy=default.target
`,
    });
    expect(plan.install.map(({ program, arguments: rest }) => [program, ...rest].join(' '))).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable tanteo-retama-d9f982.service',
      'systemctl --user restart tanteo-retama-d9f982.service',
      'loginctl enable-linger ana',
    ]);
    expect(plan.remove.map(({ arguments: rest }) => rest.join(' '))).toEqual(['--user disable --now tanteo-retama-d9f982.service']);
  });

  test('signs that systemd reads are written so that it does not', () => {
    const { text } = planFor({ ...LINUX, home: '/home/ana/100% "mía" $HOME \\ x' }).file;
    expect(text).toContain('WorkingDirectory=/home/ana/100%% "mía" $HOME \\ x\n');
    expect(text).toContain('"/home/ana/100%% \\"mía\\" $$HOME \\\\ x/src/launch.mjs"');
  });

  test.skipIf(!existsSync('/usr/bin/systemd-analyze'))(
    'systemd itself understands it, in a folder with every sign that means something to it',
    async () => {
      const home = await mkdtemp(join(tmpdir(), 'tienda de ana 100% $HOME "x" \\ '));
      try {
        const file = join(await mkdtemp(join(tmpdir(), 'tanteo-unit-')), 'tanteo.service');
        await writeFile(file, planFor({ ...LINUX, home, node: process.execPath }).file.text);
        const told = await promisify(execFile)('/usr/bin/systemd-analyze', ['verify', '--user', file], {
          env: { ...process.env, XDG_RUNTIME_DIR: tmpdir() },
        });
        expect(told.stderr).toBe('');
      } finally {
        await rm(home, { recursive: true });
      }
    },
  );

  test('for root it is a unit of the system', () => {
    const plan = planFor({ ...LINUX, uid: 0, user: 'root', userHome: '/root' });
    expect(plan.file.path).toBe('/etc/systemd/system/tanteo-retama-d9f982.service');
    expect(plan.file.text).toContain('WantedBy=multi-user.target');
    expect(plan.install.every(({ program, arguments: rest }) => program === 'systemctl' && !rest.includes('--user'))).toBe(true);
    expect(plan.remark).toBe('root');
  });
});

describe('on macOS', () => {
  test('an agent with the whole command, opened again where it failed', () => {
    const plan = planFor(MAC);
    expect(plan.file.path).toBe('/Users/ana/Library/LaunchAgents/local.tanteo-retama-29c4ff.plist');
    const words = [...plan.file.text.matchAll(/<string>(.*?)<\/string>/g)].map(([, word]) => word);
    expect(words).toEqual([
      'local.tanteo-retama-29c4ff',
      '/opt/homebrew/bin/node',
      '/Users/ana/retama/src/launch.mjs',
      'src/main.ts',
      'start',
      '--unattended',
      '/Users/ana/retama',
      '/usr/local/bin:/usr/bin',
      '/Users/ana/Library/Logs/local.tanteo-retama-29c4ff.log',
    ]);
    expect(plan.file.text).toMatch(/<key>SuccessfulExit<\/key>\s+<false\/>/);
    expect(plan.install.map(({ arguments: rest }) => rest.join(' '))).toEqual([
      'bootout gui/501/local.tanteo-retama-29c4ff',
      'bootstrap gui/501 /Users/ana/Library/LaunchAgents/local.tanteo-retama-29c4ff.plist',
    ]);
    // While the one before is still closing, the second fails.
    expect(plan.install[1]?.patienceMs).toBe(90_000);
  });

  test('signs of XML in a folder are written so that they are none', () => {
    expect(planFor({ ...MAC, home: '/Users/ana/a&b <c>' }).file.text).toContain('<string>/Users/ana/a&amp;b &lt;c&gt;</string>');
  });
});

describe('on Windows', () => {
  test('a task at her login, in UTF-16 as schtasks wants it, with a folder that has a blank', () => {
    const plan = planFor(WINDOWS);
    expect(plan.file.encoding).toBe('utf16le');
    expect(plan.file.text.startsWith('\uFEFF<?xml version="1.0" encoding="UTF-16"?>')).toBe(true);
    expect(plan.file.text).toContain('<Command>C:\\Program Files\\nodejs\\node.exe</Command>');
    expect(plan.file.text).toContain(
      '<Arguments>&quot;C:\\Users\\Ana Pérez\\retama\\src\\launch.mjs&quot; src/main.ts start --unattended</Arguments>',
    );
    expect(plan.file.text).toContain('<UserId>TIENDA\\ana</UserId>');
    expect(plan.file.text).toContain('<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>');
    expect(plan.file.text).toContain('<Interval>PT5M</Interval>');
    expect(plan.file.text).toContain('<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>');
    expect(plan.install.map(({ arguments: rest }) => rest.join(' '))).toEqual([
      '/End /TN tanteo-retama-e3b020',
      '/Create /TN tanteo-retama-e3b020 /XML C:\\Users\\Ana Pérez\\retama\\tanteo-retama-e3b020-task.xml /F',
      '/Run /TN tanteo-retama-e3b020',
    ]);
  });
});

test('every shop of a machine has its own name, whatever its folder is called', () => {
  const name = (home: string) => serviceName({ system: 'linux', home });
  const names = ['/srv/tanteo', '/srv/Tienda Ñandú', '/srv/---', '/srv/retama', '/home/ana/retama'].map(name);
  expect(names.map((one) => one.slice(0, -'-123456'.length))).toEqual([
    'tanteo',
    'tanteo-tienda-nandu',
    'tanteo',
    'tanteo-retama',
    'tanteo-retama',
  ]);
  expect(new Set(names).size).toBe(names.length);
  expect(name('/srv/retama/')).toBe(name('/srv/retama'));
});

test('on each system the same is run, with absolute paths', () => {
  for (const machine of [LINUX, MAC, WINDOWS]) {
    const [program, launcher, ...rest] = commandLine(machine);
    expect(program).toBe(machine.node);
    expect(launcher?.startsWith(machine.home)).toBe(true);
    expect(rest).toEqual(['src/main.ts', 'start', '--unattended']);
  }
});
