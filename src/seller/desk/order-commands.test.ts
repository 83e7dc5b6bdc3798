/** What a seller writes for a command, read: the same at the terminal, in a form and in the API. */
import { describe, expect, test } from 'vitest';
import { sampleOrder } from '../order-sample.ts';
import { commandNamed, offeredFor, readCommand, spelled } from './order-commands.ts';
import { deskTexts, fieldWords, refusalWords } from './texts.ts';

describe('reading a command', () => {
  test('names as they are written on a terminal and in the program', () => {
    expect(commandNamed('start-preparing')).toBe('startPreparing');
    expect(commandNamed('startPreparing')).toBe('startPreparing');
    expect(commandNamed('fly')).toBeNull();
    expect(spelled('confirmUnpaid')).toBe('confirm-unpaid');
  });
  test('what is left out is null; amounts are of the currency of the order, with a point or a comma', () => {
    expect(readCommand('handOver', {}, 'PEN')).toEqual({ ok: true, command: { command: 'handOver', collected: null, onTrust: null } });
    expect(readCommand('handOver', { collected: ' 58,50 ', onTrust: '' }, 'PEN')).toMatchObject({ command: { collected: 5850 } });
    expect(readCommand('handOver', { collected: '58000' }, 'CLP')).toMatchObject({ command: { collected: 58000 } });
  });
  test('lines of an order that change: that many, more, or fewer of a variant', () => {
    const read = readCommand('edit', { line: 'polo/rojo/m=1, gorra+2; tote-1', slot: '2026-11-27 10:00' }, 'PEN');
    expect(read).toMatchObject({
      command: {
        line: [
          { variantId: 'polo/rojo/m', how: 'to', qty: 1 },
          { variantId: 'gorra', how: 'more', qty: 2 },
          { variantId: 'tote', how: 'fewer', qty: 1 },
        ],
        slot: { date: '2026-11-27', from: '10:00' },
        dryRun: false,
      },
    });
    expect(readCommand('edit', { line: 'polo' }, 'PEN')).toEqual({ ok: false, field: 'line', problem: 'wrong' });
  });
  test('the first field that is missing, wrong or unknown is named', () => {
    expect(readCommand('cancel', {}, 'PEN')).toEqual({ ok: false, field: 'reason', problem: 'missing' });
    expect(readCommand('cancel', { reason: 'because' }, 'PEN')).toEqual({ ok: false, field: 'reason', problem: 'wrong' });
    expect(readCommand('handOver', { collected: '12.345' }, 'PEN')).toEqual({ ok: false, field: 'collected', problem: 'wrong' });
    expect(readCommand('handOver', { collected: '0' }, 'PEN')).toEqual({ ok: false, field: 'collected', problem: 'wrong' });
    expect(readCommand('startPreparing', { force: 'yes' }, 'PEN')).toEqual({ ok: false, field: 'force', problem: 'unknown' });
    expect(readCommand('reject', { reason: '   ' }, 'PEN')).toEqual({ ok: false, field: 'reason', problem: 'missing' });
  });
});

test('the likeliest command is offered first, and none that cannot be', () => {
  expect(offeredFor(sampleOrder({ status: 'confirmed' })).slice(0, 4)).toEqual(['startPreparing', 'markReady', 'dispatch', 'cancel']);
  expect(offeredFor(sampleOrder({ status: 'confirmed' }))).not.toContain('handOver');
  expect(offeredFor(sampleOrder({ status: 'pending_approval' })).slice(0, 2)).toEqual(['approve', 'reject']);
});

test('a refusal says where the order is, what cannot be done and where it can go, in the words of the seller', () => {
  const refusal = {
    ok: false,
    code: 'ILLEGAL_TRANSITION',
    command: 'cancel',
    from: 'out_for_delivery',
    to: 'cancelled',
    allowed: ['delivered', 'ready'],
  } as const;
  const words = refusalWords('es', refusal, sampleOrder());
  expect(words).toBe(
    'El pedido está «En camino»: desde ahí no se puede «cancelar el pedido». Puede pasar a: Entregado, Listo. Ya salió: si vuelve, es una devolución.',
  );
  expect(refusalWords('en', refusal, sampleOrder())).toContain('"On its way": "cancel the order" cannot be done');
});

test.each(['es', 'pt', 'en'] as const)('every field and every choice of a command has a word in %s', (language) => {
  const texts = deskTexts(language);
  const names = ['dispatch', 'handOver', 'cancel', 'close', 'reject'] as const;
  for (const name of names) expect(texts.commands[name]).not.toBe('');
  for (const field of [
    'tracking',
    'carrier',
    'onTrust',
    'collected',
    'reason',
    'note',
    'waive',
    'line',
    'place',
    'slot',
    'agreed',
    'dryRun',
  ])
    expect(fieldWords(texts, field)).not.toBe(field);
});
