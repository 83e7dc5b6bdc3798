/**
 * The doors by which commands ask an open shop for what only it can do with its data: a backup, a copy to
 * audit, the erasure of a person. Opened by the seller's key alone, never by a session of her pages, and they
 * name no folder: whoever has the key may not choose where on the machine is written.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import type { TakenBackup } from '../../backup/backup.ts';
import type { Erased } from '../../erasure/erase-person.ts';
import type { Wanted } from '../../erasure/person.ts';
import { type KeyDeps, keyOnly } from './key-only.ts';

export interface UpkeepDeps extends KeyDeps {
  /** Into the folder of backups. */
  readonly takeBackup: () => Promise<TakenBackup>;
  /** The same for a moment only: whoever asked removes it. */
  readonly takeCopy: () => Promise<TakenBackup>;
  readonly lookForPerson: (wanted: Wanted) => Promise<Erased | null>;
  readonly erasePerson: (wanted: Wanted) => Promise<Erased | null>;
}

const wantedSchema = z.union([
  z.object({ phone: z.string().min(1), erase: z.boolean() }),
  z.object({ conversation: z.string().min(1), erase: z.boolean() }),
]);

/** Routes with their whole path; to be mounted before the pages of the seller, which ask for a session. */
export function upkeepRoutes(deps: UpkeepDeps): Hono {
  const routes = new Hono();
  const withKey = keyOnly(deps);
  routes.post('/seller/backup', withKey, async (context) => context.json(answerOf(await deps.takeBackup())));
  routes.post('/seller/copy', withKey, async (context) => context.json(answerOf(await deps.takeCopy())));
  routes.post('/seller/erase', withKey, async (context) => {
    const wanted = wantedSchema.safeParse(await context.req.json().catch(() => null));
    if (!wanted.success) return context.json({ error: 'phone or conversation, and erase: true or false' }, 400);
    const { erase, ...who } = wanted.data;
    return context.json({ person: await (erase ? deps.erasePerson(who) : deps.lookForPerson(who)) });
  });
  routes.onError((error, context) => {
    deps.log.error('the upkeep of the data failed', { error });
    return context.json({ error: error.message }, 500);
  });
  return routes;
}

function answerOf({ folder, note, linked, stillMs }: TakenBackup) {
  return { folder, linked, stillMs, sequence: note.sequence, files: Object.keys(note.files).length };
}
