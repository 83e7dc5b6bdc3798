#!/usr/bin/env node
/**
 * Starts the program on a Node that can run it. Plain JavaScript for Node 20 and newer, because it is the
 * first thing that runs: TypeScript sources need Node 24, which `npm ci` brings along (the package
 * `node`); where that one cannot run, the user's own Node ≥ 24 is taken.
 *
 *   node src/launch.mjs <script or installed command> [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The first Node of at least the wanted major version that really answers, or null. */
function findNode() {
  const bundled = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const candidates = [process.execPath, ...(existsSync(bundled) ? [bundled] : [])];
  for (const candidate of candidates) {
    const version = candidate === process.execPath ? process.versions.node : versionOf(candidate);
    if (Number(version?.split('.')[0]) >= WANTED_MAJOR) return candidate;
  }
  return null;
}

function versionOf(command) {
  const answer = spawnSync(command, ['-p', 'process.versions.node'], { encoding: 'utf8', timeout: 10_000 });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

/** A script of the project as it is, or the JavaScript file behind an installed command. */
function entryOf(name) {
  if (/\.[mc]?[jt]s$/.test(name)) return join(root, name);
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name];
  return join(root, 'node_modules', name, bin);
}

const [script, ...rest] = process.argv.slice(2);
if (!script) {
  console.error('launch: nothing to start. Example: node src/launch.mjs src/main.ts start');
  process.exit(2);
}
if (!existsSync(join(root, 'node_modules'))) {
  console.error('Faltan los paquetes. Ejecuta primero: npm ci\nThe packages are missing. Run first: npm ci');
  process.exit(1);
}
const node = findNode();
if (node === null) {
  console.error(
    `Tanteo necesita Node ${WANTED_MAJOR} y aquí hay ${process.versions.node}. El que trae "npm ci" no arranca en esta máquina: instala Node ${WANTED_MAJOR} desde https://nodejs.org y repite la orden.\n` +
      `Tanteo needs Node ${WANTED_MAJOR}; this is ${process.versions.node}. The one that "npm ci" brings does not run on this machine: install Node ${WANTED_MAJOR} from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

/**
 * Young memory: the default of Node 24, four times as much, costs a shop 60 MB and gains it nothing that could be
 * measured. Nor does letting the rest grow to more than twice what is in use before it is collected: 20 MB. And what
 * opening left behind can be given back (tidy-memory.ts): 35 MB.
 */
const FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=100', '--expose-gc'];

const ENVIRONMENT = {
  // Sources are turned into what runs once, not at every start: a quarter of a second.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.compiled'),
  // glibc: a file of old orders that was read and forgotten gives its memory back to the system at once.
  MALLOC_MMAP_THRESHOLD_: '262144',
};

const child = spawn(node, [...FLAGS, entryOf(script), ...rest], {
  stdio: 'inherit',
  cwd: root,
  env: { ...ENVIRONMENT, ...process.env, TZ: 'UTC' },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
