/**
 * An event that could not be decided: set aside with what went wrong, so that it is not lost and does
 * not block anybody; the customer is told plainly, the seller sees it, the conversation goes on.
 */
import type { Decision, Event, View, World } from './decision.ts';
import { Draft } from './draft.ts';

/** Longest description of a problem that is kept, in characters. */
const LONGEST_PROBLEM = 500;

export function setAside(view: View, event: Event, world: World, problem: string): Decision {
  const draft = new Draft(view, world);
  draft.append({ append: 'dead', doc: { at: draft.at, event, problem: problem.slice(0, LONGEST_PROBLEM) } });
  draft.alert({ kind: 'not-processed', data: { about: event.id } });
  if (event.kind === 'inbound') {
    const { channel, account, chat } = event.message;
    const conversation = draft.get('conversations', `${channel}:${account}:${chat}`);
    if (conversation) {
      const wording = draft.wording(conversation.language ?? world.files.shop.language);
      const heard = draft.hear(conversation, event.message.body, '');
      draft.say({ ...heard, burst: [] }, [{ kind: 'text', rich: wording.rich('sorry') }]);
    }
  }
  return draft.finish();
}
