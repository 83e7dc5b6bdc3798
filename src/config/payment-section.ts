/**
 * `pago` in `catalog/shop.yaml`: the ways to pay, the accounts that customers transfer to, the deposit.
 * What does not go together is told here, so that no customer is offered a way that leads nowhere.
 */
import type { DepositPolicy, PaymentAccount, PaymentMethod, Shop } from '../commerce/catalog.ts';
import type { Currency, Minor } from '../commerce/money.ts';
import { fromText, line, listOf, money, oneOf, type Read, wholeNumber, yesNo } from './fields.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields } from './place.ts';

/** Minutes a link may wait: the shortest that a person can pay in, and a day. */
const LINK_MINUTES = { least: 10, most: 1440, usual: 60 };
/** Hours a transfer may wait: a week holds stock long enough. */
const TRANSFER_HOURS = { least: 1, most: 168, usual: 24 };
/** Accounts that fit into one message. */
const MOST_ACCOUNTS = 8;

/** As a seller writes them. */
export const PAYMENT_METHODS = oneOf<PaymentMethod>({ link: 'link', transferencia: 'transfer', efectivo: 'cash', pix: 'pix' });

const ACCOUNT = { nombre: line(30), numero: line(60), titular: line(60) };

const PAYMENT = {
  formas: listOf(PAYMENT_METHODS, 1, 4),
  minutos_para_pagar: wholeNumber(LINK_MINUTES.least, LINK_MINUTES.most).optional(),
  horas_para_transferir: wholeNumber(TRANSFER_HOURS.least, TRANSFER_HOURS.most).optional(),
  saldo_al_entregar: yesNo.optional(),
};

/** Where the shop is and what it sells in: Pix exists in one country only. */
export interface PaymentSurroundings {
  readonly currency: Currency;
  readonly country: string;
}

export function readPayment(report: Report, at: Place, { currency, country }: PaymentSurroundings): Shop['payment'] | null {
  const shape = {
    ...PAYMENT,
    anticipo: depositOf(currency).optional(),
    redondeo_en_efectivo: money(currency, 'more-than-zero').optional(),
  };
  const { whole } = readFields(report, at, shape, ['cuentas']);
  const accountsAt = childOf(at, 'cuentas');
  const accounts = accountsAt ? readAccounts(report, accountsAt) : [];
  if (!whole) return null;
  const methods = [...new Set(whole.formas)];
  const transfers = methods.includes('transfer');
  if (transfers && !accountsAt) addProblem(report, at, 'transfer-without-accounts', {}, ['pago', 'cuentas']);
  if (!transfers && accountsAt) addProblem(report, accountsAt, 'accounts-without-transfer', {}, ['pago', 'formas']);
  if (methods.includes('pix') && (country !== 'BR' || currency !== 'BRL'))
    addProblem(report, childOf(at, 'formas') ?? at, 'pix-elsewhere', {}, ['pago', 'formas']);
  if (whole.saldo_al_entregar !== undefined && whole.anticipo === undefined)
    addProblem(report, childOf(at, 'saldo_al_entregar') ?? at, 'rest-without-deposit', {}, ['pago', 'anticipo']);
  const deposit: DepositPolicy | null = whole.anticipo ? { of: whole.anticipo, restAtDoor: whole.saldo_al_entregar ?? false } : null;
  return {
    methods,
    linkMinutes: whole.minutos_para_pagar ?? LINK_MINUTES.usual,
    ...(transfers && { transfer: { hours: whole.horas_para_transferir ?? TRANSFER_HOURS.usual, accounts } }),
    ...(deposit && { deposit }),
    ...(whole.redondeo_en_efectivo !== undefined && { cashRounding: whole.redondeo_en_efectivo }),
  };
}

function readAccounts(report: Report, at: Place): readonly PaymentAccount[] {
  if (at.node.kind !== 'list') {
    addProblem(report, at, 'expected-list');
    return [];
  }
  const items = itemsOf(at);
  if (items.length === 0) addProblem(report, at, 'empty-list');
  if (items.length > MOST_ACCOUNTS) addProblem(report, at, 'too-many', { most: MOST_ACCOUNTS });
  return items.flatMap((item) => {
    const { whole } = readFields(report, item, ACCOUNT);
    return whole ? [{ name: whole.nombre, number: whole.numero, holder: whole.titular }] : [];
  });
}

const WHOLE_PERCENT = 100;
const BPS_PER_PERCENT = 100;

/** `30 %` or an amount. A deposit of everything is none. */
function depositOf(currency: Currency) {
  const amount = money(currency, 'more-than-zero');
  return fromText<DepositPolicy['of']>((text): Read<DepositPolicy['of']> => {
    const percent = /^(\d{1,3})\s*%$/.exec(text);
    if (percent) {
      const share = Number(percent[1]);
      if (share < 1 || share >= WHOLE_PERCENT) return { what: 'out-of-range', facts: { value: text, least: '1 %', most: '99 %' } };
      return { value: { bps: share * BPS_PER_PERCENT } };
    }
    const parsed: { readonly success: true; readonly data: Minor } | { readonly success: false } = amount.safeParse(text);
    return parsed.success ? { value: { amount: parsed.data } } : { what: 'bad-deposit', facts: { value: text } };
  });
}
