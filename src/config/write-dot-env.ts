/**
 * Writing into `.env` for the seller: what she wrote stays as it was, with its comments and its order, and a
 * setting goes where its example stands. The file holds secrets: it is replaced whole, for its owner only, and
 * no copy of it is left behind.
 */
import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** By name of setting; null takes it out. */
export type SettingChanges = Readonly<Record<string, string | null>>;

/** The text of `.env` with these changes. @throws {RangeError} for a value that no line of the file can hold */
export function withChanges(text: string, changes: SettingChanges): string {
  return Object.entries(changes).reduce(
    (before, [name, value]) => (value === null ? without(before, name) : withOne(before, name, value)),
    text,
  );
}

function withOne(text: string, name: string, value: string): string {
  const written = `${name}=${quoted(value)}`;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => sets(line, name));
  if (at >= 0)
    return lines.flatMap((line, index) => (index === at ? [written + remarkOf(line)] : sets(line, name) ? [] : [line])).join(end);
  const example = lines.findIndex((line) => new RegExp(`^\\s*#\\s*${name}\\s*=`).test(line));
  if (example >= 0) return lines.toSpliced(example + 1, 0, written).join(end);
  const last = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  return [...last, written, ''].join(end);
}

function without(text: string, name: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return text
    .split(/\r?\n/)
    .filter((line) => !sets(line, name))
    .join(end);
}

function sets(line: string, name: string): boolean {
  return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line);
}

/** What the seller remarked behind a value, with the blanks before it. */
function remarkOf(line: string): string {
  const value = line.slice(line.indexOf('=') + 1);
  return /^\s*(?:"[^"]*"|'[^']*'|[^"'#][^#]*?)?(\s+#.*)$/.exec(value)?.[1] ?? '';
}

/** As `parseEnv` of Node reads it back. */
function quoted(value: string): string {
  if (/^[\w:/.,@+=-]+$/.test(value)) return value;
  const quote = ['"', "'", '`'].find((one) => !value.includes(one));
  // A backslash and an n between double quotes would come back as a new line.
  if (quote === undefined || /[\r\n]/.test(value) || (quote === '"' && value.includes('\\')))
    throw new RangeError('a value that .env cannot hold');
  return `${quote}${value}${quote}`;
}

/**
 * Writes the changes into `.env` of this folder; where there is none yet, it begins as a copy of `.env.example`,
 * which explains every setting. Answers the text that is there now.
 */
export async function writeSettings(home: string, changes: SettingChanges): Promise<string> {
  const path = await realpath(join(home, '.env')).catch(() => join(home, '.env'));
  const text = withChanges((await textOf(path)) ?? (await textOf(join(home, '.env.example'))) ?? '', changes);
  const fresh = `${path}.${process.pid}.new`;
  try {
    await rm(fresh, { force: true });
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (problem) {
    await rm(fresh, { force: true });
    throw problem;
  }
  return text;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return null;
    throw problem;
  }
}
