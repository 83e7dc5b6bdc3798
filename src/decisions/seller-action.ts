/**
 * The seller did something, on her page or by changing a file.
 */
import { takeCount } from '../commerce/stock.ts';
import type { Event, SellerAction } from './decision.ts';
import type { Draft } from './draft.ts';
import { erase } from './erase.ts';
import { takeSellerCommand } from './seller-orders/commands.ts';
import { planSweep } from './sweep.ts';

/** `retake`: decides an event that was set aside, as if it came now. */
export function takeSellerAction(draft: Draft, action: SellerAction, retake: (event: Event) => void): void {
  switch (action.do) {
    case 'take-over-counts':
      return takeOverCounts(draft);
    case 'plan-sweep':
      return planSweep(draft);
    case 'dismiss-alert':
      return draft.remove('alerts', action.alertId);
    case 'try-again':
      return tryAgain(draft, action.alertId, retake);
    case 'erase':
      return erase(draft, action.erasure);
    case 'order':
      return draft.answer(takeSellerCommand(draft, action.orderId, action.order, action.by));
  }
}

/** A number she changed in the file is a new count; one she left alone says nothing about the shelf. */
function takeOverCounts(draft: Draft): void {
  for (const product of draft.world.files.catalog.products) {
    for (const variant of product.variants) {
      if (variant.count === null) continue;
      const level = draft.get('stock', variant.id);
      if (level?.fileCount === variant.count) continue;
      const counted = takeCount(level, variant.id, variant.count, draft.at);
      draft.put('stock', variant.id, counted.level);
      draft.append({ append: 'movements', doc: counted.movement });
    }
  }
}

function tryAgain(draft: Draft, alertId: string, retake: (event: Event) => void): void {
  const alert = draft.get('alerts', alertId);
  if (!alert) return;
  draft.remove('alerts', alertId);
  const { dead, message } = alert.data;
  const letter = dead === undefined ? undefined : draft.get('dead', String(dead));
  if (letter) {
    draft.remove('dead', letter.id);
    retake(letter.event);
  }
  if (message !== undefined) draft.sendAgain(String(message));
}
