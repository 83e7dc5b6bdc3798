/** What the seller gives away: each promotion with whether it counts now, how often it was used and what it gave. */
import { html } from 'hono/html';
import { formatLocal } from '../../commerce/calendar.ts';
import { formatMoney, type Minor, ZERO } from '../../commerce/money.ts';
import type { Promotion } from '../../commerce/promotions.ts';
import type { Redemptions } from '../../decisions/records.ts';
import { exportTexts } from '../exports/texts.ts';
import { frame, type Markup, type Setting, state, type Tone } from './layout.ts';
import { fill } from './texts.ts';

export interface PromotionsView {
  readonly promotions: readonly Promotion[];
  readonly redemptions: ReadonlyMap<string, Redemptions>;
}

type Standing = 'running' | 'waits' | 'over' | 'off' | 'usedUp';

const TONES: Readonly<Record<Standing, Tone>> = { running: 'go', waits: 'wait', over: 'done', off: 'dead', usedUp: 'done' };

export function promotionsPage(setting: Setting, view: PromotionsView): Markup {
  const { promotions: words } = setting.texts;
  return frame(
    setting,
    'promotions',
    words.title,
    html`<h1>${words.title}</h1>
<p class="hint">${words.hint}</p>
${view.promotions.length === 0 ? html`<section class="panel first"><p>${words.none}</p></section>` : html`<ol class="promotions">${view.promotions.map((promotion) => card(setting, promotion, view.redemptions.get(promotion.id)))}</ol>`}`,
  );
}

function card(setting: Setting, promotion: Promotion, redemptions: Redemptions | undefined): Markup {
  const { promotions: words } = setting.texts;
  const used = redemptions?.used ?? 0;
  const standing = standingOf(promotion, used, setting.now);
  return html`<li class="card promotion">
<h2>${promotion.name} ${state(TONES[standing], words.standing[standing])}</h2>
<p class="calm">${whatItGives(setting, promotion)}${conditions(setting, promotion).map((condition) => ` · ${condition}`)}</p>
<dl class="facts">
${promotion.coupon === null ? '' : fact(words.coupon, promotion.coupon)}
${fact(words.used, promotion.usageLimit === null ? String(used) : fill(words.usedOf, { used, limit: promotion.usageLimit }))}
${fact(words.given, formatMoney(redemptions?.given ?? ZERO, setting.shop.currency))}
</dl>
</li>`;
}

function fact(name: string, value: string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function standingOf({ active, startsAt, endsAt, usageLimit }: Promotion, used: number, now: number): Standing {
  if (!active) return 'off';
  if (startsAt !== null && now < startsAt) return 'waits';
  if (endsAt !== null && now >= endsAt) return 'over';
  return usageLimit !== null && used >= usageLimit ? 'usedUp' : 'running';
}

const BPS_PER_PERCENT = 100;

function whatItGives(setting: Setting, { benefit }: Promotion): string {
  const { gives } = setting.texts.promotions;
  const money = (amount: Minor) => formatMoney(amount, setting.shop.currency);
  const percent = (bps: number) => `${bps / BPS_PER_PERCENT} %`;
  switch (benefit.kind) {
    case 'product_offer':
      return 'price' in benefit.off
        ? fill(gives.price, { amount: money(benefit.off.price) })
        : fill(gives.offer, { percent: percent(benefit.off.bps) });
    case 'order_percent':
      return benefit.most === null
        ? fill(gives.percent, { percent: percent(benefit.bps) })
        : fill(gives.percentMost, { percent: percent(benefit.bps), most: money(benefit.most) });
    case 'order_fixed':
      return fill(gives.amount, { amount: money(benefit.amount) });
    case 'n_for_m':
      return fill(gives.takePay, { take: benefit.take, pay: benefit.pay });
    case 'free_delivery':
      return gives.delivery;
    case 'payment_method':
      return fill(gives.method, { percent: percent(benefit.bps), method: exportTexts(setting.shop.language).method[benefit.method] });
  }
}

function conditions(setting: Setting, promotion: Promotion): readonly string[] {
  const { when } = setting.texts.promotions;
  const { minimum, scope, startsAt, endsAt, firstOrder, perCustomer } = promotion;
  const day = (instant: number) => formatLocal(instant, setting.shop.timeZone, 'DD/MM/YYYY');
  return [
    ...(scope ? [fill(when.scope, { what: [...scope.products, ...scope.categories].join(', ') })] : []),
    ...(minimum === null ? [] : [fill(when.minimum, { amount: formatMoney(minimum, setting.shop.currency) })]),
    ...(startsAt === null ? [] : [fill(when.from, { day: day(startsAt) })]),
    // The end is the first instant that is not in it any more.
    ...(endsAt === null ? [] : [fill(when.to, { day: day(endsAt - 1) })]),
    ...(firstOrder ? [when.firstOrder] : []),
    ...(perCustomer === null ? [] : [fill(when.perCustomer, { limit: perCustomer })]),
  ];
}
