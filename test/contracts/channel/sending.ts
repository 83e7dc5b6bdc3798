/** What goes out: whole, in its order and as often as it should be, whatever the other side answers or does not. */
import { describe, expect, test } from 'vitest';
import type { OutboundBody } from '../../../src/conversation/message.ts';
import { BODIES, hasFile, LONG_TEXT, partsOf, wordsIn } from './bodies.ts';
import type { Telling } from './contract.ts';
import type { Shown } from './driver.ts';

const READY: OutboundBody = { kind: 'text', rich: [{ t: 'Tu pedido está listo' }] };
const LATER: OutboundBody = { kind: 'text', rich: [{ t: 'Y ya va en camino' }] };
/** Longer than any turn of a channel's own pace, s. */
const ASKED_S = 30;

const allWords = (seen: readonly Shown[]): readonly string[] => seen.flatMap(({ words }) => wordsIn(words));
const timesSeen = (seen: readonly Shown[], { rich }: OutboundBody): number =>
  seen.filter(({ words }) => rich.every(({ t }) => words.includes(t))).length;

export function sendingContract({ traits, story, inTrouble }: Telling): void {
  describe('every kind of message of the shop reaches the customer whole and in its order', () => {
    test.each(Object.entries(BODIES))('%s', async (_name, bodies) => {
      const told = story();
      await told.isUnderWay();
      for (const body of bodies) {
        const sent = await told.sendSurely(told.writes(body));
        expect(sent).toMatchObject({ sent: true });
        // One ref for each part that she sees.
        const parts = Math.max(1, sent.refs.length);
        const seen: Shown[] = [];
        while (seen.length < parts) seen.push(await told.driver.nextShown());
        const words = seen.map((shown) => shown.words).join('\n');
        for (const part of partsOf(body)) expect(words).toContain(part);
        if (body.kind !== 'menu') expect(wordsIn(words)).toEqual(partsOf(body).filter((part) => wordsIn(part).length > 0));
        expect(seen.some((shown) => shown.hasFile)).toBe(hasFile(body));
      }
      expect(await told.seen()).toEqual([]);
    });
  });

  test('parts that left do not leave again', async () => {
    const told = story();
    await told.isUnderWay();
    const { refs } = await told.sendSurely(told.writes(LONG_TEXT));
    const all = allWords(await told.seen());
    const rest = await told.sendSurely(told.writes(LONG_TEXT), { refs: refs.slice(0, 1) });
    expect(rest.refs.slice(0, 1)).toEqual(refs.slice(0, 1));
    expect(rest.refs).toHaveLength(refs.length);
    const again = allWords(await told.seen());
    // Channels that send nothing have no parts.
    if (refs.length > 0) expect(again.length).toBeLessThan(all.length);
    expect(all.slice(-again.length)).toEqual(again);
  });

  inTrouble('failsAfter', 'a message that fails in the middle goes on where it stopped', async (told) => {
    await told.isUnderWay();
    told.play('failsAfter')(1);
    const message = told.writes(LONG_TEXT);
    const stopped = await told.send(message);
    expect(stopped).toMatchObject({ sent: false, final: false, refs: [expect.any(String)] });
    expect(await told.sendSurely(message, await told.waitAfter(stopped))).toMatchObject({ sent: true });
    expect(allWords(await told.seen())).toEqual(partsOf(LONG_TEXT));
  });

  inTrouble('tooFast', 'what comes too fast waits as long as it is asked to, and arrives once', async (told) => {
    await told.isUnderWay();
    told.play('tooFast')(ASKED_S);
    const message = told.writes(READY);
    const refused = await told.send(message);
    expect(refused).toMatchObject({ sent: false, final: false, uncertain: false, refs: [] });
    const wait = refused.sent ? null : refused.retryAfterMs;
    expect(wait).toBeGreaterThanOrEqual(ASKED_S * 1000);
    expect(await told.sendSurely(message, await told.waitAfter(refused))).toMatchObject({ sent: true });
    await told.sendSurely(told.writes(LATER));
    expect((await told.seen()).map(({ words }) => words)).toEqual(
      [READY, LATER].map(({ rich: [span] }) => expect.stringContaining(span?.t ?? '')),
    );
  });

  inTrouble(
    'losesTheAnswer',
    `what may have arrived is told as that, and seen ${traits.copiesOfUncertain} times at the most`,
    async (told) => {
      await told.isUnderWay();
      told.play('losesTheAnswer')();
      const message = told.writes(READY);
      const lost = await told.send(message);
      expect(lost).toMatchObject({ sent: false, final: false, uncertain: true, refs: [] });
      expect(await told.sendSurely(message, await told.waitAfter(lost))).toMatchObject({ sent: true });
      const times = timesSeen(await told.seen(), READY);
      expect(times).toBeGreaterThanOrEqual(1);
      expect(times).toBeLessThanOrEqual(traits.copiesOfUncertain);
    },
  );

  inTrouble('blocks', 'a customer who blocked the shop is told for what she is', async (told) => {
    await told.isUnderWay();
    told.play('blocks')();
    const sent = await told.send(told.writes(READY));
    if (traits.blocked === 'refused') return expect(sent).toMatchObject({ sent: false, final: true, because: 'blocked' });
    expect(sent).toMatchObject({ sent: true });
    await told.driver.passes(1000);
    const failed = told.shop.news.filter(({ what }) => what === 'failed');
    expect(failed).toMatchObject([{ ref: sent.refs[0], chat: told.received[0]?.chat }]);
  });

  test('a shop that is stopped in the middle of a message says the rest of it when it is back', async () => {
    const told = story();
    const { driver } = told;
    await told.isUnderWay();
    const message = told.writes(LONG_TEXT);
    const sending = told.send(message);
    await driver.channel.stop();
    const { refs } = await sending;
    await told.beginsAnew();
    expect(await told.sendSurely(message, { refs, uncertain: true })).toMatchObject({ sent: true });
    expect(allWords(await told.seen())).toEqual(partsOf(LONG_TEXT));
  });

  test(`a shop that dies before it noted that a message had left says it ${traits.copiesOfUncertain} times at the most`, async () => {
    const told = story();
    await told.isUnderWay();
    const message = told.writes(LONG_TEXT);
    await told.sendSurely(message);
    await told.driver.channel.stop();
    await told.beginsAnew();
    expect(await told.sendSurely(message, { uncertain: true })).toMatchObject({ sent: true });
    const words = allWords(await told.seen());
    expect(new Set(words)).toEqual(new Set(partsOf(LONG_TEXT)));
    expect(words.length).toBeLessThanOrEqual(traits.copiesOfUncertain * partsOf(LONG_TEXT).length);
  });
}
