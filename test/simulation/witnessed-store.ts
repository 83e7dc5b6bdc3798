/** A store that tells what was committed and what was said to be safe, and is otherwise the one it is given. */
import type { Store } from '../../src/store/port.ts';
import { whenCommitted } from './commit-rules.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

export function witnessed(world: World, life: Life, store: Store, afterCommit: () => void): Store {
  return {
    open: (keys) => store.open(keys),
    openHot: () => store.openHot(),
    async commit(view, changes) {
      const before = store.health().sequence;
      const answer = store.commit(view, changes);
      const { sequence } = store.health();
      // A process that is over by now, in the middle of this very turn, has committed nothing.
      if (sequence > before && life.goesOn) {
        whenCommitted(world, sequence, changes);
        afterCommit();
      }
      const outcome = await answer;
      if (outcome.ok) world.ledger.safe(outcome.sequence);
      return outcome;
    },
    settled: () => store.settled(),
    query: store.query,
    health: () => store.health(),
    close: () => store.close(),
  };
}
