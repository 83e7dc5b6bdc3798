/**
 * One event is one commit: the mark that it was handled, what was decided, the messages with their place
 * in the outbox, timers, jobs and facts become one list of changes. Pure.
 */

import type { LoggedMessage } from '../conversation/message.ts';
import type { Change, View } from '../decisions/collections.ts';
import type { Decision } from '../decisions/decision.ts';
import type { Event } from '../decisions/event.ts';

/** `isRead`: whether customers of a channel read the log itself, so that nothing has to be sent. */
export function changesOf(view: View, event: Event, decision: Decision, now: number, isRead: (channel: string) => boolean): Change[] {
  const changes = [...handled(view, event, now), ...decision.changes];
  for (const message of decision.outbox) {
    changes.push({ put: 'messages', id: message.id, doc: message });
    const channel = channelOf(message);
    if (isRead(channel)) continue;
    const { id, conversationId, n, sentAs } = message;
    // What is sent again begins where it ended.
    changes.push({ put: 'outbox', id, doc: { id, conversationId, n, channel, attempts: 0, dueAt: now, ...(sentAs && { refs: sentAs }) } });
  }
  for (const timer of decision.timers) {
    changes.push('set' in timer ? { put: 'timers', id: timer.set.id, doc: timer.set } : { delete: 'timers', id: timer.clear });
  }
  for (const job of decision.jobs) changes.push({ put: 'jobs', id: job.id, doc: job });
  for (const fact of decision.facts) changes.push({ append: 'facts', doc: fact });
  return changes;
}

/** The channel stands first in the id of its conversations. */
export function channelOf(message: LoggedMessage): string {
  return message.conversationId.slice(0, message.conversationId.indexOf(':'));
}

/** What makes a repeat of the event harmless. */
function handled(view: View, event: Event, now: number): Change[] {
  switch (event.kind) {
    case 'inbound':
    case 'file-coming':
    case 'channel-news':
    case 'payment-news':
    case 'seller':
      return [{ put: 'inbox', id: event.id, doc: { id: event.id, at: now } }];
    case 'undeliverable':
    case 'housekeeping':
    case 'damage':
      return [];
    case 'timer':
      return [{ delete: 'timers', id: event.timer.id }];
    case 'job-done':
      // A job that was asked for again while it ran stays, and runs again.
      return view.get('jobs', event.job.id) === event.job ? [{ delete: 'jobs', id: event.job.id }] : [];
  }
}

/** Whether this event was handled already, or is void because what it speaks of was replaced. */
export function alreadyHandled(view: View, event: Event): boolean {
  switch (event.kind) {
    case 'inbound':
    case 'file-coming':
    case 'channel-news':
    case 'payment-news':
    case 'seller':
      return view.get('inbox', event.id) !== undefined;
    case 'undeliverable':
      return view.get('outbox', event.messageId) === undefined;
    case 'housekeeping':
      return false;
    case 'damage':
      return view.get('alerts', `data-damaged:${event.file}`) !== undefined;
    case 'timer':
      return view.get('timers', event.timer.id)?.at !== event.timer.at;
    case 'job-done':
      return view.get('jobs', event.job.id) === undefined;
  }
}
