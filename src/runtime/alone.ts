/** One event on a store that no shop has open: for commands that change data while nobody serves. */

import type { Key } from '../decisions/collections.ts';
import { decide } from '../decisions/decide.ts';
import type { World } from '../decisions/decision.ts';
import type { Event, Reply } from '../decisions/event.ts';
import type { Store } from '../store/port.ts';
import { changesOf } from './compose.ts';

/** Resolves with the reply when it is on disk. Messages wait in the outbox; what it asks of channels and providers is done when the shop opens. @throws {StoreFailed} */
export async function decideAlone(store: Store, event: Event, world: World): Promise<Reply | undefined> {
  const keys: Key[] = [];
  for (;;) {
    const view = await store.open(keys);
    const decision = decide(view, event, world);
    if ('need' in decision) {
      keys.push(...decision.need);
      continue;
    }
    const committed = await store.commit(
      view,
      changesOf(view, event, decision, world.now, () => false),
    );
    if (committed.ok) return decision.reply;
  }
}
