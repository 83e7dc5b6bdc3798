/**
 * The seller changes what an order is: shown first without a trace (`dryRun`), written at once where the customer pays
 * no more, and proposed to her where she does (facts/commerce.md §3.3, `edit`).
 */

import type { EditPreview } from '../../commerce/edit.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Order, OrderEdit } from '../../commerce/order.ts';
import type { Rich } from '../../conversation/message.ts';
import { differenceWords } from '../../conversation/turn/order-edit.ts';
import { howToPayRest } from '../../conversation/turn/paying.ts';
import { describe } from '../../conversation/turn/refusals.ts';
import { joinLines, type Wording } from '../../conversation/wording/wording.ts';
import { previewWritten, writeEdit } from '../edits.ts';
import { type Acting, type Handlers, withEvent } from './acting.ts';
import type { EditOutcome, EditsArguments } from './arguments.ts';

export const EDITS: Handlers<EditsArguments> = {
  edit(acting, { line, agreed, dryRun, ...parts }) {
    const { draft, order, who } = acting;
    const edit: OrderEdit = { ...parts, lines: line ?? [] };
    const preview = previewWritten(draft, order, edit);
    if (!preview.ok) return preview;
    if (dryRun) return { ok: true, order, edit: outcome(preview, 'preview') };
    if (preview.newTotal > preview.before && !agreed) {
      const proposed: Order = { ...order, proposal: { edit, newTotal: preview.newTotal, at: draft.at, who } };
      const noted = withEvent(proposed, acting, { what: 'edit-proposed', note: formatMoney(preview.newTotal, order.currency) });
      draft.put('orders', noted.id, noted);
      propose(acting, preview);
      return { ok: true, order: noted, edit: outcome(preview, 'proposed') };
    }
    const written = writeEdit(draft, order, preview, { by: 'seller', who, ...(agreed && { reason: 'agreed' }) });
    draft.tell(written, (wording) => [
      {
        kind: 'text',
        rich: joinLines([
          wording.rich('edit.by_shop', { number: order.number }),
          ...wholeWords(wording, written),
          ...differenceWords(wording, order, preview),
          ...howToPayRest(wording, written, draft.world.files.shop),
        ]),
      },
    ]);
    return { ok: true, order: written, edit: outcome(preview, 'written') };
  },
};

function outcome({ before, newTotal, due, refundDue, order }: EditPreview, is: EditOutcome['is']): EditOutcome {
  return { is, before, newTotal, due, refundDue, lines: order.lines.map(lineWords) };
}

function lineWords({ qty, name, detail, personal = '' }: Order['lines'][number]): string {
  return `${qty} × ${describe(
    name,
    [detail, personal].filter((part) => part !== ''),
  )}`;
}

/** The whole and what it costs, with her yes and her no. */
function propose({ draft, order }: Acting, preview: EditPreview): void {
  const { number } = order;
  draft.tell(order, (wording) => [
    {
      kind: 'menu',
      rich: joinLines([
        wording.rich('edit.proposed', { number }),
        ...wholeWords(wording, preview.order),
        ...differenceWords(wording, order, preview),
        wording.rich('edit.question'),
      ]),
      choices: [
        { label: wording.plain('edit.yes'), commands: [{ do: 'answer-proposal', number, accept: true }], means: 'yes' },
        { label: wording.plain('edit.no'), commands: [{ do: 'answer-proposal', number, accept: false }], means: 'no' },
      ],
    },
  ]);
}

function wholeWords(wording: Wording, { lines, totals, currency, delivery }: Order): readonly Rich[] {
  const fee = formatMoney(totals.delivery, currency);
  return [
    ...lines.map((line): Rich => [{ t: `• ${lineWords(line)}` }]),
    ...(delivery.kind === 'home' ? [wording.rich('edit.delivery', { address: delivery.address ?? delivery.zoneName, fee })] : []),
    wording.rich('summary.total', { total: formatMoney(totals.total, currency) }),
  ];
}
