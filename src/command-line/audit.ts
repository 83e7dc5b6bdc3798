/**
 * `npm run -s audit [-- FOLDER]`: whether the data are whole: every file's checksum, and every invariant of
 * what is in them. Reads only; of an open shop a copy of this moment, so that nothing moves meanwhile.
 */
import { rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { beginAudit, type InvariantName, type Violation } from '../audit/audit.ts';
import { notWhole, readNote } from '../backup/backup.ts';
import type { Language } from '../commerce/catalog.ts';
import { realDisk } from '../store/json/disk.ts';
import { lookInto } from '../store/json/look.ts';
import { DirectoryInUse } from '../store/json/open.ts';
import { type Here, mustHaveData, withData, withHere } from './data-command.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

/** Violations of one invariant that are told one by one. */
const MOST_TOLD = 20;

/** Answers the exit code: 0 where everything holds. */
export async function runAudit(home: string, argv: readonly string[]): Promise<number> {
  const [folder, ...others] = argv;
  if (others.length > 0 || folder?.startsWith('-')) {
    tell(textsIn(terminalLanguage(process.env)).audit.use);
    return 2;
  }
  return withHere(home, (here) => (folder === undefined ? auditShop(here) : auditFolder(here, resolve(folder), folder)));
}

async function auditShop(here: Here): Promise<number> {
  mustHaveData(here);
  const { dataDirectory } = here;
  let release: () => Promise<void>;
  try {
    release = await realDisk.claim(dataDirectory);
  } catch (problem) {
    if (problem instanceof DirectoryInUse) return auditOpenShop(here);
    throw problem;
  }
  try {
    return await auditFolder(here, dataDirectory, dataDirectory);
  } finally {
    await release();
  }
}

async function auditOpenShop(here: Here): Promise<number> {
  const { folder } = await withData(here, (data) => data.takeCopy());
  try {
    return await auditFolder(here, folder, here.dataDirectory);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function auditFolder({ language }: Here, folder: string, name: string): Promise<number> {
  const texts = textsIn(language).audit;
  const note = await readNote(folder);
  const bad = new Map<string, string>((note ? notWhole(folder, note) : []).map((file) => [file, texts.notWhole]));
  const look = await lookInto(realDisk, folder, ({ file, what }) => bad.set(relative(folder, file), what));
  const auditor = beginAudit();
  const violations: Violation[] = [];
  let documents = 0;
  for await (const stored of look.documents) {
    documents += 1;
    violations.push(...auditor.see(stored));
  }
  violations.push(...auditor.end());
  for (const [file, what] of bad) tell(fill(texts.damaged, { file, what }));
  tellViolations(violations, language);
  const facts = { folder: name, documents, sequence: look.sequence, problems: bad.size + violations.length };
  tell(fill(facts.problems === 0 ? texts.good : texts.bad, facts));
  return facts.problems === 0 ? 0 : 1;
}

/** Each by the name of its invariant, with the document and what was found. */
export function tellViolations(violations: readonly Violation[], language: Language): void {
  const texts = textsIn(language).audit;
  const broken: Readonly<Record<InvariantName, string>> = texts.broken;
  for (const [invariant, found] of Map.groupBy(violations, (violation) => violation.invariant)) {
    tell(`${broken[invariant]} (${invariant})`);
    for (const { document, found: has, expected } of found.slice(0, MOST_TOLD)) {
      tell(
        `  ${fill(expected === '' ? texts.foundOnly : has === '' ? texts.expectedOnly : texts.foundAndExpected, { document, found: has, expected })}`,
      );
    }
    if (found.length > MOST_TOLD) tell(`  ${fill(texts.more, { count: found.length - MOST_TOLD })}`);
  }
}
